package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Records and beans of an application that hold work still to be done. */
@SuppressWarnings("unchecked")
class HeldWorkTest {

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  record Answer(String id, Flux<String> tokens, List<String> sources) {}

  record Later(String id, CompletableFuture<String> answer) {}

  record Rows(Stream<String> rows) {}

  record Cursor(Iterator<String> rows) {}

  record Feed(SubmissionPublisher<String> tokens) {}

  record Two(Flux<String> tokens, CompletableFuture<String> usage) {}

  record Job(String name, Callable<String> body) {}

  /** A record that leaves the type to who uses it. */
  record Result<T>(T value, String error) {}

  record Prompts(String id, List<CompletableFuture<String>> answers) {}

  record MaybeTokens(String id, Optional<Flux<String>> tokens) {}

  record Named(Map<String, Mono<String>> answers) {}

  record Texts(String id, List<String> texts, Map<String, Object> metadata) {}

  /** A value of which views are derived, each time anew. */
  public static final class Page {

    private final List<String> rows = List.of("a", "b");

    public Stream<String> stream() {
      return rows.stream();
    }

    public Iterator<String> iterator() {
      return rows.iterator();
    }

    public List<String> getRows() {
      return rows;
    }
  }

  /** A bean that leaves the type to who uses it. */
  public static class Envelope<T> {

    private final T data;

    Envelope(T data) {
      this.data = data;
    }

    public T getData() {
      return data;
    }
  }

  /** A future that its bean shows as a stage. */
  public static final class Shown {

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    public CompletionStage<String> answer() {
      return answer;
    }
  }

  /** A value with a public field. */
  public static final class Open {

    public final Flux<String> tokens = Flux.just("a");
  }

  /** A record whose constructor refuses to be called again. */
  record Once(Flux<String> tokens, List<String> made) {
    Once {
      if (!made.isEmpty()) {
        throw new IllegalStateException("made already");
      }
      made.add("made");
    }
  }

