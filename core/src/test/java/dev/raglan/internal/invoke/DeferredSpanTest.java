package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeferredSpanTest {

  private final AtomicInteger starts = new AtomicInteger();
  private final Span above = span("00f067aa0ba902b7");
  private final Span started = span("b7ad6b7169203331");
  private final DeferredSpan deferred =
      new DeferredSpan(
          () -> {
            starts.incrementAndGet();
            return Context.root().with(started);
          },
          above);

  private static Span span(String id) {
    return Span.wrap(
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            id,
            TraceFlags.getSampled(),
            TraceState.getDefault()));
  }

  @Test
  void startsWhenSomebodyAsksForIt() {
    assertThat(deferred.getSpanContext()).isEqualTo(started.getSpanContext());
    assertThat(starts).hasValue(1);
  }

  @Test
  void doesNotStartForWhoListensToWhatIsMadeCurrent() {
    Scope scope =
        deferred.attach(
            () -> {
              assertThat(deferred.getSpanContext()).isEqualTo(above.getSpanContext());
              return Scope.noop();
            });
    scope.close();
    assertThat(starts).hasValue(0);
  }

  @Test
  void doesNotEndBeforeItsSubscription() {
    deferred.end();
    assertThat(starts).hasValue(0);
  }
}
