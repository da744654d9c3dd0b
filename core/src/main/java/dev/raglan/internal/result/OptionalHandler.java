package dev.raglan.internal.result;

import java.util.Optional;

/** Follows what an Optional holds. */
final class OptionalHandler implements CarrierHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return resultType == Optional.class;
  }

  @Override
  public Object with(Object carrier, Object held) {
    return Optional.of(held);
  }
}
