package dev.raglan.internal.library.mutiny;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Follows a Uni or a Multi: each subscription has a span. */
public final class MutinyHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Uni.class.isAssignableFrom(resultType) || Multi.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType.isAssignableFrom(Uni.class) || declaredType.isAssignableFrom(Multi.class);
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return declaredType == Uni.class || declaredType == Multi.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return result instanceof Uni<?> uni
        ? new TracedUni<>(uni, call)
        : new TracedMulti<>((Multi<?>) result, call);
  }
}
