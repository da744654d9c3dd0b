package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.Redaction;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliverySettings;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is rendered after the call says what was so during the call. */
class RenderedLaterTest {

  static final class Options {
    public int size;

    Options(int size) {
      this.size = size;
    }
  }

  record Box(List<String> content) {}

  static class Service {

    final List<String> result = new ArrayList<>(List.of("of the call"));

    @Traced
    @BindResult(field = Field.RESPONSE, path = "")
    @SuppressWarnings("unused")
    List<String> call(
        List<String> prompt,
        StringBuilder text,
        int[] numbers,
        Map<String, List<String>> map,
        Box box,
        @SpanAttribute("options.size") Options options,
        String immutable) {
      return result;
    }

    @Traced
    Stream<String> stream() {
      return Stream.of("the key is ", "sk-proj-", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4");
    }
  }

  /** A message that can change, as applications have them. */
  static final class Turn {
    public String role;
    public String content;

    Turn(String role, String content) {
      this.role = role;
      this.content = content;
    }
  }

  static final class Answer {
    public String model = "gpt-4o";
    public String content = "of the call";
    public String finishReason = "stop";
    public Map<String, Object> usage =
        new HashMap<>(Map.of("promptTokens", 11, "completionTokens", 12));
  }

  static class Model {

    final Answer answer = new Answer();

    @Generation(provider = "own")
    @SuppressWarnings("unused")
    Answer chat(String model, List<Turn> messages) {
      return answer;
    }
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Test
  void hasTheValuesOfTheCallThoughAllOfThemChangedRightAfter() throws Throwable {
    DeliverySettings patient = DeliverySettings.builder().interval(Duration.ofHours(1)).build();
    try (Raglan raglan =
        Raglan.builder().exportTo(new GivenTarget("memory", exporter)).delivery(patient).build()) {
      List<String> prompt = new ArrayList<>(List.of("of the call"));
      StringBuilder text = new StringBuilder("of the call");
      int[] numbers = {1, 2, 3};
      Map<String, List<String>> map = new HashMap<>(Map.of("key", prompt));
      Box box = new Box(prompt);
      Options options = new Options(1);
      Service service = new Service();
      Object result =
          ReflectedCall.of(service, "call", prompt, text, numbers, map, box, options, "immutable")
              .tracedBy(raglan);

      prompt.set(0, "changed");
      text.replace(0, 2, "changed");
      numbers[0] = 99;
      map.put("changed", prompt);
      options.size = 99;
      service.result.set(0, "changed");

      assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
      assertThat(result).isSameAs(service.result);
      SpanData span = exporter.getFinishedSpanItems().get(0);
      assertThat(span.getAttributes().toString()).doesNotContain("changed").doesNotContain("99");
      assertThat(span.getAttributes().get(AttributeKey.stringKey("input.value")))
          .isEqualTo(
              "{\"prompt\":[\"of the call\"],\"text\":\"of the call\",\"numbers\":[1,2,3],"
                  + "\"map\":{\"key\":[\"of the call\"]},\"box\":{\"content\":[\"of the call\"]},"
                  + "\"options\":{\"size\":1},\"immutable\":\"immutable\"}");
      assertThat(span.getAttributes().get(AttributeKey.stringKey("output.value")))
          .isEqualTo("[\"of the call\"]");
    }
  }

  @Test
  void hasTheMessagesAndTheAnswerOfTheCallThoughTheirBeansChangedRightAfter() throws Throwable {
    DeliverySettings patient = DeliverySettings.builder().interval(Duration.ofHours(1)).build();
    try (Raglan raglan =
        Raglan.builder().exportTo(new GivenTarget("memory", exporter)).delivery(patient).build()) {
      List<Turn> messages = new ArrayList<>(List.of(new Turn("user", "of the call")));
      Model model = new Model();
      ReflectedCall.of(model, "chat", "gpt-4o", messages).tracedBy(raglan);

      messages.get(0).role = "changed";
      messages.get(0).content = "changed";
      messages.add(new Turn("user", "changed"));
      model.answer.model = "changed";
      model.answer.content = "changed";
      model.answer.finishReason = "changed";
      model.answer.usage.put("promptTokens", 99);

      assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
      Map<String, Object> attributes = new HashMap<>();
      exporter
          .getFinishedSpanItems()
          .get(0)
          .getAttributes()
          .forEach((key, value) -> attributes.put(key.getKey(), value));
      assertThat(attributes.toString()).doesNotContain("changed").doesNotContain("99");
      assertThat(attributes)
          .containsEntry("llm.input_messages.0.message.content", "of the call")
          .containsEntry("llm.input_messages.0.message.role", "user")
          .containsEntry("llm.output_messages.0.message.content", "of the call")
          .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
          .containsEntry("gen_ai.usage.input_tokens", 11L);
    }
  }

  @Test
  void redactsTheTextOfAStreamOnAThreadOfItsOwn() throws Throwable {
    Set<Thread> redacting = ConcurrentHashMap.newKeySet();
    Redaction redaction =
        Redaction.builder()
            .redactor(
                text -> {
                  if (text.contains("the key is ")) {
                    redacting.add(Thread.currentThread());
                  }
                  return text;
                })
            .build();
    try (Raglan raglan =
        Raglan.builder()
            .redaction(redaction)
            .exportTo(new GivenTarget("memory", exporter))
            .build()) {
      Stream<?> result = (Stream<?>) ReflectedCall.of(new Service(), "stream").tracedBy(raglan);
      assertThat(result.count()).isEqualTo(3);
      assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
      assertThat(redacting).isNotEmpty().doesNotContain(Thread.currentThread());
      assertThat(exporter.getFinishedSpanItems().get(0).getAttributes().toString())
          .contains("the key is ")
          .doesNotContain("A1b2C3d4");
    }
  }
}
