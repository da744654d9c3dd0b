package dev.raglan.internal.library.rxjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleSource;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RxJavaHandlerTest {

  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final RecordedCall call = new RecordedCall();

  /** One of the five types: how it is made of a Flowable, and back. */
  private record Kind(
      Class<?> type, Function<Flowable<String>, ?> of, Function<Object, Flowable<String>> back) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  @SuppressWarnings("unchecked") // Each is given what it made.
  private static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(Flowable.class, source -> source, all -> (Flowable<String>) all),
        new Kind(
            Observable.class,
            Flowable::toObservable,
            all -> ((Observable<String>) all).toFlowable(BackpressureStrategy.BUFFER)),
        new Kind(Single.class, Flowable::firstOrError, one -> ((Single<String>) one).toFlowable()),
        new Kind(Maybe.class, Flowable::firstElement, one -> ((Maybe<String>) one).toFlowable()),
        new Kind(
            Completable.class,
            Flowable::ignoreElements,
            none -> ((Completable) none).<String>toFlowable()));
  }

  private Flowable<String> follow(Kind kind, Flowable<String> source) {
    Object result = kind.of().apply(source);
    Object followed = handlers.handle(result, kind.type(), call);
    assertThat(followed).isInstanceOf(kind.type());
    return kind.back().apply(followed);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void opensNothingBeforeASubscription(Kind kind) {
    AtomicInteger runs = new AtomicInteger();
    Flowable<String> source = Flowable.fromCallable(() -> "a" + runs.incrementAndGet());

    follow(kind, source);

    assertThat(call.end()).isEqualTo("open");
    assertThat(runs).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void endsWithTheResult(Kind kind) {
    follow(kind, Flowable.just("a")).blockingSubscribe();

    boolean hasValue = kind.type() == Single.class || kind.type() == Maybe.class;
    assertThat(call.end()).isEqualTo(hasValue ? "completed with a" : "completed");
    boolean isMany = kind.type() == Flowable.class || kind.type() == Observable.class;
    assertThat(call.elements()).isEqualTo(isMany ? List.of("a") : List.of());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void failsWithTheSameException(Kind kind) {
    IllegalStateException broken = new IllegalStateException("broken");

    follow(kind, Flowable.error(broken)).test().assertError(error -> error == broken);

    assertThat(call.end()).isEqualTo("failed with broken");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isCanceledWhenDisposed(Kind kind) {
    AtomicInteger canceled = new AtomicInteger();
    Disposable running =
        follow(kind, Flowable.<String>never().doOnCancel(canceled::incrementAndGet)).subscribe();

    running.dispose();

    assertThat(call.end()).isEqualTo("canceled");
    assertThat(canceled).hasValue(1);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void worksInTheContextOfTheCallAndHandsOnOutsideOfIt(Kind kind) {
    List<Boolean> above = new ArrayList<>();
    List<Boolean> below = new ArrayList<>();
    Flowable<String> source =
        Flowable.fromCallable(
            () -> {
              above.add(RecordedCall.isCurrent());
              return "a";
            });

    follow(kind, source)
        .doOnNext(value -> below.add(RecordedCall.isCurrent()))
        .doOnComplete(() -> below.add(RecordedCall.isCurrent()))
        .blockingSubscribe();

    assertThat(above).containsExactly(true);
    assertThat(below).isNotEmpty().containsOnly(false);
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void opensACallForEachSubscription(Kind kind) {
    Flowable<String> followed = follow(kind, Flowable.just("a"));

    followed.blockingSubscribe();
    followed.blockingSubscribe();

    assertThat(call.further()).hasSize(1);
    assertThat(call.further().get(0).end()).startsWith("completed");
  }

  @Test
  void passesDemandOn() {
    Flowable<String> followed =
        follow(kinds().findFirst().orElseThrow(), Flowable.just("a", "b", "c"));

    TestSubscriber<String> subscriber = followed.test(2);

    assertThat(subscriber.values()).containsExactly("a", "b");
    assertThat(call.end()).isEqualTo("open");
    subscriber.request(1);
    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void endsAnEmptyMaybeWithoutAResult() {
    Maybe<?> followed = (Maybe<?>) handlers.handle(Maybe.empty(), Maybe.class, call);

    followed.test().assertComplete().assertNoValues();

    assertThat(call.end()).isEqualTo("completed");
  }

  @Test
  void leavesATypeOfTheApplicationsOwnAlone() {
    SingleSource<String> own = observer -> Single.just("a").subscribe(observer);

    assertThat(handlers.handle(own, SingleSource.class, call)).isSameAs(own);
    assertThat(call.end()).isEqualTo("pending");
  }

  @Test
  void saysOfADisposedSubscriptionThatItIs() {
    Single<?> followed = (Single<?>) handlers.handle(Single.never(), Single.class, call);
    TestObserver<?> observer = followed.test();

    observer.dispose();

    assertThat(observer.isDisposed()).isTrue();
    assertThat(call.end()).isEqualTo("canceled");
  }
}
