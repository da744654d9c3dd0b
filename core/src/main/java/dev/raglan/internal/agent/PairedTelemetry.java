package dev.raglan.internal.agent;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Raglan's own SDK beside the tracing of the JVM. Each span is started there too, where spans can
 * be, and has one pair of ids; what the JVM's tracing does not sample is not recorded.
 *
 * <p>What an agent hands back as the current span is not the object that was made current: so each
 * span is also kept under a key of Raglan's, for the tree of its own targets to be whole.
 */
public final class PairedTelemetry implements OpenTelemetry {

  private final @Nullable OpenTelemetry shared;
  private final AdoptedIds ids;
  private final OpenTelemetry own;

  /**
   * @param shared the JVM's; null if it takes no spans
   * @param ids those of the own SDK, from {@link #ids()}
   * @param own the own SDK
   */
  public PairedTelemetry(@Nullable OpenTelemetry shared, IdGenerator ids, OpenTelemetry own) {
    this.shared = shared;
    this.ids = (AdoptedIds) ids;
    this.own = own;
  }

  /** Returns the source of ids for an own SDK. */
  public static IdGenerator ids() {
    return new AdoptedIds();
  }

  @Override
  public TracerProvider getTracerProvider() {
    return new TracerProvider() {
      @Override
      public Tracer get(String scope) {
        return tracerBuilder(scope).build();
      }

      @Override
      public Tracer get(String scope, String version) {
        return tracerBuilder(scope).setInstrumentationVersion(version).build();
      }

      @Override
      public TracerBuilder tracerBuilder(String scope) {
        return new Builder(
            shared == null ? null : shared.tracerBuilder(scope), own.tracerBuilder(scope));
      }
    };
  }

  @Override
  public ContextPropagators getPropagators() {
    return shared == null ? own.getPropagators() : shared.getPropagators();
  }

  private final class Builder implements TracerBuilder {

    private final @Nullable TracerBuilder theirs;
    private final TracerBuilder ours;

    private Builder(@Nullable TracerBuilder theirs, TracerBuilder ours) {
      this.theirs = theirs;
      this.ours = ours;
    }

    @Override
    public TracerBuilder setSchemaUrl(String url) {
      if (theirs != null) {
        theirs.setSchemaUrl(url);
      }
      ours.setSchemaUrl(url);
      return this;
    }

    @Override
    public TracerBuilder setInstrumentationVersion(String version) {
      if (theirs != null) {
        theirs.setInstrumentationVersion(version);
      }
      ours.setInstrumentationVersion(version);
      return this;
    }

    @Override
    public Tracer build() {
      Tracer there = theirs == null ? null : theirs.build();
      Tracer here = ours.build();
      return new Tracer() {
        @Override
        public SpanBuilder spanBuilder(String name) {
          return new PairedSpanBuilder(
              there == null ? null : there.spanBuilder(name), here.spanBuilder(name), ids);
        }
      };
    }
  }
}
