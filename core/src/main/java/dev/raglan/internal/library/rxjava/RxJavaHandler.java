package dev.raglan.internal.library.rxjava;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
      return new TracedFlowable<>(flowable, call);
    }
    if (result instanceof Observable<?> observable) {
      return new TracedObservable<>(observable, call);
    }
    if (result instanceof Single<?> single) {
      return new TracedSingle<>(single, call);
    }
    return result instanceof Maybe<?> maybe
        ? new TracedMaybe<>(maybe, call)
        : new TracedCompletable((Completable) result, call);
  }
}
