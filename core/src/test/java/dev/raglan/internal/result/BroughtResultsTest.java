package dev.raglan.internal.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work that is still to be done when a future or publisher brings it: never a success. */
class BroughtResultsTest {

  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AnnotatedCalls calls = new AnnotatedCalls();
  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void close() {
    server.close();
    calls.close();
  }

  /** Returns what it is given, in each kind of carrier. */
  static final class Carriers {

    @Traced
    CompletableFuture<Object> future(Object value) {
      return CompletableFuture.completedFuture(value);
    }

    @Traced
    Mono<Object> mono(Object value) {
      return Mono.just(value);
    }

    @Traced
    Single<Object> single(Object value) {
      return Single.just(value);
    }

    @Traced
    Uni<Object> uni(Object value) {
      return Uni.createFrom().item(value);
    }

    @Traced
    ListenableFuture<Object> listenable(Object value) {
      return Futures.immediateFuture(value);
    }

    @Traced
    Callable<Object> callable(Object value) {
      return () -> value;
    }
  }

  private Object brought(String carrier, Object value) throws Exception {
    Object result = calls.call(new Carriers(), carrier, value);
    if (result instanceof CompletableFuture<?> future) {
      return future.join();
    } else if (result instanceof Mono<?> mono) {
      return mono.block();
    } else if (result instanceof Single<?> single) {
      return single.blockingGet();
    } else if (result instanceof Uni<?> uni) {
      return uni.await().indefinitely();
    } else if (result instanceof ListenableFuture<?> future) {
      return future.get();
    }
    return ((Callable<?>) result).call();
  }

  private Flux<String> flux() {
    return Flux.<String>just("a").doOnSubscribe(subscription -> subscriptions.incrementAndGet());
  }

  private static Stream<Arguments> carried() {
    return Stream.of("future", "mono", "single", "uni", "listenable", "callable")
        .flatMap(
            carrier ->
                Stream.<Function<BroughtResultsTest, Object>>of(
                        BroughtResultsTest::flux,
                        test -> Optional.of(test.flux()),
                        test -> new CompletableFuture<>(),
                        test -> Stream.of("a"),
                        test -> List.of("a").iterator())
                    .map(value -> arguments(carrier, value)));
  }

  @ParameterizedTest
  @MethodSource("carried")
  void endsAsPendingAndIsNotTouched(String carrier, Function<BroughtResultsTest, Object> made)
      throws Exception {
    Object value = made.apply(this);

    assertThat(brought(carrier, value)).isSameAs(value);

    assertThat(calls.only().getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("pending");
    assertThat(subscriptions).hasValue(0);
    if (value instanceof Stream<?> stream) {
      assertThat(stream.count()).isEqualTo(1);
    }
  }

  /** Sends a request, and returns the response with the body as lines that are still to come. */
  static final class Pages {

    private final String url;

    Pages(String url) {
      this.url = url;
    }

    @Traced
    HttpResponse<Stream<String>> lines() throws Exception {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofLines());
    }

    @Traced
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> buffers() throws Exception {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofPublisher());
    }

    @Traced
    Mono<HttpResponse<Stream<String>>> linesLater() {
      return Mono.fromCallable(this::lines);
    }

