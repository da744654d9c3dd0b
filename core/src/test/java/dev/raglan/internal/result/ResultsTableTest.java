package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.StateFlowKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.ParallelFlux;

/** Holds the table of docs/results.md to what becomes of each kind of result. */
class ResultsTableTest {

  private static final Path PAGE = Path.of("../docs/results.md");

  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());

  private record Row(String kind, Class<?> declared, Object result) {}

  record Answer(String id, Flux<String> tokens) {}

  record TwoAnswers(Flux<String> tokens, Mono<String> usage) {}

  /** An answer as a bean. */
  public static final class AnswerBean {

    private final Flux<String> tokens;

    AnswerBean(Flux<String> tokens) {
      this.tokens = tokens;
    }

    public Flux<String> getTokens() {
      return tokens;
    }
  }

  /** A response whose lines are still to be read. */
  private record Lines(Stream<String> body) implements HttpResponse<Stream<String>> {

    @Override
    public int statusCode() {
      return 200;
    }

    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<HttpResponse<Stream<String>>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      return URI.create("http://localhost/");
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  /** Pages that are read when they are asked for. */
  private static final class Pages {

    static Iterator<String> none() {
      return List.<String>of().iterator();
    }
  }

  private static Future<String> done() {
    FutureTask<String> done = new FutureTask<>(() -> "done");
    done.run();
    return done;
  }

  private static List<Row> rows() {
    return List.of(
        new Row("any other value", Object.class, "done"),
        new Row("`CompletableFuture`, open", CompletableFuture.class, new CompletableFuture<>()),
        new Row(
            "`CompletableFuture`, complete",
            CompletableFuture.class,
            CompletableFuture.completedFuture("done")),
        new Row(
            "a subclass of `CompletableFuture`",
            CompletableFuture.class,
            new CompletableFuture<>() {}),
        new Row(
            "another `CompletionStage`",
            CompletionStage.class,
            new CompletableFuture<>().minimalCompletionStage()),
        new Row("another `Future`, open", Future.class, new FutureTask<>(() -> "done")),
        new Row("another `Future`, done", Future.class, done()),
        new Row(
            "an array, collection or map of the JDK's with a `Flux`, `Mono`, `Stream` or open future",
            List.class,
            List.of(new CompletableFuture<>())),
        new Row("`Optional` of a future", Optional.class, Optional.of(new CompletableFuture<>())),
        new Row(
            "Spring's `ResponseEntity`, `HttpEntity` of a `Flux`, `Mono`, `Stream` or future",
            ResponseEntity.class,
            ResponseEntity.ok(Flux.just("a"))),
        new Row(
            "Spring's `ResponseEntity` of another value",
            ResponseEntity.class,
            ResponseEntity.ok("a")),
        new Row(
            "a record of one's own with one `Flux`, `Mono`, `Stream`, iterator or future",
            Answer.class,
            new Answer("a-1", Flux.just("a"))),
        new Row(
            "a record with two of them",
            Object.class,
            new TwoAnswers(Flux.just("a"), Mono.just("b"))),
        new Row(
            "a class of one's own with a field of such a type that it shows",
            AnswerBean.class,
            new AnswerBean(Flux.just("a"))),
        new Row(
            "the JDK's `HttpResponse` of a `Stream` or `Flow.Publisher`",
            HttpResponse.class,
            new Lines(Stream.of("a"))),
        new Row("`Callable`", Callable.class, (Callable<String>) () -> "done"),
        new Row("a lambda that is a `Supplier`", Supplier.class, (Supplier<String>) () -> "done"),
        new Row("a lambda that is an `Iterable`", Iterable.class, (Iterable<String>) Pages::none),
        new Row("another `Iterable`", Iterable.class, Path.of("a")),
        new Row("`BlockingQueue`", BlockingQueue.class, new LinkedBlockingQueue<>()),
        new Row("Reactor's `Disposable`, `Sinks`", Disposable.class, Flux.never().subscribe()),
        new Row("`Mono`", Mono.class, Mono.just("a")),
        new Row("`Flux`", Flux.class, Flux.just("a")),
        new Row("`ParallelFlux`", ParallelFlux.class, Flux.just("a").parallel()),
        new Row("`ConnectableFlux`", ConnectableFlux.class, Flux.just("a").publish()),
        new Row("`Publisher`", Publisher.class, (Publisher<String>) subscriber -> {}),
        new Row("`Flow.Publisher`", Flow.Publisher.class, new SubmissionPublisher<>()),
        new Row(
            "a publisher declared as its own class",
            SubmissionPublisher.class,
            new SubmissionPublisher<>()),
        new Row("`Stream`", Stream.class, Stream.of("a")),
        new Row("`IntStream`, `LongStream`, `DoubleStream`", IntStream.class, IntStream.of(1)),
        new Row("`Iterator`", Iterator.class, List.of("a").iterator()),
        new Row("an iterator declared as its own class", Scanner.class, new Scanner("a")),
        new Row("`Spliterator`", Object.class, List.of("a").spliterator()),
        new Row("RxJava 3's `Flowable`", Flowable.class, Flowable.just("a")),
        new Row("RxJava 3's `Observable`", Observable.class, Observable.just("a")),
        new Row("RxJava 3's `Single`", Single.class, Single.just("a")),
        new Row("RxJava 3's `Maybe`", Maybe.class, Maybe.just("a")),
        new Row("RxJava 3's `Completable`", Completable.class, Completable.complete()),
        new Row("RxJava 3's `ParallelFlowable`", Object.class, Flowable.just("a").parallel()),
        new Row("Mutiny's `Uni`", Uni.class, Uni.createFrom().item("a")),
        new Row("Mutiny's `Multi`", Multi.class, Multi.createFrom().item("a")),
        new Row("Guava's `ListenableFuture`", ListenableFuture.class, SettableFuture.create()),
        new Row("Vert.x's `Future`", io.vertx.core.Future.class, Promise.promise().future()),
        new Row("Kotlin's `Flow`", kotlinx.coroutines.flow.Flow.class, FlowKt.flowOf("a")),
        new Row(
            "Kotlin's `SharedFlow`",
            kotlinx.coroutines.flow.Flow.class,
            StateFlowKt.MutableStateFlow("a")),
        new Row(
            "Kotlin's `Deferred`", Deferred.class, CompletableDeferredKt.CompletableDeferred(null)),
        new Row("Kotlin's `Job`", Job.class, JobKt.Job(null)),
        new Row("Kotlin's `Sequence`", Sequence.class, SequencesKt.sequenceOf("a")),
        new Row(
            "Spring MVC's `StreamingResponseBody`",
            StreamingResponseBody.class,
            (StreamingResponseBody) out -> {}),
        new Row(
            "Spring MVC's `DeferredResult`, outside of a request",
            DeferredResult.class,
            new DeferredResult<>()));
  }

  /** A call that keeps how it ends. */
  private static final class Ending implements OpenCall {

    private final Span span =
        SdkTracerProvider.builder().build().get("test").spanBuilder("span").startSpan();
    private String end = "followed";

    @Override
    public Context context() {
      return Context.root().with(span);
    }

    @Override
    public void element(@Nullable Object element) {}

    @Override
    public void completed() {
      end = "at return";
    }

    @Override
    public void completed(@Nullable Object result) {
      end = "at return";
    }

    @Override
    public void failed(Throwable error) {
      end = "failed";
    }

    @Override
    public void canceled() {
      end = "canceled";
    }

    @Override
    public void pending() {
      end = "at return, pending";
    }

    @Override
    public OpenCall subscribed(Context subscriber) {
      return this;
    }
  }

  private String line(Row row) {
    Ending call = new Ending();
    Object returned = handlers.handle(row.result(), row.declared(), call);
    String instance = returned == row.result() ? "the same" : "one that behaves like it";
    return "| " + row.kind() + " | " + call.end + " | " + instance + " |";
  }

  @Test
  void saysWhatBecomesOfEachKind() throws IOException {
    String table = rows().stream().map(this::line).collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE)).contains(table);
  }
}
