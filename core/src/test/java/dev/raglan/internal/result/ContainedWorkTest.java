package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.opentelemetry.api.trace.StatusCode;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.function.Tuples;

/** Containers of work that is still to be done, and other handles of work that goes on. */
@SuppressWarnings("unchecked")
class ContainedWorkTest {

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** Methods that return what they are given. */
  static class Answers {

    @Traced
    Object any(Object result) {
      return result;
    }

    @Traced
    List<String> texts(List<String> result) {
      return result;
    }

    @Traced
    List<Job> jobs(List<Job> result) {
      return result;
    }

    @Traced
    Flux<Mono<String>> fluxOfMonos(Flux<Mono<String>> result) {
      return result;
    }

    @Traced
    Stream<CompletableFuture<String>> streamOfFutures(Stream<CompletableFuture<String>> result) {
      return result;
    }

    @Traced
    CompletableFuture<List<CompletableFuture<String>>> futures(
        CompletableFuture<List<CompletableFuture<String>>> result) {
      return result;
    }
  }

  /** One of several things that are under way. */
  record Job(String name, CompletableFuture<String> answer) {}

  /** A list that is loaded when it is looked into, as a persistent collection is. */
  private static final class LoadedList extends AbstractList<Object> {

    private int loads;

    @Override
    public Object get(int index) {
      loads++;
      return new CompletableFuture<>();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** A cursor over rows, which is closed when it was read. */
  private record Cursor(List<String> rows) implements Iterable<String>, AutoCloseable {

    @Override
    public Iterator<String> iterator() {
      return rows.iterator();
    }

    @Override
    public void close() {}
  }

  private <T> T call(String method, Object argument) throws Exception {
    return (T) calls.call(new Answers(), method, argument);
  }

  private String status() {
    return calls.only().getAttributes().get(RaglanAttributes.STATUS);
  }

  private String output() {
    return calls.only().getAttributes().get(OpenInference.OUTPUT_VALUE);
  }

  static Stream<Arguments> holdersOfWork() {
    CompletableFuture<String> open = new CompletableFuture<>();
    return Stream.of(
        Arguments.of("a list", List.of(open)),
        Arguments.of("a list with others", Arrays.asList(null, "a", 1, open)),
        Arguments.of("an array list", new ArrayList<>(List.of(open))),
        Arguments.of("a concurrent list", new CopyOnWriteArrayList<>(List.of(open))),
        Arguments.of("a set", Set.of(open)),
        Arguments.of("a deque", new ArrayDeque<>(List.of(open))),
        Arguments.of("an array", new CompletableFuture<?>[] {open}),
        Arguments.of("an array of anything", new Object[] {"a", Mono.just("b")}),
        Arguments.of("a map", Map.of("a", Flux.just("b"))),
        Arguments.of("a sorted map", new TreeMap<>(Map.of("a", "b", "c", Stream.of("d")))),
        Arguments.of("an entry", Map.entry("a", open)),
        Arguments.of("a reference", new AtomicReference<>(open)),
        Arguments.of("a list of records", List.of(new Job("a", open))),
        Arguments.of("an Optional of a list", Optional.of(List.of(open))),
        Arguments.of("a pair", new kotlin.Pair<>("a", Flux.just("b"))),
        Arguments.of("a tuple", Tuples.of("a", Mono.just("b"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("holdersOfWork")
  void isPendingThatHoldsWork(String name, Object holder) throws Exception {
    assertThat((Object) call("any", holder)).isSameAs(holder);
    assertThat(status()).isEqualTo("pending");
  }

  static Stream<Arguments> handlesOfWork() throws Exception {
    Disposable running = Flux.never().subscribe();
    return Stream.of(
        Arguments.of("a subscription", running),
        Arguments.of("a queue", new LinkedBlockingQueue<String>()),
        Arguments.of("a sink", Sinks.many().unicast().onBackpressureBuffer()),
        Arguments.of("a sink of one", Sinks.one()),
        Arguments.of("a cursor", new Cursor(List.of("a"))),
        Arguments.of("a promise of Netty's", ImmediateEventExecutor.INSTANCE.newPromise()),
        Arguments.of("a lazy value", io.vavr.Lazy.of(() -> "a")),
        Arguments.of("a lazy list", io.vavr.collection.Stream.continually("a")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handlesOfWork")
  void isPendingThatIsAHandleOfWork(String name, Object handle) throws Exception {
    assertThat((Object) call("any", handle)).isSameAs(handle);
    assertThat(status()).isEqualTo("pending");
  }

  static Stream<Arguments> values() {
    CompletableFuture<String> done = CompletableFuture.completedFuture("a");
    Callable<String> callable = () -> "a";
    Map<String, Object> self = new LinkedHashMap<>();
    self.put("self", self);
    return Stream.of(
        Arguments.of("completed futures", List.of(done)),
        Arguments.of("callables", List.of(callable)),
        Arguments.of("functions", List.of((Function<String, String>) text -> text)),
        Arguments.of("texts", List.of("a", "b")),
        Arguments.of("numbers", new float[] {1f}),
        Arguments.of("an empty map", Map.of()),
        Arguments.of("a map of itself", self),
        Arguments.of("a file", java.nio.file.Path.of("a", "b")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void isAValueThatHoldsNone(String name, Object value) throws Exception {
    assertThat((Object) call("any", value)).isSameAs(value);
    assertThat(status()).isNull();
  }

  @Test
  void looksIntoNoCollectionThatMayLoad() throws Exception {
    LoadedList loaded = new LoadedList();
    Answers unseen =
        new Answers() {
          @Override
          @Traced(output = dev.raglan.annotation.Capture.OFF)
          Object any(Object result) {
            return loaded;
          }
        };
    calls.call(unseen, "any", "a");
    assertThat(loaded.loads).isZero();

    Answers view =
        new Answers() {
          @Override
          @Traced(output = dev.raglan.annotation.Capture.OFF)
          Object any(Object result) {
            return Collections.unmodifiableList(loaded);
          }
        };
    calls.call(view, "any", "a");
    assertThat(loaded.loads).isZero();
  }

  /** As where another thread takes elements away. */
  @Test
  void returnsAListThatChangesWhileItIsLookedAt() throws Exception {
    List<Object> list = new ArrayList<>();
    list.add(
        new CompletableFuture<String>() {
          @Override
          public boolean isDone() {
            list.clear();
            return true;
          }
        });
    list.add("a");

    assertThat((Object) call("any", list)).isSameAs(list);
  }

  @Test
  void takesTheElementsForValuesThatAMethodDeclaresAsSuch() throws Exception {
    call("texts", List.of("a"));
    assertThat(status()).isNull();

    call("jobs", List.of(new Job("a", new CompletableFuture<>())));
    assertThat(calls.spans().get(1).getAttributes().get(RaglanAttributes.STATUS))
        .isEqualTo("pending");
  }

  @Test
  void showsWhatIsThereBesideTheWork() throws Exception {
    call("any", Map.of("id", "a-1", "tokens", Flux.just("a")));

    assertThat(output()).contains("\"id\":\"a-1\"");
  }

  @Test
  void showsNothingOfAnOptionalOfWork() throws Exception {
    call("any", Optional.of(new FutureTask<>(() -> "a")));

    assertThat(status()).isEqualTo("pending");
    assertThat(output()).isNull();
  }

  @Test
  void aListThatAFutureBringsIsPending() throws Exception {
    call("futures", CompletableFuture.completedFuture(List.of(new CompletableFuture<>())));

    assertThat(status()).isEqualTo("pending");
  }

  @Test
  void aStreamWhoseElementsAreWorkIsPendingAtItsEnd() throws Exception {
    Flux<Mono<String>> monos = call("fluxOfMonos", Flux.just(Mono.just("a"), Mono.just("b")));
    assertThat(monos.concatMap(each -> each).collectList().block()).containsExactly("a", "b");
    assertThat(status()).isEqualTo("pending");

    Stream<CompletableFuture<String>> futures =
        call("streamOfFutures", Stream.of(new CompletableFuture<>()));
    assertThat(futures.toList()).hasSize(1);
    assertThat(calls.spans().get(1).getAttributes().get(RaglanAttributes.STATUS))
        .isEqualTo("pending");
  }

  @Test
  void aStreamOfWorkThatFailsHasFailed() throws Exception {
    Flux<Mono<String>> monos =
        call(
            "fluxOfMonos",
            Flux.just(Mono.just("a")).concatWith(Flux.error(new IllegalStateException("gone"))));

    assertThatThrownBy(monos::blockLast).hasMessage("gone");
    assertThat(calls.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aFutureThatIsDoneEndsAsItHasEnded() throws Exception {
    FutureTask<String> done = new FutureTask<>(() -> "Paris");
    done.run();
    assertThat((Object) call("any", done)).isSameAs(done);
    assertThat(status()).isNull();
    assertThat(output()).isEqualTo("Paris");
  }

  @Test
  void aFutureThatHasFailedFails() throws Exception {
    FutureTask<String> failed =
        new FutureTask<>(
            () -> {
              throw new IllegalStateException("gone");
            });
    failed.run();
    call("any", failed);

    assertThat(calls.only().getStatus().getDescription()).contains("gone");
    assertThat(calls.only().getEvents().get(0).getAttributes().asMap().toString())
        .contains("java.lang.IllegalStateException");
  }

  @Test
  void aFutureThatIsCancelledCancels() throws Exception {
    FutureTask<String> cancelled = new FutureTask<>(() -> "Paris");
    cancelled.cancel(true);
    call("any", cancelled);

    assertThat(status()).isEqualTo("canceled");
  }

  @Test
  void aDoneFutureLeavesAnInterruptionToTheApplication() throws Exception {
    FutureTask<String> done = new FutureTask<>(() -> "Paris");
    done.run();
    Thread.currentThread().interrupt();
    try {
      call("any", done);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(status()).isEqualTo("pending");
  }
}