    @Traced
    CompletableFuture<HttpResponse<Stream<String>>> sentLines() {
      return HttpClient.newHttpClient()
          .sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofLines());
    }

    @Traced
    CompletableFuture<HttpResponse<String>> sentText() {
      return HttpClient.newHttpClient()
          .sendAsync(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    @Traced
    HttpResponse<Scanner> scanner() throws Exception {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              response ->
                  BodySubscribers.mapping(
                      BodySubscribers.ofInputStream(), body -> new Scanner(body, UTF_8)));
    }

    @Traced
    HttpResponse<String> text() throws Exception {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
  }

  private Object response(String method, String body) throws Exception {
    server.start();
    Pages pages = new Pages(server.url("/").toString());
    server.enqueue(new MockResponse.Builder().addHeader("x-answer", "7").body(body).build());
    return calls.call(pages, method);
  }

  private String status() {
    return calls.only().getAttributes().get(RaglanAttributes.STATUS);
  }

  @Test
  void aResponseOfLinesEndsTheCallWithTheLast() throws Exception {
    HttpResponse<?> response = (HttpResponse<?>) response("lines", "first\nsecond");
    assertThat(calls.spans()).isEmpty();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-answer")).contains("7");
    assertThat(response).isEqualTo(response).hasToString(response.toString());

    assertThat(((Stream<?>) response.body()).toList()).hasToString("[first, second]");

    assertThat(status()).isNull();
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).contains("second");
  }

  @Test
  void aResponseOfLinesThatAMonoBringsEndsTheCallWithTheLast() throws Exception {
    HttpResponse<?> response =
        (HttpResponse<?>) ((Mono<?>) response("linesLater", "first\nsecond")).block();
    assertThat(calls.spans()).isEmpty();

    assertThat((Stream<?>) response.body()).hasSize(2);

    assertThat(status()).isNull();
  }

  @Test
  void aResponseOfLinesThatIsSentForEndsTheCallWithTheLast() throws Exception {
    HttpResponse<?> response =
        (HttpResponse<?>) ((CompletableFuture<?>) response("sentLines", "first\nsecond")).join();
    assertThat(calls.spans()).isEmpty();

    assertThat((Stream<?>) response.body()).hasSize(2);

    assertThat(status()).isNull();
  }

  @Test
  void whatDependsOnAResponseThatIsSentForRunsAfterTheSpanHasEnded() throws Exception {
    CompletableFuture<?> response = (CompletableFuture<?>) response("sentText", "whole");

    int spans = response.thenApply(whole -> calls.spans().size()).join();

    assertThat(spans).isEqualTo(1);
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).contains("whole");
  }

  /** Nothing is enqueued, so that the server never answers. */
  @Test
  void whatDependsOnAResponseThatIsSentForCancelsTheRequest() throws Exception {
    server.start();
    CompletableFuture<?> response =
        (CompletableFuture<?>) calls.call(new Pages(server.url("/").toString()), "sentLines");
    CompletableFuture<?> dependent = response.thenApply(whole -> whole);

    assertThat(dependent.cancel(true)).isTrue();

    await().untilAsserted(() -> assertThat(response).isCompletedExceptionally());
    await().untilAsserted(() -> assertThat(status()).isEqualTo("canceled"));
  }

  @Test
  void aResponseOfBuffersEndsTheCallWithTheLast() throws Exception {
    HttpResponse<?> response = (HttpResponse<?>) response("buffers", "whole");
    assertThat(calls.spans()).isEmpty();

    List<?> body =
        JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<?>) response.body())
            .collectList()
            .block();

    assertThat(((List<?>) body.get(0)).get(0)).isEqualTo(ByteBuffer.wrap("whole".getBytes(UTF_8)));
    assertThat(status()).isNull();
  }

  @Test
  void aResponseWhoseBodyIsMoreThanAStreamIsPendingAndTheSame() throws Exception {
    HttpResponse<?> response = (HttpResponse<?>) response("scanner", "first second");

    assertThat(((Scanner) response.body()).next()).isEqualTo("first");
    assertThat(status()).isEqualTo("pending");
  }

  @Test
  void aResponseWhoseBodyIsThereIsAValue() throws Exception {
    response("text", "whole");

    assertThat(status()).isNull();
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).contains("whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"future", "mono", "single", "uni", "listenable", "callable"})
  void aValueIsASuccess(String carrier) throws Exception {
    brought(carrier, ResponseEntity.ok("Paris."));

    assertThat(calls.only().getAttributes().get(RaglanAttributes.STATUS)).isNull();
    assertThat(calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE)).contains("Paris.");
  }
}
