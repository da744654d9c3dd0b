package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.library.rxjava.ObservedSubscription.Downstream;
import dev.raglan.internal.result.FollowedSubscriber;
import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;

/** Follows the five types of RxJava 3: each subscription has a span. */
public final class RxJavaHandler implements ResultHandler {

  private static final List<Class<?>> KINDS =
      List.of(Flowable.class, Observable.class, Single.class, Maybe.class, Completable.class);

  @Override
  public boolean handles(Class<?> resultType) {
    return kindOf(resultType) != null;
  }

  private static @Nullable Class<?> kindOf(Class<?> resultType) {
    return KINDS.stream()
        .filter(kind -> kind.isAssignableFrom(resultType))
        .findFirst()
        .orElse(null);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return KINDS.stream().anyMatch(declaredType::isAssignableFrom);
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return declaredType != Object.class && fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    if (result instanceof Flowable<?> flowable) {
      return follow(flowable, call);
    }
    if (result instanceof Observable<?> observable) {
      return follow(observable, call);
    }
    if (result instanceof Single<?> single) {
      return follow(single, call);
    }
    return result instanceof Maybe<?> maybe
        ? follow(maybe, call)
        : follow((Completable) result, call);
  }

  private static <T> Flowable<T> follow(Flowable<T> source, OpenCall call) {
    return Flowable.unsafeCreate(
        subscriber ->
            FollowedSubscription.open(
                call,
                (own, outside) -> source.subscribe(new Relay<T>(subscriber, own, outside)),
                () -> source.subscribe(subscriber)));
  }

  private static <T> Observable<T> follow(Observable<T> source, OpenCall call) {
    return Observable.unsafeCreate(
        observer ->
            follow(
                call,
                false,
                new Downstream<T>(
                    observer::onSubscribe,
                    observer::onNext,
                    observer::onError,
                    observer::onComplete),
                source::subscribe,
                () -> source.subscribe(observer)));
  }

  private static <T> Single<T> follow(Single<T> source, OpenCall call) {
    return Single.unsafeCreate(
        observer ->
            follow(
                call,
                true,
                new Downstream<T>(
                    observer::onSubscribe, observer::onSuccess, observer::onError, () -> {}),
                source::subscribe,
                () -> source.subscribe(observer)));
  }

  private static <T> Maybe<T> follow(Maybe<T> source, OpenCall call) {
    return Maybe.unsafeCreate(
        observer ->
            follow(
                call,
                true,
                new Downstream<T>(
                    observer::onSubscribe,
                    observer::onSuccess,
                    observer::onError,
                    observer::onComplete),
                source::subscribe,
                () -> source.subscribe(observer)));
  }

  private static Completable follow(Completable source, OpenCall call) {
    return Completable.unsafeCreate(
        observer ->
            follow(
                call,
                true,
                new Downstream<>(
                    observer::onSubscribe, value -> {}, observer::onError, observer::onComplete),
                source::subscribe,
                () -> source.subscribe(observer)));
  }

  private static <T> void follow(
      OpenCall call,
      boolean single,
      Downstream<T> downstream,
      Consumer<ObservedSubscription<T>> traced,
      Runnable untraced) {
    FollowedSubscription.open(
        call,
        (own, outside) ->
            traced.accept(new ObservedSubscription<>(own, outside, single, downstream)),
        untraced);
  }

  /** A followed subscription of RxJava's own type, which RxJava does not wrap in another. */
  private static final class Relay<T> extends FollowedSubscriber<T>
      implements FlowableSubscriber<T> {

    private Relay(Subscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(subscriber, call, outside, false);
    }
  }
}
