package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.result.TracedIterator;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import kotlin.sequences.Sequence;

/** Follows a sequence of Kotlin's: each iteration has a span. */
public final class SequenceHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Sequence.class.isAssignableFrom(resultType);
  }

  /** Returns true for a sequence alone: the caller may expect more of any other type. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Sequence.class;
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Sequence<?> source = (Sequence<?>) result;
    return (Sequence<Object>) () -> TracedIterator.open(source::iterator, call);
  }
}
