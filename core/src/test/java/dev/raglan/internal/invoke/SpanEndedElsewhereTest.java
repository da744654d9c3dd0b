package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.trace.BaseActiveSpan;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A span that an annotated method starts on its thread, and that another thread ends. */
class SpanEndedElsewhereTest {

  /** A method that leaves when its span has been ended. */
  static final class Service {

    @Traced
    String run(Supplier<BaseActiveSpan<?>> start) throws InterruptedException {
      BaseActiveSpan<?> span = start.get();
      Thread other = new Thread(span::end);
      other.start();
      other.join();
      return "done";
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void leavesItsThreadAsTheMethodReturns() throws Exception {
    Context before = Context.current();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();
        Raglan raglan = Raglan.builder(sdk).build()) {
      InvocationTracer tracer = InvocationTracer.of(raglan);
      Supplier<BaseActiveSpan<?>> start = () -> raglan.span("below").start();

      assertThat(AnnotatedCalls.call(tracer, new Service(), "run", start)).isEqualTo("done");

      assertThat(Context.current()).isSameAs(before);
    }
  }
}
