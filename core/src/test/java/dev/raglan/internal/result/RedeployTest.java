package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.SettableFuture;
import dev.raglan.Raglan;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application that is taken down leaves nothing of Raglan's behind: its loader is collected. */
class RedeployTest {

  /** What an application does with each kind of result, and with content of the JDK's types. */
  enum Kind {
    CONTENT(
        raglan ->
            raglan
                .span("s")
                .input(
                    List.of("a", 1, 2L, Map.of("k", new ArrayList<>(List.of(1.5))), Instant.EPOCH))
                .call(() -> new StringBuilder("built"))),
    FUTURE(
        raglan -> {
          CompletableFuture<String> source = new CompletableFuture<>();
          CompletableFuture<String> traced = raglan.span("s").follow(source);
          source.complete("a");
          return traced.join();
        }),
    STAGE(
        raglan ->
            raglan
                .span("s")
                .<CompletionStage<String>>follow(CompletableFuture.completedStage("a"))),
    PENDING(raglan -> raglan.span("s").<Future<?>>follow(new FutureTask<>(() -> "a"))),
    MONO(raglan -> raglan.span("s").<Mono<String>>follow(Mono.just("a")).block()),
    FLUX(raglan -> raglan.span("s").<Flux<String>>follow(Flux.just("a")).blockLast()),
    STREAM(raglan -> raglan.span("s").<Stream<String>>follow(Stream.of("a")).toList()),
    PARALLEL(raglan -> raglan.span("s").<Stream<String>>follow(Stream.of("a")).parallel().toList()),
    INTS(raglan -> raglan.span("s").<IntStream>follow(IntStream.of(1)).sum()),
    ITERATOR(
        raglan -> {
          Iterator<String> all = raglan.span("s").follow(List.of("a").iterator());
          all.forEachRemaining(each -> {});
          return all;
        }),
    CALLABLE(raglan -> call(raglan.span("s").<Callable<String>>follow(() -> "a"))),
    FLOWABLE(
        raglan -> raglan.span("s").<Flowable<String>>follow(Flowable.just("a")).blockingLast()),
    SINGLE(raglan -> raglan.span("s").<Single<String>>follow(Single.just("a")).blockingGet()),
    OBSERVABLE(
        raglan -> raglan.span("s").<Observable<String>>follow(Observable.just("a")).blockingLast()),
    MAYBE(raglan -> raglan.span("s").<Maybe<String>>follow(Maybe.just("a")).blockingGet()),
    COMPLETABLE(
        raglan ->
            raglan
                .span("s")
                .<Completable>follow(Completable.complete())
                .toSingleDefault("a")
                .blockingGet()),
    MULTI(
        raglan ->
            raglan
                .span("s")
                .<Multi<String>>follow(Multi.createFrom().item("a"))
                .toUni()
                .await()
                .indefinitely()),
    PUBLISHER(
        raglan -> {
          Publisher<String> source = subscriber -> Mono.just("a").subscribe(subscriber);
          return Mono.from(raglan.span("s").<Publisher<String>>follow(source)).block();
        }),
    FLOW(
        raglan -> {
          Flow.Publisher<String> source = JdkFlowAdapter.publisherToFlowPublisher(Mono.just("a"));
          return JdkFlowAdapter.flowPublisherToFlux(
                  raglan.span("s").<Flow.Publisher<String>>follow(source))
              .blockLast();
        }),
    CHAIN(
        raglan -> {
          CompletableFuture<Integer> first = new CompletableFuture<>();
          CompletableFuture<Integer> last = first;
          for (int i = 0; i < 200; i++) {
            last = TracedFuture.follow(last, (value, error) -> {}).thenApply(n -> n + 1);
          }
          CompletableFuture<Integer> traced = raglan.span("s").follow(last);
          first.complete(0);
          return traced.join();
        }),
    UNI(
        raglan ->
            raglan
                .span("s")
                .<Uni<String>>follow(Uni.createFrom().item("a"))
                .await()
                .indefinitely()),
    GUAVA(
        raglan -> {
          SettableFuture<String> source = SettableFuture.create();
          raglan.span("s").follow(source);
          return source.set("a");
        }),
    KOTLINS_FLOW(
        raglan ->
            blocking(
                continuation ->
                    FlowKt.first(
                        raglan
                            .span("s")
                            .<kotlinx.coroutines.flow.Flow<String>>follow(FlowKt.flowOf("a")),
                        continuation))),
    KOTLINS_DEFERRED(
        raglan -> {
          CompletableDeferred<String> source = CompletableDeferredKt.CompletableDeferred(null);
          raglan.span("s").follow(source);
          return source.complete("a");
        }),
    KOTLINS_SEQUENCE(
        raglan ->
            SequencesKt.toList(
                raglan.span("s").<Sequence<String>>follow(SequencesKt.sequenceOf("a")))),
    VERTX(
        raglan -> {
          Promise<String> source = Promise.promise();
          raglan.span("s").follow(source.future());
          return source.tryComplete("a");
        });

    private final Function<Raglan, Object> use;

    Kind(Function<Raglan, Object> use) {
      this.use = use;
    }

    private static Object blocking(Function<Continuation<? super String>, Object> suspending) {
      try {
        return BuildersKt.<String>runBlocking(
            EmptyCoroutineContext.INSTANCE,
            (scope, continuation) -> suspending.apply(continuation));
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    private static String call(Callable<String> work) {
      try {
        return work.call();
      } catch (Exception impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** The application, with classes of Raglan's of its own. */
  public static final class Application implements Function<String, Integer> {

    @Override
    public Integer apply(String kind) {
      List<SpanData> exported = new ArrayList<>();
      try (Raglan raglan = Raglan.builder().exportTo(new Kept(exported)).build()) {
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)).use.apply(raglan);
      }
      return exported.size();
    }

    private record Kept(List<SpanData> exported) implements ExportTarget, SpanExporter {

      @Override
      public String name() {
        return "kept";
      }

      @Override
      public SpanExporter open() {
        return this;
      }

      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        exported.addAll(spans);
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
      }
    }
  }

  /** Loads Raglan's classes anew, and all others where ours are. */
  private static final class RaglansLoader extends ClassLoader {

    private RaglansLoader() {
      super(RedeployTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("dev.raglan.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = file.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }

  /** Classes of Mutiny's keep the loader that has them initialized, with Raglan or without. */
  @BeforeAll
  static void initializeMutiny() {
    Multi.createFrom().item("a").toUni().await().indefinitely();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Kind kind) throws Exception {
    WeakReference<ClassLoader> loader = deployAndTakeDown(kind);

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(loader.get()).isNull();
            });
  }

  private static WeakReference<ClassLoader> deployAndTakeDown(Kind kind) throws Exception {
    AtomicReference<Object> exported = new AtomicReference<>();
    ClassLoader loader = new RaglansLoader();
    Thread thread =
        new Thread(
            () -> {
              try {
                Object application =
                    loader.loadClass(Application.class.getName()).getConstructor().newInstance();
                exported.set(run(application, kind));
              } catch (ReflectiveOperationException failed) {
                exported.set(failed);
              }
            });
    thread.start();
    thread.join();
    assertThat(exported.get()).isEqualTo(1);
    return new WeakReference<>(loader);
  }

  @SuppressWarnings("unchecked") // Its own class is another one here.
  private static Object run(Object application, Kind kind) {
    return ((Function<String, Integer>) application).apply(kind.name());
  }
}
