package dev.raglan.client;

import static dev.raglan.client.Clients.NOON;
import static dev.raglan.client.Clients.span;
import static dev.raglan.client.Clients.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.raglan.client.SpansApiException.Interrupted;
import dev.raglan.client.SpansApiException.RateLimited;
import dev.raglan.client.SpansApiException.Unavailable;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.internal.service.spansapi.SpansApiServer.Fault;
import dev.raglan.internal.transport.RefusedPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client when the service fails, is slow, or answers something else. */
class SpansClientFailureTest {

  private final SpansApiServer server = SpansApiServer.start();
  private final SpansClient client = Clients.of(server).build();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    client.close();
    server.close();
  }

  private static Fault status(int status) {
    return SpansApiServer.status(status, "later");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void repeatsAReadThatMaySucceedLater(int status) {
    client.create(span("s").build());
    server.failing(status(status), status(status));

    assertThat(client.retrieve("s").id()).isEqualTo("s");
    assertThat(server.received()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void doesNotRepeatWhatMayHaveBeenStored(int status) {
    server.failing(status(status), status(status));

    assertThatThrownBy(() -> client.create(span("s").build()))
        .isInstanceOf(status == 429 ? RateLimited.class : Unavailable.class);
    assertThatThrownBy(() -> client.batch(spans(2)))
        .isInstanceOf(status == 429 ? RateLimited.class : Unavailable.class);
    assertThat(server.received()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 404, 405, 409, 418, 422, 500, 501})
  void doesNotRepeatWhatIsRefused(int status) {
    server.failing(SpansApiServer.status(status, "no"));

    assertThatThrownBy(() -> client.retrieve("s"))
        .isInstanceOfSatisfying(
            SpansApiException.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessageContaining("answered " + status);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      server.failing(
          SpansApiServer.status(307, "moved", "location", other.url("/v5/spans/s").toString()));

      assertThatThrownBy(() -> client.retrieve("s"))
          .hasMessageContaining("a redirect, which is not followed");
      assertThat(other.getRequestCount()).isZero();
    }
  }

  @Test
  void waitsAsLongAsTheServiceAsks() {
    client.create(span("s").build());
    server.failing(SpansApiServer.status(429, "", "retry-after", "1"));
    long start = System.nanoTime();

    client.retrieve("s");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void saysTheDelayThatItHasNoTimeFor(int status) {
    server.failing(SpansApiServer.status(status, "", "retry-after", "120"));

    assertThatThrownBy(() -> client.retrieve("s"))
        .isInstanceOf(status == 429 ? RateLimited.class : Unavailable.class)
        .isInstanceOfSatisfying(
            SpansApiException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(120)));
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void knowsNoDelayThatTheServiceDidNotSay() {
    try (SpansClient once = Clients.of(server).maxRetries(0).build()) {
      server.failing(status(429), SpansApiServer.status(429, "", "retry-after", "soon"));

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> once.retrieve("s"))
            .isInstanceOfSatisfying(RateLimited.class, e -> assertThat(e.retryAfter()).isNull());
      }
    }
  }

  @Test
  void givesUpAfterItsRetries() {
    try (SpansClient twice = Clients.of(server).maxRetries(1).build()) {
      server.failing(status(503), status(503), status(503));

      assertThatThrownBy(() -> twice.retrieve("s")).isInstanceOf(Unavailable.class);
      assertThat(server.received()).hasSize(2);
    }
  }

  @Test
  void repeatsAReadAfterACutConnection() {
    client.create(span("s").build());
    server.failing(SpansApiServer.cut(), SpansApiServer.cutAnswer());

    assertThat(client.retrieve("s").id()).isEqualTo("s");
  }

  @Test
  void upsertsOnceMoreAfterALostAnswer() {
    server.failing(SpansApiServer.lostAnswer());

    assertThat(client.upsertBatch(spans(2))).hasSize(2);
    assertThat(server.received()).hasSize(2);
    assertThat(server.spans()).hasSize(2);
  }

  @Test
  void updatesOnceMoreAfterALostAnswer() {
    client.create(span("s").build());
    server.failing(SpansApiServer.lostAnswer());

    assertThat(client.update("s", SpanPatch.builder().name("n").build()).name()).isEqualTo("n");
  }

  @Test
  void createsOnceAndSaysThatTheAnswerIsLost() {
    server.failing(SpansApiServer.lostAnswer());

    assertThatThrownBy(() -> client.create(span("s").build()))
        .isInstanceOfSatisfying(Unavailable.class, e -> assertThat(e.status()).isZero())
        .hasMessageContaining("POST " + server.url() + "/v5/spans failed: connection");
    assertThat(server.received()).hasSize(1);
    assertThat(client.retrieve("s").id()).isEqualTo("s");
  }

  @Test
  void repeatsAReadThatIsNotAnsweredInTime() {
    client.create(span("s").build());
    server.failing(server.held(release));
    try (SpansClient hasty = Clients.of(server).requestTimeout(Duration.ofSeconds(1)).build()) {
      assertThat(hasty.retrieve("s").id()).isEqualTo("s");
    }
    assertThat(server.held()).isOne();
  }

  @Test
  void endsACallAtItsTimeout() {
    server.failing(server.held(release), server.held(release), server.held(release));
    try (SpansClient hasty = Clients.of(server).timeout(Duration.ofMillis(300)).build()) {
      assertThatThrownBy(() -> hasty.retrieve("s"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("no answer in time");
    }
  }

  @Test
  void endsACallWhoseAnswerTrickles() {
    client.create(span("s").build());
    server.failing(SpansApiServer.trickling(), SpansApiServer.trickling());
    try (SpansClient hasty = Clients.of(server).timeout(Duration.ofMillis(500)).build()) {
      assertThatThrownBy(() -> hasty.retrieve("s"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("no answer in time");
    }
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    try (RefusedPort port = new RefusedPort();
        SpansClient lost =
            Clients.of(server).baseUrl("http://localhost:" + port.number()).maxRetries(1).build()) {
      assertThatThrownBy(() -> lost.retrieve("s"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("connection refused: localhost:" + port.number())
          .hasStackTraceContaining("saysThatNobodyListens");
    }
  }

  static List<String> hostile() {
    String span = "{\"id\":\"s\",\"name\":\"n\",\"trace_id\":\"t\",\"start_timestamp\":\"%s\"%s}";
    return List.of(
        "",
        "null",
        "[]",
        "42",
        "<html>Sign in</html>",
        "{\"id\": \"s\"",
        "{}",
        "{\"id\":\"s\"} trailing",
        span.formatted("yesterday", ""),
        span.formatted("2026-13-01T00:00:00Z", ""),
        span.formatted("2026-01-01T00:00:00Z", ",\"input\":[]"),
        span.formatted("2026-01-01T00:00:00Z", ",\"input\":\"text\""),
        span.formatted("2026-01-01T00:00:00Z", ",\"status\":7"),
        span.formatted("2026-01-01T00:00:00Z", ",\"type\":{\"a\":1}"),
        span.formatted("2026-01-01T00:00:00Z", ",\"output\":" + deep(900)),
        span.formatted("2026-01-01T00:00:00Z", ",\"x\":" + "[".repeat(100_000)),
        span.formatted("2026-01-01T00:00:00Z", ",\"x\":1" + "0".repeat(5_000)),
        "{\"id\":7,\"name\":\"n\",\"trace_id\":\"t\",\"start_timestamp\":\"2026-01-01T00:00:00Z\"}",
        "{\"id\":\"" + "x".repeat(5 << 20) + "\"}");
  }

  private static String deep(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void saysThatAnAnswerIsNotTheSpansApis(String answer) {
    server.failing(SpansApiServer.text(answer));

    assertThatThrownBy(() -> client.retrieve("s"))
        .isExactlyInstanceOf(SpansApiException.class)
        .hasMessageContaining("but the answer ")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"items\":{}}", "{\"items\":[null]}", "{\"items\":[{}]}", "not json"})
  void saysThatAPageIsNotTheSpansApis(String answer) {
    server.failing(SpansApiServer.text(answer), SpansApiServer.text(answer));

    assertThatThrownBy(() -> client.search(SpanSearch.all()))
        .isExactlyInstanceOf(SpansApiException.class);
    assertThatThrownBy(() -> client.upsertBatch(spans(1)))
        .isExactlyInstanceOf(SpansApiException.class);
  }

  @Test
  void readsWhatIsUnusualAndRight() {
    server.failing(
        SpansApiServer.text(
            "{\"id\":\"s\",\"name\":\"\",\"trace_id\":\""
                + "t".repeat(50)
                + "\","
                + "\"start_timestamp\":\"2026-01-01T14:00:00.5+02:00\","
                + "\"end_timestamp\":\"2026-01-01T11:00:00\",\"input\":null,"
                + "\"x\":1e999999999,\"metadata\":{\"n\":1e400,\"a\":[null,\"\\ud83d\"]}}"));

    StoredSpan read = client.retrieve("s");

    assertThat(read.start()).isEqualTo(NOON.plusMillis(500));
    assertThat(read.end()).isEqualTo(Instant.parse("2026-01-01T11:00:00Z"));
    assertThat(read.input()).isNull();
    assertThat(read.metadata().get("n")).hasToString("1E+400");
    assertThat(read.additional()).containsKey("x");
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    server.failing(server.held(release));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.retrieve("s");
              } catch (SpansApiException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    await().until(() -> server.held() == 1);

    caller.interrupt();
    caller.join(60_000);

    assertThat(caller.isAlive()).isFalse();
    assertThat(thrown.get()).isInstanceOf(Interrupted.class);
    assertThat(interrupted).isTrue();
  }

  @Test
  void endsABatchThatIsInterruptedAndSaysWhatWasStored() throws Exception {
    List<StoredSpan> spans = IntStream.range(0, 1500).mapToObj(i -> span("s" + i).build()).toList();
    server.failing(passing(), server.held(release));
    AtomicReference<SpansApiException> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.batch(spans);
              } catch (SpansApiException e) {
                thrown.set(e);
              }
            });
    caller.start();
    await().until(() -> server.held() == 1);

    caller.interrupt();
    caller.join(60_000);

    assertThat(thrown.get()).isInstanceOf(Interrupted.class);
    assertThat(thrown.get().stored()).hasSize(1000);
  }

  private static Fault passing() {
    return SpansApiServer.Handling::handle;
  }

  @Test
  void sendsNothingFromAThreadThatIsInterruptedAlready() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> client.retrieve("s")).isInstanceOf(SpansApiException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void completesAFutureWithItsAnswer() throws Exception {
    AsyncSpansClient async = client.async();

    assertThat(async.create(span("a").build()).get(60, TimeUnit.SECONDS).id()).isEqualTo("a");
    assertThat(async.batch(spans(2)).get(60, TimeUnit.SECONDS)).hasSize(2);
    assertThat(async.upsertBatch(spans(3)).get(60, TimeUnit.SECONDS)).hasSize(3);
    assertThat(async.retrieve("s2").get(60, TimeUnit.SECONDS).id()).isEqualTo("s2");
    SpanPatch patch = SpanPatch.builder().metadata(Map.of("k", "v")).build();
    assertThat(async.update("s2", patch).get(60, TimeUnit.SECONDS).metadata())
        .isEqualTo(Map.of("k", "v"));
    assertThat(async.search(SpanSearch.all()).get(60, TimeUnit.SECONDS).items()).hasSize(4);
  }

  @Test
  void completesAFutureWithItsFailure() {
    assertThatThrownBy(() -> client.async().retrieve("s").get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SpansApiException.NotFound.class);
  }

  @Test
  void endsTheCallOfAFutureThatIsCanceled() {
    server.failing(server.held(release));
    CompletableFuture<StoredSpan> future = client.async().retrieve("s");
    await().until(() -> server.held() == 1);

    assertThat(future.cancel(true)).isTrue();

    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    await().until(() -> busy() == 0);
  }

  @Test
  void endsTheCallOfAFutureThatTimesOut() {
    server.failing(server.held(release));
    CompletableFuture<StoredSpan> future = client.async().retrieve("s");
    await().until(() -> server.held() == 1);
    future.orTimeout(10, TimeUnit.MILLISECONDS);

    await().until(future::isCompletedExceptionally);
    await().until(() -> busy() == 0);
  }

  @Test
  void runsStagesOnNoThreadOfItsOwn() throws Exception {
    client.create(span("s").build());
    CompletableFuture<String> thread =
        client.async().retrieve("s").thenApply(found -> Thread.currentThread().getName());

    assertThat(thread.get(60, TimeUnit.SECONDS)).doesNotStartWith("raglan");
  }

  @Test
  void answersManyCallsAtOnce() {
    client.batch(spans(100));

    List<CompletableFuture<StoredSpan>> calls =
        IntStream.range(0, 100).mapToObj(i -> client.async().retrieve("s" + i)).toList();

    for (int i = 0; i < calls.size(); i++) {
      assertThat(calls.get(i).orTimeout(60, TimeUnit.SECONDS).join().id()).isEqualTo("s" + i);
    }
  }

  @Test
  void refusesMoreCallsThanItHolds() {
    server.failing(
        IntStream.range(0, 16).mapToObj(i -> server.held(release)).toArray(Fault[]::new));
    List<CompletableFuture<StoredSpan>> calls =
        IntStream.range(0, 1200).mapToObj(i -> client.async().retrieve("s")).toList();

    assertThat(calls)
        .filteredOn(CompletableFuture::isCompletedExceptionally)
        .hasSizeGreaterThanOrEqualTo(1200 - 1024 - 16)
        .allSatisfy(
            call ->
                assertThatThrownBy(call::join)
                    .hasCauseInstanceOf(Unavailable.class)
                    .hasMessageContaining("1024 calls waiting"));
    client.close();
    calls.forEach(
        call ->
            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class));
  }

  @Test
  void leavesNoThreadWhenItIsClosed() {
    server.failing(server.held(release), server.held(release));
    CompletableFuture<StoredSpan> running = client.async().retrieve("a");
    CompletableFuture<StoredSpan> another = client.async().retrieve("b");
    await().until(() -> server.held() == 2);
    assertThat(threads()).isNotZero();

    client.close();

    await().until(() -> threads() == 0);
    for (CompletableFuture<StoredSpan> call : List.of(running, another)) {
      assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(Interrupted.class);
    }
  }

  @Test
  void endsAPauseBetweenAttemptsWhenItIsClosed() {
    server.failing(SpansApiServer.status(503, "", "retry-after", "25"));
    CompletableFuture<StoredSpan> waiting = client.async().retrieve("s");
    await().until(() -> server.received().size() == 1);

    client.close();

    assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SpansApiException.class);
    await().until(() -> threads() == 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("raglan-spans-client"))
        .count();
  }

  /** Returns the number of threads that wait for an answer. */
  private static long busy() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("raglan-spans-client"))
        .filter(
            entry ->
                List.of(entry.getValue()).stream()
                    .anyMatch(frame -> frame.getClassName().contains("okhttp3")))
        .count();
  }
}
