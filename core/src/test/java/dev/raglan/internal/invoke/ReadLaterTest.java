package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.model.RagEventType;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages, usage, documents and bound parts are read out of values after the call, and are those
 * of the call.
 */
class ReadLaterTest {

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

  record Delta(String content) {}

  record Choice(long index, Delta delta, String finishReason) {}

  /** A chunk of OpenAI's shape. */
  record Chunk(String id, String object, String model, List<Choice> choices, Usage usage) {

    static Chunk of(String text) {
      Choice choice = new Choice(0, new Delta(text), null);
      return new Chunk("r-1", "chat.completion.chunk", "gpt-4o", List.of(choice), null);
    }

    static Chunk of(Usage usage) {
      Choice choice = new Choice(0, new Delta(""), "stop");
      return new Chunk("r-1", "chat.completion.chunk", "gpt-4o", List.of(choice), usage);
    }
  }

  /** A message that can change. */
  static final class Note {
    public String role = "user";
    public String content;

    Note(String content) {
      this.content = content;
    }
  }

  /** A result that tells how often it was written out. */
  static final class Watched extends AbstractList<String> {
    private long written;

    @Override
    public String get(int index) {
      written++;
      return "of the call";
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** An answer that can change. */
  static final class Draft {
    public String model = "of the call";
    public String content = "of the call";
    public String finishReason = "stop";
    public Usage usage = new Usage(5, 7);
  }

  @SuppressWarnings("unused")
  final class Service {

    final List<Found> found = new ArrayList<>(List.of(new Found("d1", "of the call", 0.5)));
    final Draft draft = new Draft();
    final Watched watched = new Watched();
    final List<Object> chunks =
        new ArrayList<>(
            List.of(
                Chunk.of("of "), Chunk.of("the "), Chunk.of("call"), Chunk.of(new Usage(5, 7))));

    @Generation(name = "chat", provider = "openai")
    Answer chat(String model, List<Message> messages) {
      return answer("r-1", 5, 7);
    }

    @Generation(name = "inner")
    Answer inner(String model, List<Message> messages) {
      return answer("r-2", 10, 20);
    }

    @Generation(name = "outer")
    String outer(String question) throws Throwable {
      call("inner", "gpt-4o", List.of(new Message("user", question)));
      call("inner", "gpt-4o", List.of(new Message("user", question)));
      return "done";
    }

    @Generation(name = "outer", provider = "openai", model = "gpt-4o")
    String outerOfSilent(Object request) throws Throwable {
      return request instanceof String model
          ? call("silent", model, List.of(new Message("user", "what?"))) + "!"
          : call("silentOf", request) + "!";
    }

    @Generation(name = "inner", provider = "openai")
    Answer silent(String model, List<Message> messages) {
      return new Answer("r-2", null, "4", "stop", new Usage(10, 20));
    }

    @Generation(name = "inner", provider = "openai")
    Answer silentOf(Object request) {
      return silent("", List.of());
    }

    @Traced("watched")
    Watched watched() {
      return watched;
    }

    @Generation(name = "outer")
    Object outerOfWatched() throws Throwable {
      return call("watched");
    }

    @Generation(name = "outer")
    String outerOfUntold(String question) throws Throwable {
      return call("untold", question) + "!";
    }

    @Generation(name = "inner")
    String untold(String question) {
      return "an answer that states no usage";
    }

    @Generation(name = "chat")
    Stream<?> stream(String question) {
      return chunks.stream();
    }

    @Generation(name = "outer")
    Stream<?> streamOfBoth(String question) throws Throwable {
      call("inner", "gpt-4o", List.of(new Message("user", question)));
      return chunks.stream();
    }

    @Generation(name = "outer")
    String streamed(String question) throws Throwable {
      return ((Stream<?>) call("stream", question)).map(String::valueOf).toList() + "!";
    }

    @Generation(name = "chat", output = Capture.OFF)
    Stream<?> privateStream(String question) {
      return chunks.stream();
    }

    @Generation(name = "chat")
    @BindResult(attribute = "last", path = "id")
    Stream<?> boundStream(String question) {
      return chunks.stream();
    }

    @RagEvent(value = RagEventType.SYNTHESIZE, name = "synthesize")
    @Generation(name = "synthesize")
    Stream<?> synthesize(String question) {
      return chunks.stream();
    }

    @Traced("ask")
    void askForAStream() throws Throwable {
      call("search", "of the call", 3);
      ((Stream<?>) call("synthesize", "of the call")).forEach(chunk -> {});
    }

    @Generation(name = "chat")
    Stream<?> streamAfterASearch(String question) throws Throwable {
      call("search", "of the call", 3);
      return chunks.stream();
    }

    @Generation(name = "chat")
    Draft draft(String model, List<Note> messages) {
      return draft;
    }

    @Generation(name = "chat", output = Capture.OFF)
    Answer private_(String model, List<Message> messages) {
      return answer("r-1", 5, 7);
    }

    @Generation(name = "chat")
    Map<String, Object> fails(String model, List<Message> messages) {
      return Map.of("error", Map.of("message", "too many", "type", "rate_limit_error"));
    }

    @Generation(name = "chat")
    @BindResult(field = Field.RESPONSE_MODEL, path = "model")
    @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
    @BindResult(attribute = "reason", path = "finishReason")
    Answer bound(@Bind(Field.MODEL) Optional<String> model, @Bind(Field.PROMPT) String prompt) {
      return answer("r-1", 5, 7);
    }

    @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
    List<Found> search(String query, int topK) {
      return found;
    }

    @RagEvent(value = RagEventType.RERANKING, name = "rerank")
    List<Found> rerank(String query, List<Found> documents) {
      return documents;
    }

    @Traced("ask")
    void ask() throws Throwable {
      call("search", "of the call", 3);
      found.set(0, new Found("d2", "changed", 0.1));
    }
  }

  private static Answer answer(String id, long in, long out) {
    return new Answer(id, "gpt-4o-2024", "of the call", "stop", new Usage(in, out));
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Raglan raglan =
      Raglan.builder()
          .exportTo(new Memory(new CountDownLatch(0)))
          .delivery(DeliverySettings.builder().interval(Duration.ofHours(1)).build())
          .build();
  private InvocationTracer tracer = InvocationTracer.of(raglan);
  private final Service service = new Service();

  /** A target that answers only when it is let. */
  private final class Memory implements ExportTarget {

    private final CountDownLatch answered;

    private Memory(CountDownLatch answered) {
      this.answered = answered;
    }

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public SpanExporter open() {
      return new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          try {
            answered.await();
          } catch (InterruptedException interrupted) {
            return CompletableResultCode.ofFailure();
          }
          return exporter.export(spans);
        }

        @Override
        public CompletableResultCode flush() {
          return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
          return CompletableResultCode.ofSuccess();
        }
      };
    }
  }

