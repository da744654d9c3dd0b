package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results that hold another one, which is followed in its place. */
@SuppressWarnings({"unchecked", "OptionalUsedAsFieldOrParameterType"})
class CarriedResultsTest {

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** A controller's methods, as their types are declared. */
  static class Answers {

    @Traced
    ResponseEntity<Flux<String>> entity(Flux<String> body) {
      return ResponseEntity.status(HttpStatus.ACCEPTED)
          .header("x-answer", "7", "8")
          .contentType(MediaType.TEXT_EVENT_STREAM)
          .body(body);
    }

    @Traced
    ResponseEntity<?> anyEntity(Object body) {
      return ResponseEntity.ok(body);
    }

    @Traced
    HttpEntity<Mono<String>> headed(Mono<String> body) {
      HttpHeaders headers = new HttpHeaders();
      headers.add("x-answer", "7");
      return new HttpEntity<>(body, headers);
    }

    @Traced
    <P extends Publisher<String>> ResponseEntity<P> typedByTheCaller(P body) {
      return ResponseEntity.ok(body);
    }

    @Traced
    Optional<Stream<String>> streamOrNone(Stream<String> stream) {
      return Optional.of(stream);
    }

    @Traced
    Optional<Scanner> scannerOrNone(Scanner scanner) {
      return Optional.of(scanner);
    }

    @Traced
    Optional<Iterator<String>> iteratorOrNone(Iterator<String> iterator) {
      return Optional.of(iterator);
    }

    @Traced
    CompletableFuture<ResponseEntity<Flux<String>>> future(Flux<String> body) {
      return CompletableFuture.completedFuture(ResponseEntity.ok(body));
    }

    @Traced
    Mono<ResponseEntity<Flux<String>>> mono(Flux<String> body) {
      return Mono.just(ResponseEntity.ok(body));
    }

    @Traced
    Single<ResponseEntity<Flux<String>>> single(Flux<String> body) {
      return Single.just(ResponseEntity.ok(body));
    }

    @Traced
    Uni<ResponseEntity<Flux<String>>> uni(Flux<String> body) {
      return Uni.createFrom().item(ResponseEntity.ok(body));
    }

    @Traced
    Mono<ResponseEntity<Flux<String>>> seen(List<String> seen) {
      return Mono.fromCallable(() -> seenBy(seen));
    }

    @Traced
    Single<ResponseEntity<Flux<String>>> seenSingle(List<String> seen) {
      return Single.fromCallable(() -> seenBy(seen));
    }

    @Traced
    Uni<ResponseEntity<Flux<String>>> seenUni(List<String> seen) {
      return Uni.createFrom().item(() -> seenBy(seen));
    }

    private static ResponseEntity<Flux<String>> seenBy(List<String> seen) {
      seen.add(Span.current().getSpanContext().getSpanId());
      return ResponseEntity.ok(Flux.just("Par", "is"));
    }

    @Traced
    Callable<ResponseEntity<Flux<String>>> callable(Flux<String> body) {
      return () -> ResponseEntity.ok(body);
    }
  }

  private <T> T call(String method, Object argument) throws Exception {
    return (T) calls.call(new Answers(), method, argument);
  }

  private static String status(SpanData span) {
    return span.getAttributes().get(RaglanAttributes.STATUS);
  }

