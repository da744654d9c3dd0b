package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliveryStats;
import dev.raglan.model.CaptureMode;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.KeepingTarget;
import dev.raglan.spi.Redactor;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Parts of the application's that work for Raglan, and whose collaborators are traced themselves,
 * make no spans: each would cause the next.
 */
class OwnWorkTest {

  private static final int CALLS = 5;
  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  /** A part that an application gives to Raglan. */
  enum Part {
    EXPORTER,
    REDACTOR,
    DIALECT,
    DECIDER
  }

  /** Is used by a part: makes spans in every way. */
  private static final class Collaborator {

    private final AtomicInteger uses = new AtomicInteger();
    private @Nullable Raglan raglan;
    private @Nullable InvocationTracer tracer;

    @Traced
    String look(String what) {
      return what;
    }

    /** As an instrumented client does. */
    void usePlainTracer() {
      Objects.requireNonNull(raglan)
          .openTelemetry()
          .getTracer("a client's")
          .spanBuilder("plain")
          .startSpan()
          .end();
    }

    void use() {
      Raglan tracing = raglan;
      InvocationTracer annotated = tracer;
      if (tracing == null || annotated == null) {
        return;
      }
      uses.incrementAndGet();
      try {
        AnnotatedCalls.call(annotated, this, "look", "a key");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      tracing.span("inner", () -> {});
      tracing.trace("inner trace", () -> {});
      tracing.rag().custom("in", "out");
      tracing.feedback().binary(true);
      tracing.updateTrace(TRACE, SpanUpdate.create().status("seen"));
    }
  }

  /** The application's service. */
  private static final class Service {

    @Traced
    String answer(String question) {
      return "answer to " + question;
    }
  }

  private final Collaborator collaborator = new Collaborator();
  private final KeepingTarget target = new KeepingTarget();

  /** Uses the collaborator at each export. */
  private final class UsingTarget extends KeepingTarget {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      collaborator.use();
      collaborator.usePlainTracer();
      return target.export(spans);
    }
  }

  private RaglanBuilder with(Part part) {
    RaglanBuilder builder =
        Raglan.builder()
            .joinGlobal(false)
            .exportTo(part == Part.EXPORTER ? new UsingTarget() : target);
    return switch (part) {
      case EXPORTER -> builder;
      case REDACTOR -> builder.redaction(redactor());
      case DIALECT -> builder.dialect(dialect());
      case DECIDER -> builder.captureDecider(decider());
    };
  }

  private Redactor redactor() {
    return text -> {
      collaborator.use();
      return text;
    };
  }

  private CaptureDecider decider() {
    return request -> {
      collaborator.use();
      return CaptureMode.FULL;
    };
  }

  private Dialect dialect() {
    return new Dialect() {

      @Override
      public String name() {
        return "own";
      }

      @Override
      public void renderSpan(SpanDescription description, AttributeSink sink) {
        collaborator.use();
      }

      @Override
      public void render(RenderedCall call, AttributeSink sink) {
        collaborator.use();
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void makesNoSpans(Part part) throws Exception {
    try (Raglan raglan = with(part).build()) {
      InvocationTracer tracer = InvocationTracer.of(raglan);
      collaborator.raglan = raglan;
      collaborator.tracer = tracer;
      for (int i = 0; i < CALLS; i++) {
        AnnotatedCalls.call(tracer, new Service(), "answer", "a question");
        raglan.span("span", () -> raglan.rag().custom("in", "out"));
        raglan.flush(Duration.ofSeconds(30));
      }

      DeliveryStats stats = raglan.delivery();
      assertThat(collaborator.uses).hasPositiveValue();
      assertThat(target.spans())
          .extracting(SpanData::getName)
          .hasSize(2 * CALLS)
          .containsOnly("Service.answer", "span");
      assertThat(stats.queued()).isZero();
    }
  }
}
