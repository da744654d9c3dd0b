package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.spi.KeepingTarget;
import dev.raglan.trace.ActiveGeneration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetDialectsTest {

  /** A target that tells the keys of what it gets. */
  private static final class Keeping extends KeepingTarget {

    Set<String> keys(String name) {
      return span(name).getAttributes().asMap().keySet().stream()
          .map(AttributeKey::getKey)
          .collect(Collectors.toSet());
    }
  }

  private final Keeping one = new Keeping();
  private final Keeping other = new Keeping();

  private static void generate(RaglanBuilder builder) {
    try (Raglan raglan = builder.build()) {
      try (ActiveGeneration chat =
          raglan.generation("chat").provider("openai").model("gpt-4o").prompt("hello").start()) {
        chat.response("hi").promptTokens(3).completionTokens(1);
        Span.current().setAttribute("mine", "x");
      }
      Span foreign = raglan.openTelemetry().getTracer("other").spanBuilder("foreign").startSpan();
      foreign.setAttribute("gen_ai.request.model", "gpt-4o").end();
    }
  }

  @Test
  void aTargetGetsTheDialectsThatItReadsAndAnotherThoseThatAreConfigured() {
    generate(Raglan.builder().exportTo(one.inDialects("openinference"), other));

    assertThat(one.keys("chat"))
        .contains("llm.model_name", "input.value", "raglan.span.type", "mine")
        .noneMatch(key -> key.startsWith("gen_ai."));
    assertThat(other.keys("chat")).contains("llm.model_name", "gen_ai.request.model", "mine");
  }

  @Test
  void aDialectThatOneTargetHasChosenGoesToNoOther() {
    generate(Raglan.builder().dialects("gen-ai").exportTo(one.inDialects("langfuse"), other));

    assertThat(one.keys("chat"))
        .contains("langfuse.observation.input")
        .noneMatch(key -> key.startsWith("gen_ai."));
    assertThat(other.keys("chat"))
        .contains("gen_ai.request.model")
        .noneMatch(key -> key.startsWith("langfuse.") || key.startsWith("llm."));
  }

  private static void answer(Raglan raglan, String name, String prompt) {
    raglan.generation(name).prompt(prompt).context("It is \"May\".\nStill.").start().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openinference", "langfuse", "gen-ai"})
  void aContextIsLeftOutWhereTheInputHasIt(String dialect) {
    try (Raglan raglan = Raglan.builder().exportTo(one.inDialects(dialect)).build()) {
      answer(raglan, "with", "It is \"May\".\nStill. Is it warm?");
      answer(raglan, "without", "It is May. Is it warm?");
    }

    assertThat(one.keys("with")).doesNotContain("raglan.context");
    assertThat(one.keys("without")).contains("raglan.context");
  }

  @Test
  void aTargetOfNoDialectsGoesWithoutAContextThatTheInputHas() {
    try (Raglan raglan =
        Raglan.builder().exportTo(one, new Keeping().inDialects("langfuse")).build()) {
      answer(raglan, "with", "It is \"May\".\nStill. Is it warm?");
      answer(raglan, "without", "It is May. Is it warm?");
    }

    assertThat(one.keys("with")).contains("input.value").doesNotContain("raglan.context");
    assertThat(one.span("with").getTotalAttributeCount()).isEqualTo(one.keys("with").size());
    assertThat(one.keys("without")).contains("raglan.context");
  }

  @Test
  void aTargetOfNoDialectsGetsADocumentInEachFormAsItsBackendIsNotKnown() {
    try (Raglan raglan =
        Raglan.builder().exportTo(one, other.inDialects("openinference")).build()) {
      raglan
          .span("search")
          .type(SpanType.RETRIEVER)
          .output(List.of(Map.of("id", "d1", "text", "On sleeves.", "score", 0.9)))
          .start()
          .close();
    }

    String document = "retrieval.documents.0.document.content";
    assertThat(one.keys("search")).contains("output.value", document);
    assertThat(other.keys("search")).contains(document).doesNotContain("output.value");
  }

  @Test
  void variablesOfAPromptAreWrittenBesideItsTemplateAlone() {
    try (Raglan raglan = Raglan.builder().exportTo(one).build()) {
      compose(raglan, "plain", null);
      compose(raglan, "templated", "About {topic}");
    }

    assertThat(one.keys("plain"))
        .contains("input.value")
        .noneMatch(key -> key.startsWith("llm.prompt_template."));
    assertThat(one.keys("templated"))
        .contains("llm.prompt_template.template", "llm.prompt_template.variables");
  }

  private static void compose(Raglan raglan, String name, @Nullable String template) {
    raglan
        .span(name)
        .type(SpanType.PROMPT)
        .input(Map.of("topic", "sleeves"))
        .field(Field.PROMPT, template)
        .start()
        .close();
  }

  @Test
  void whatIsLeftOutForATargetIsNotCountedAsDropped() {
    generate(Raglan.builder().exportTo(one.inDialects("langfuse")));

    SpanData chat = one.span("chat");
    assertThat(chat.getTotalAttributeCount()).isEqualTo(chat.getAttributes().size());
  }

  @Test
  void spansOfOtherLibrariesAreSentWhole() {
    generate(Raglan.builder().exportTo(one.inDialects("langfuse")));

    assertThat(one.keys("foreign")).contains("gen_ai.request.model");
  }

  @Test
  void aDialectThatDoesNotExistIsNamedWithThoseThatDo() {
    RaglanBuilder builder = Raglan.builder().exportTo(one.inDialects("openinfrence"));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("openinfrence")
        .withMessageContaining("gen-ai, openinference, langfuse");
    assertThatIllegalArgumentException()
        .isThrownBy(one::inDialects)
        .withMessageContaining("keeping");
  }
}