  /** A record that is equal to itself alone. */
  record Unique(Flux<String> tokens) {

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(tokens);
    }
  }

  /** A bean, as a framework writes it. */
  public static final class Bean {

    private final String id;
    private final Flux<String> tokens;

    Bean(String id, Flux<String> tokens) {
      this.id = id;
      this.tokens = tokens;
    }

    public String getId() {
      return id;
    }

    public Flux<String> getTokens() {
      return tokens;
    }
  }

  /** A service whose method begins work with each call, and whose field is its own. */
  public static final class Client {

    private final Flux<String> shared = Flux.never();
    private int begun;

    public Mono<String> getAnswer() {
      begun++;
      return shared.next();
    }
  }

  /** Methods that return what they are given. */
  static class Answers {

    @Traced
    @BindResult(field = Field.CONTEXT, path = "sources")
    Answer answer(Answer answer) {
      return answer;
    }

    @Traced
    @BindResult(field = Field.RESPONSE, path = "tokens")
    Answer bound(Answer answer) {
      return answer;
    }

    @Traced
    Object any(Object result) {
      return result;
    }

    @Traced
    Result<Flux<String>> result(Result<Flux<String>> result) {
      return result;
    }

    @Traced
    <T> Result<T> resultOfTheCaller(Result<T> result) {
      return result;
    }

    @Traced
    CompletableFuture<Answer> future(Answer answer) {
      return CompletableFuture.completedFuture(answer);
    }

    @Traced
    Mono<Answer> mono(Answer answer) {
      return Mono.just(answer);
    }
  }

  private <T> T call(String method, Object argument) throws Exception {
    return (T) calls.call(new Answers(), method, argument);
  }

  private static Answer paris() {
    return new Answer("a-1", Flux.just("Par", "is"), List.of("atlas.pdf"));
  }

  private String status() {
    return calls.only().getAttributes().get(RaglanAttributes.STATUS);
  }

  private String output() {
    return calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE);
  }

  @Test
  void aRecordsSpanEndsWithItsStream() throws Exception {
    Answer given = paris();
    Answer answer = call("answer", given);
    assertThat(calls.spans()).isEmpty();
    assertThat(answer.id()).isEqualTo("a-1");
    assertThat(answer.sources()).isSameAs(given.sources());

    assertThat(answer.tokens().collectList().block()).containsExactly("Par", "is");

    assertThat(status()).isNull();
    assertThat(output()).isEqualTo("Paris");
    assertThat(calls.only().getAttributes().asMap().toString()).contains("atlas.pdf");
  }

  @Test
  void theWorkItselfIsNotBound() throws Exception {
    Answer answer = call("bound", paris());

    answer.tokens().blockLast();

    assertThat(output()).isEqualTo("Paris");
    assertThat(calls.only().getAttributes().asMap().toString()).doesNotContain("FluxArray");
  }

  @Test
  void aRecordsWorkIsBelowTheCallAndItsFailureIsTheCalls() throws Exception {
    Flux<String> tokens =
        Flux.defer(() -> Flux.just(Span.current().getSpanContext().getSpanId()))
            .concatWith(Flux.error(new IllegalStateException("gone")));
    Answer answer = call("answer", new Answer("a-1", tokens, List.of()));

    assertThatThrownBy(() -> answer.tokens().blockLast()).hasMessage("gone");

    assertThat(calls.only().getStatus().getDescription()).contains("gone");
    assertThat(output()).isEqualTo(calls.only().getSpanId());
  }

  @Test
  void aFutureAStreamAndAnIteratorInARecordAreFollowed() throws Exception {
    CompletableFuture<String> open = new CompletableFuture<>();
    Later later = call("any", new Later("a-1", open));
    Rows rows = call("any", new Rows(Stream.of("Par", "is")));
    Cursor cursor = call("any", new Cursor(List.of("a").iterator()));
    assertThat(calls.spans()).isEmpty();

    open.complete("Paris");
    assertThat(later.answer()).isCompletedWithValue("Paris");
    assertThat(output()).isEqualTo("Paris");
    assertThat(rows.rows()).containsExactly("Par", "is");
    cursor.rows().forEachRemaining(row -> {});
    assertThat(calls.spans())
        .hasSize(3)
        .allSatisfy(span -> assertThat(span.getAttributes().get(RaglanAttributes.STATUS)).isNull());
  }

  @Test
  void aRecordThatAFutureOrAPublisherBringsIsFollowed() throws Exception {
    CompletableFuture<Answer> future = call("future", paris());
    Mono<Answer> mono = call("mono", paris());
    Answer first = future.join();
    Answer second = mono.block();
    assertThat(calls.spans()).isEmpty();

    first.tokens().blockLast();
    second.tokens().blockLast();

    assertThat(calls.spans())
        .hasSize(2)
        .extracting(span -> span.getAttributes().get(OpenInference.OUTPUT_VALUE))
        .containsOnly("Paris");
  }

  @Test
  void aRecordWhoseWorkIsDoneIsTheSame() throws Exception {
    Later done = new Later("a-1", CompletableFuture.completedFuture("Paris"));

    assertThat((Object) call("any", done)).isSameAs(done);
    assertThat(status()).isNull();
    assertThat(output()).contains("a-1");
  }

  @Test
  void aRecordWithACallableIsAValue() throws Exception {
    Job job = new Job("nightly", () -> "done");

    assertThat((Object) call("any", job)).isSameAs(job);
    assertThat(status()).isNull();
  }

  private void isPendingAndTheSame(Object given) throws Exception {
    assertThat((Object) call("any", given)).isSameAs(given);
    List<SpanData> spans = calls.spans();
    assertThat(spans.get(spans.size() - 1).getAttributes().get(RaglanAttributes.STATUS))
        .isEqualTo("pending");
  }

  @Test
  void aRecordIsPendingThatCannotBeMadeAgain() throws Exception {
    isPendingAndTheSame(new Two(Flux.just("a"), new CompletableFuture<>()));
    isPendingAndTheSame(new Feed(new SubmissionPublisher<>()));
    isPendingAndTheSame(new Unique(Flux.just("a")));
    Once once = new Once(Flux.just("a"), new java.util.ArrayList<>());
    isPendingAndTheSame(once);
    assertThat(once.tokens().collectList().block()).containsExactly("a");
  }

  @Test
  void aRecordWithinAnotherCarrierIsPending() throws Exception {
    isPendingAndTheSame(Optional.of(paris()));
    isPendingAndTheSame(ResponseEntity.ok(paris()));
    isPendingAndTheSame(ResponseEntity.ok(new Bean("a-1", Flux.just("a"))));
  }

  @Test
  void aBeanIsPendingWithWhatIsThere() throws Exception {
    isPendingAndTheSame(new Bean("a-1", Flux.just("a")));

    assertThat(output()).contains("\"id\":\"a-1\"");
  }

  @Test
  void aBeanWithoutItsWorkIsAValue() throws Exception {
    call("any", new Bean("a-1", null));

    assertThat(status()).isNull();
  }

  @Test
  void aGetterThatBeginsWorkSaysNothing() throws Exception {
    Client client = new Client();

    call("any", client);

    assertThat(status()).isNull();
  }

  @Test
  void aTypeThatTheRecordLeavesOpenIsThatOfTheMethod() throws Exception {
    Result<Flux<String>> result = call("result", new Result<>(Flux.just("Par", "is"), null));
    assertThat(calls.spans()).isEmpty();

    assertThat(result.value().collectList().block()).containsExactly("Par", "is");
    assertThat(status()).isNull();
    assertThat(output()).isEqualTo("Paris");
  }

  @Test
  void aTypeThatTheCallerChoosesIsPending() throws Exception {
    Result<Flux<String>> given = new Result<>(Flux.just("a").hide(), null);

    assertThat((Object) call("resultOfTheCaller", given)).isSameAs(given);
    assertThat(status()).isEqualTo("pending");
  }

  @Test
  void aTypeThatIsLeftOpenMayBeThatOfAValue() throws Exception {
    call("any", new Result<>("Paris", null));
    call("any", new Envelope<>("Paris"));
    call("any", new Envelope<>(null));
    call("any", new Envelope<>(CompletableFuture.completedFuture("Paris")));

    assertThat(calls.spans())
        .extracting(span -> span.getAttributes().get(RaglanAttributes.STATUS))
        .containsOnlyNulls();
  }

  @Test
  void propertiesArePendingThatContainWork() throws Exception {
    isPendingAndTheSame(new Prompts("a-1", List.of(new CompletableFuture<>())));
    isPendingAndTheSame(new MaybeTokens("a-1", Optional.of(Flux.just("a"))));
    isPendingAndTheSame(new Named(Map.of("a", Mono.just("a"))));
    isPendingAndTheSame(new Envelope<>(Flux.just("a")));
    isPendingAndTheSame(new Envelope<>(List.of(Flux.just("a"))));
    isPendingAndTheSame(new Shown());
    isPendingAndTheSame(new Open());
  }

  @Test
  void propertiesThatContainNoWorkAreValues() throws Exception {
    call("any", new Prompts("a-1", List.of()));
    call("any", new Prompts("a-1", List.of(CompletableFuture.completedFuture("a"))));
    call("any", new MaybeTokens("a-1", Optional.empty()));
    call("any", new Texts("a-1", List.of("a"), Map.of("k", 1)));

    assertThat(calls.spans())
        .hasSize(4)
        .extracting(span -> span.getAttributes().get(RaglanAttributes.STATUS))
        .containsOnlyNulls();
  }

  @Test
  void viewsThatAValueDerivesAreNotItsWork() throws Exception {
    Page page = new Page();

    assertThat((Object) call("any", page)).isSameAs(page);
    assertThat(status()).isNull();
    assertThat(output()).contains("\"rows\":[\"a\",\"b\"]");
  }
}
