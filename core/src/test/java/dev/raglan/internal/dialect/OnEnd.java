package dev.raglan.internal.dialect;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.function.Consumer;

/** Does something when a span ends. */
public record OnEnd(Consumer<ReadableSpan> action) implements SpanProcessor {

  public static OnEnd of(Consumer<ReadableSpan> action) {
    return new OnEnd(action);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    action.accept(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }
}
