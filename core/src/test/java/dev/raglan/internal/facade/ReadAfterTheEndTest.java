package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The values that the facade is given are read when the span has ended, as they were then. */
class ReadAfterTheEndTest {

  private static final Set<Thread> READERS = ConcurrentHashMap.newKeySet();

  record Message(String role, String content) {}

  record Usage(long promptTokens, long completionTokens) {

    @Override
    public long promptTokens() {
      READERS.add(Thread.currentThread());
      return promptTokens;
    }
  }

  record Answer(String id, String model, String content, String finishReason, Usage usage) {}

  record Found(String id, String text, double score) {}

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder()
          .exportTo(new GivenTarget("memory", exporter))
          .delivery(DeliverySettings.builder().interval(Duration.ofHours(1)).build())
          .build();

  @AfterEach
  void close() {
    raglan.close();
  }

  private SpanData span(String name) {
    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private static Long count(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.longKey(key));
  }

  private static Answer answer(String id, long in, long out) {
    return new Answer(id, "gpt-4o-2024", "of the call", "stop", new Usage(in, out));
  }

  private void ask(String name, Object prompt, Object response) {
    try (ActiveGeneration generation =
        raglan.generation(name).provider("openai").model("gpt-4o").prompt(prompt).start()) {
      generation.response(response);
    }
  }

  @Test
  void readsMessagesAndUsageOnAnotherThread() {
    READERS.clear();
    List<Message> messages = new ArrayList<>(List.of(new Message("user", "of the call")));
    ask("chat", messages, answer("r-1", 5, 7));
    messages.set(0, new Message("user", "changed"));

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("changed");
    assertThat(text(span, "gen_ai.input.messages")).contains("of the call");
    assertThat(text(span, "gen_ai.output.messages")).contains("of the call");
    assertThat(text(span, "gen_ai.response.id")).isEqualTo("r-1");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(READERS).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void readsWhatCanChangeAtOnce() {
    Map<String, Object> usage = new LinkedHashMap<>(Map.of("prompt_tokens", 5));
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("model", "of the call");
    response.put("text", "of the call");
    response.put("usage", usage);
    ask("chat", "hi", response);
    usage.put("prompt_tokens", 99);
    response.put("text", "changed");

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("changed");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("of the call");
  }

  @Test
  void readsTheLastOfSeveralResponses() {
    try (ActiveGeneration generation = raglan.generation("chat").start()) {
      generation.response(answer("r-1", 50, 70)).response(answer("r-2", 5, 7));
      generation.prompt("first").prompt(List.of(new Message("user", "second")));
    }

    SpanData span = span("chat");
    assertThat(text(span, "gen_ai.response.id")).isEqualTo("r-2");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(text(span, "gen_ai.input.messages")).contains("second").doesNotContain("first");
  }

  @Test
  void countsWhatWasSpentBelowOnce() {
    try (ActiveGeneration outer = raglan.generation("outer").start()) {
      ask("inner", "hi", answer("r-1", 10, 20));
      ask("inner", "hi", answer("r-2", 10, 20));
      outer.response(answer("r-2", 10, 20));
    }

    assertThat(count(span("outer"), "gen_ai.usage.input_tokens")).isEqualTo(20);
    assertThat(count(span("outer"), "gen_ai.usage.output_tokens")).isEqualTo(40);
    assertThat(count(span("inner"), "gen_ai.usage.input_tokens")).isNull();
  }

  @Test
  void tellsOfAFailureThatOnlyTheResponseTells() {
    ask("chat", "hi", Map.of("error", Map.of("message", "too many", "type", "rate_limit_error")));

    SpanData span = span("chat");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("too many");
  }

  @Test
  void readsTheDocumentsThatWereFound() {
    List<Found> found = new ArrayList<>(List.of(new Found("d1", "of the call", 0.5)));
    try (ActiveSpan span = raglan.span("search").type("retriever").input("q").start()) {
      span.output(found);
    }
    found.set(0, new Found("d2", "changed", 0.1));

    SpanData span = span("search");
    assertThat(span.getAttributes().toString()).doesNotContain("changed");
    assertThat(span.getAttributes().toString()).contains("document.content=\"of the call\"");
  }

  private static Map<String, Object> chunk(String text) {
    Map<String, Object> choice = Map.of("index", 0, "delta", Map.of("content", text));
    return Map.of("object", "chat.completion.chunk", "id", "r-1", "choices", List.of(choice));
  }

  @Test
  void readsTheChunksOfAFollowedStream() {
    Stream<Map<String, Object>> chunks = Stream.of(chunk("of "), chunk("the "), chunk("call"));
    assertThat(raglan.generation("chat").prompt("hi").follow(chunks).count()).isEqualTo(3);

    SpanData span = span("chat");
    assertThat(text(span, "output.value")).isEqualTo("of the call");
    assertThat(text(span, "gen_ai.output.messages")).contains("of the call");
  }
}