  private Object call(String name, Object... arguments) throws Throwable {
    return tracer.around(ReflectedCall.of(service, name, arguments));
  }

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

  @Test
  void readsAGenerationThatCannotChangeOnAnotherThread() throws Throwable {
    READERS.clear();
    List<Message> messages = new ArrayList<>(List.of(new Message("user", "of the call")));
    call("chat", "gpt-4o", messages);
    messages.set(0, new Message("user", "changed"));

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("changed");
    assertThat(text(span, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(text(span, "gen_ai.input.messages")).contains("of the call");
    assertThat(text(span, "gen_ai.output.messages")).contains("of the call");
    assertThat(text(span, "gen_ai.response.id")).isEqualTo("r-1");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(READERS).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void readsAGenerationThatCanChangeBeforeItDoes() throws Throwable {
    Note note = new Note("of the call");
    call("draft", "gpt-4o", new ArrayList<>(List.of(note)));
    note.content = "changed";
    service.draft.model = "changed";
    service.draft.usage = new Usage(99, 99);

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("changed");
    assertThat(text(span, "gen_ai.input.messages")).contains("of the call");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("of the call");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
  }

  @Test
  void bindsArgumentsAndPartsOfTheResult() throws Throwable {
    call("bound", Optional.of("gpt-4o"), "of the call");

    SpanData span = span("chat");
    assertThat(text(span, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o-2024");
    assertThat(text(span, "reason")).isEqualTo("stop");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(count(span, "gen_ai.usage.output_tokens")).isEqualTo(7);
  }

  @Test
  void readsUsageOfAResultThatIsNotCapturedAndCountsWhatIsKept() throws Throwable {
    call("private_", "gpt-4o", List.of(new Message("user", "hi")));
    long small = raglan.delivery().queuedBytes();
    call("bound", Optional.of("gpt-4o"), "x".repeat(10_000));
    assertThat(raglan.delivery().queuedBytes() - small).isBetween(20_000L, 30_000L);

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("of the call");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o-2024");
  }

  @Test
  void tellsOfAFailureThatOnlyTheResultTells() throws Throwable {
    call("fails", "gpt-4o", List.of(new Message("user", "hi")));

    SpanData span = span("chat");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("too many");
    assertThat(text(span, "error.type")).isEqualTo("rate_limit_error");
    assertThat(text(span, "raglan.error.category")).isEqualTo("rate_limit");
  }

  @Test
  void countsWhatWasSpentBelowOnce() throws Throwable {
    call("outer", "what?");

    assertThat(count(span("outer"), "gen_ai.usage.input_tokens")).isEqualTo(20);
    assertThat(count(span("outer"), "gen_ai.usage.output_tokens")).isEqualTo(40);
    assertThat(count(span("inner"), "gen_ai.usage.input_tokens")).isNull();
  }

  static Stream<Object> requests() {
    return Stream.of(
        "gpt-4o-mini",
        ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage("what?").build(),
        ChatRequest.builder().modelName("gpt-4o-mini").messages(UserMessage.from("what?")).build());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void costsWhatTheModelTakesThatACallBelowHasAsked(Object request) throws Throwable {
    call("outerOfSilent", request);

    Double cost = span("outer").getAttributes().get(AttributeKey.doubleKey("llm.cost.total"));
    assertThat(cost).isEqualTo(10 * 0.15e-6 + 20 * 0.6e-6, within(1e-12));
  }

  @Test
  void readsTheDocumentsThatWereFound() throws Throwable {
    call("search", "of the call", 3);
    call("rerank", "of the call", service.found);
    service.found.set(0, new Found("d2", "changed", 0.1));

    for (String name : List.of("search", "rerank")) {
      SpanData span = span(name);
      assertThat(span.getAttributes().toString()).doesNotContain("changed");
      assertThat(span.getAttributes().toString()).contains("document.content=\"of the call\"");
    }
  }

  @Test
  void remembersTheInputAndOutputOfEventsAsTheyWere() throws Throwable {
    call("ask");

    SpanData span = span("ask");
    assertThat(text(span, "raglan.trace.input")).contains("of the call");
    assertThat(text(span, "raglan.trace.output")).contains("of the call").doesNotContain("changed");
  }

  private void stream(String name) throws Throwable {
    ((Stream<?>) call(name, "what?")).forEach(chunk -> {});
  }

  @Test
  void readsTheChunksOfAStreamOnAnotherThread() throws Throwable {
    READERS.clear();
    stream("stream");
    assertThat(raglan.delivery().queuedBytes()).isLessThan(10_000);
    service.chunks.clear();

    SpanData span = span("chat");
    assertThat(text(span, "output.value")).isEqualTo("of the call");
    assertThat(text(span, "gen_ai.output.messages")).contains("of the call").contains("stop");
    assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-4o");
    assertThat(count(span, "gen_ai.usage.output_tokens")).isEqualTo(7);
    assertThat(span.getAttributes().toString()).contains("time_to_first");
    assertThat(READERS).isNotEmpty().doesNotContain(Thread.currentThread());
  }

  @Test
  void readsTheChunksThatArrivedBeforeAStreamWasLeft() throws Throwable {
    try (Stream<?> stream = (Stream<?>) call("stream", "what?")) {
      assertThat(stream.limit(2).count()).isEqualTo(2);
    }
    assertThat(text(span("chat"), "output.value")).isEqualTo("of the ");
  }

  @Test
  void tellsOfAFailureThatAChunkTells() throws Throwable {
    service.chunks.set(
        3, Map.of("error", Map.of("message", "too many", "type", "rate_limit_error")));
    stream("stream");

    SpanData span = span("chat");
    assertThat(text(span, "output.value")).isEqualTo("of the call");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("too many");
  }

  @Test
  void readsUsageOfAStreamThatIsNotCaptured() throws Throwable {
    stream("privateStream");

    SpanData span = span("chat");
    assertThat(span.getAttributes().toString()).doesNotContain("of the ");
    assertThat(count(span, "gen_ai.usage.input_tokens")).isEqualTo(5);
  }

  @Test
  void bindsPartsOfAStreamsElements() throws Throwable {
    stream("boundStream");

    SpanData span = span("chat");
    assertThat(text(span, "last")).isEqualTo("r-1");
    assertThat(text(span, "output.value")).isEqualTo("of the call");
  }

  @Test
  void countsWhatWasSpentBelowAStreamAndByAStreamBelowOnce() throws Throwable {
    stream("streamOfBoth");
    SpanData outer = span("outer");
    assertThat(count(outer, "gen_ai.usage.input_tokens")).isEqualTo(15);
    assertThat(text(outer, "output.value")).isEqualTo("of the call");
    exporter.reset();

    call("streamed", "what?");
    assertThat(count(span("outer"), "gen_ai.usage.output_tokens")).isEqualTo(7);
    assertThat(count(span("chat"), "gen_ai.usage.output_tokens")).isNull();
    assertThat(text(span("chat"), "output.value")).isEqualTo("of the call");
  }

  @Test
  void remembersTheOutputOfAnEventThatStreams() throws Throwable {
    call("askForAStream");
    assertThat(text(span("ask"), "raglan.trace.output")).isEqualTo("of the call");
    exporter.reset();

    stream("streamAfterASearch");
    SpanData topmost = span("chat");
    assertThat(text(topmost, "output.value")).isEqualTo("of the call");
    assertThat(topmost.getAttributes().toString()).doesNotContain("raglan.trace.output");
  }

  @Test
  void marksAGenerationBelowWhichTokensAreEstimated() throws Throwable {
    try (Raglan estimating =
        Raglan.builder().exportTo(new Memory(new CountDownLatch(0))).estimateTokens(true).build()) {
      tracer = InvocationTracer.of(estimating);
      call("outerOfUntold", "what?");
      assertThat(estimating.flush(Duration.ofSeconds(30)).complete()).isTrue();
      assertThat(count(span("inner"), "gen_ai.usage.output_tokens")).isPositive();
      assertThat(count(span("outer"), "gen_ai.usage.output_tokens")).isNull();
    }
  }

  @Test
  void gathersNoResultWhileTheQueueIsFull() throws Throwable {
    CountDownLatch answered = new CountDownLatch(1);
    try (Raglan stuck =
        Raglan.builder()
            .exportTo(new Memory(answered))
            .delivery(DeliverySettings.builder().maxQueueSpans(2).batchSize(1).build())
            .build()) {
      tracer = InvocationTracer.of(stuck);
      call("watched");
      call("watched");
      long written = service.watched.written;
      assertThat(written).isPositive();
      call("watched");
      assertThat(call("outerOfWatched")).isSameAs(service.watched);

      assertThat(service.watched.written).isEqualTo(written);
      assertThat(stuck.delivery().dropped(DropReason.QUEUE_FULL_SPANS)).isEqualTo(3);
      answered.countDown();
      assertThat(stuck.flush(Duration.ofSeconds(30)).failed()).isEqualTo(3);
      call("watched");
      assertThat(stuck.flush(Duration.ofSeconds(30)).complete()).isTrue();
      assertThat(exporter.getFinishedSpanItems())
          .hasSize(3)
          .allSatisfy(span -> assertThat(text(span, "output.value")).contains("of the call"));
    }
  }
}