  @Test
  void theSpanOfAnEntityEndsWithItsBody() throws Exception {
    ResponseEntity<Flux<String>> entity = call("entity", Flux.just("Par", "is"));
    assertThat(calls.spans()).isEmpty();

    assertThat(entity.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
    assertThat(entity.getHeaders().get("x-answer")).containsExactly("7", "8");
    assertThat(entity.getHeaders().getContentType()).isEqualTo(MediaType.TEXT_EVENT_STREAM);
    assertThat(entity.getBody().collectList().block()).containsExactly("Par", "is");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void whatTheBodyDoesIsBelowTheCall() throws Exception {
    ResponseEntity<Flux<String>> entity =
        call("entity", Flux.defer(() -> Flux.just(Span.current().getSpanContext().getSpanId())));

    assertThat(entity.getBody().blockFirst()).isEqualTo(calls.only().getSpanId());
  }

  @Test
  void aBodyThatFailsFailsTheCall() throws Exception {
    ResponseEntity<Flux<String>> entity =
        call("entity", Flux.just("Par").concatWith(Flux.error(new IllegalStateException("gone"))));

    assertThatThrownBy(() -> entity.getBody().blockLast()).hasMessage("gone");
    assertThat(calls.only().getStatus().getDescription()).contains("gone");
  }

  @Test
  void aBodyThatIsCancelledCancelsTheCall() throws Exception {
    ResponseEntity<Flux<String>> entity = call("entity", Flux.just("a", "b", "c"));

    entity.getBody().take(1).blockLast();

    assertThat(status(calls.only())).isEqualTo("canceled");
  }

  @Test
  void aPlainEntityKeepsItsHeaders() throws Exception {
    HttpEntity<Mono<String>> entity = call("headed", Mono.just("Paris"));

    assertThat(entity).isExactlyInstanceOf(HttpEntity.class);
    assertThat(entity.getHeaders().getFirst("x-answer")).isEqualTo("7");
    assertThat(entity.getBody().block()).isEqualTo("Paris");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
  }

  @Test
  void aBodyThatIsWrittenLaterEndsTheCallWhenItIsWritten() throws Exception {
    StreamingResponseBody body = out -> out.write('a');
    ResponseEntity<StreamingResponseBody> entity = call("anyEntity", body);
    assertThat(calls.spans()).isEmpty();

    entity.getBody().writeTo(new ByteArrayOutputStream());

    assertThat(status(calls.only())).isNull();
  }

  @Test
  void theBodyMayBeOfAnyLibrary() throws Exception {
    ResponseEntity<Flowable<String>> entity = call("anyEntity", Flowable.just("Paris"));

    assertThat(entity.getBody().blockingSingle()).isEqualTo("Paris");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
  }

  @Test
  void aFutureInAnEntityEndsTheCallWhenItCompletes() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    ResponseEntity<CompletableFuture<String>> entity = call("anyEntity", future);
    assertThat(calls.spans()).isEmpty();

    future.complete("Paris");

    assertThat(entity.getBody()).isCompletedWithValue("Paris");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
  }

  @Test
  void anEntityWithAValueIsTheSame() throws Exception {
    ResponseEntity<?> entity = call("anyEntity", List.of("Paris"));

    assertThat(entity.getBody()).isEqualTo(List.of("Paris"));
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).contains("Paris");
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void aTypeThatTheCallerChoosesIsNotReplaced() throws Exception {
    Flux<String> body = Flux.just("a").map(text -> text);
    ResponseEntity<Flux<String>> entity = call("typedByTheCaller", body);

    assertThat(entity.getBody()).isSameAs(body);
    assertThat(status(calls.only())).isEqualTo("pending");
  }

  @Test
  void anOptionalStreamIsFollowed() throws Exception {
    Optional<Stream<String>> stream = call("streamOrNone", Stream.of("Par", "is"));
    assertThat(calls.spans()).isEmpty();

    assertThat(stream.orElseThrow()).containsExactly("Par", "is");
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void anOptionalIteratorIsFollowedUnlessItIsMore() throws Exception {
    Optional<Iterator<String>> iterator = call("iteratorOrNone", List.of("a").iterator());
    iterator.orElseThrow().forEachRemaining(each -> {});
    assertThat(status(calls.only())).isNull();

    Optional<Scanner> scanner = call("scannerOrNone", new Scanner("a b"));
    assertThat(scanner.orElseThrow().next()).isEqualTo("a");
    assertThat(status(calls.spans().get(1))).isEqualTo("pending");
  }

  private static ResponseEntity<Flux<String>> brought(Object result) throws Exception {
    Object brought =
        result instanceof CompletableFuture<?> future
            ? future.join()
            : result instanceof Mono<?> mono
                ? mono.block()
                : result instanceof Single<?> single
                    ? single.blockingGet()
                    : result instanceof Uni<?> uni
                        ? uni.await().indefinitely()
                        : ((Callable<?>) result).call();
    return (ResponseEntity<Flux<String>>) brought;
  }

  @ParameterizedTest
  @ValueSource(strings = {"future", "mono", "single", "uni", "callable"})
  void anEntityThatIsBroughtLaterIsFollowedToTheEndOfItsBody(String method) throws Exception {
    ResponseEntity<Flux<String>> entity = brought(call(method, Flux.just("Par", "is")));
    assertThat(calls.spans()).isEmpty();

    assertThat(entity.getBody().collectList().block()).containsExactly("Par", "is");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void aBodyWithinAMonoThatGoesOnIsOneSpan() throws Exception {
    Mono<ResponseEntity<Flux<String>>> answer = call("mono", Flux.just("Par", "is"));

    List<String> written = answer.flatMapMany(HttpEntity::getBody).collectList().block();

    assertThat(written).containsExactly("Par", "is");
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).isEqualTo("Paris");
  }

  @ParameterizedTest
  @ValueSource(strings = {"seen", "seenSingle", "seenUni"})
  void theSpanThatEndsWithABodyIsThatOfTheCallThatBroughtIt(String method) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    Object answer = call(method, seen);

    ResponseEntity<Flux<String>> first = brought(answer);
    first.getBody().blockLast();
    assertThat(calls.only().getSpanId()).isEqualTo(seen.get(0));

    ResponseEntity<Flux<String>> second = brought(answer);
    second.getBody().blockLast();
    assertThat(calls.spans()).extracting(SpanData::getSpanId).containsExactlyElementsOf(seen);

    second.getBody().blockLast();
    assertThat(calls.spans()).hasSize(3).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
  }

  @Test
  void eachSubscriptionToTheBodyThatAFutureBroughtIsASpan() throws Exception {
    ResponseEntity<Flux<String>> entity = brought(call("future", Flux.just("Par", "is")));
    entity.getBody().blockLast();
    entity.getBody().blockLast();
    assertThat(calls.spans()).hasSize(2).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
  }
}
