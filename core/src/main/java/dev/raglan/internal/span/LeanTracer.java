package dev.raglan.internal.span;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A tracer whose spans are lean. Thread-safe. */
public final class LeanTracer implements Tracer {

  private static final int SAMPLED = 1;
  private static final int RANDOM = 2;

  private static final String UNNAMED = "<unspecified span name>";
  private static final Tracer NOOP = TracerProvider.noop().get("noop");

  /** The parent that a sampler sees of a span without one, whose trace id is random. */
  private static final Span OF_RANDOM_ID =
      Span.wrap(
          SpanContext.create("", "", TraceFlags.fromByte((byte) RANDOM), TraceState.getDefault()));

  private static final Context ROOT_OF_RANDOM_ID = Context.root().with(OF_RANDOM_ID);

  private final SpanSettings settings;
  private final InstrumentationScopeInfo scope;
  private final TraceFlags sampledRoot;
  private final TraceFlags droppedRoot;

  LeanTracer(SpanSettings settings, InstrumentationScopeInfo scope) {
    this.settings = settings;
    this.scope = scope;
    this.sampledRoot = flags(rootFlags(), true);
    this.droppedRoot = flags(rootFlags(), false);
  }

  SpanSettings settings() {
    return settings;
  }

  InstrumentationScopeInfo scope() {
    return scope;
  }

  @Override
  public SpanBuilder spanBuilder(String name) {
    return settings.isClosed() ? NOOP.spanBuilder(name) : new LeanSpanBuilder(this, named(name));
  }

  private static String named(@Nullable String name) {
    return name == null || isBlank(name) ? UNNAMED : name;
  }

  /** Looks at one character of most names. */
  private static boolean isBlank(String name) {
    return name.isEmpty() || (name.charAt(0) <= ' ' || name.charAt(0) > '~') && name.isBlank();
  }

  /** Starts a span, as a builder with the same settings does. */
  public Span start(String name, SpanKind kind, Context parent, Attributes attributes) {
    return settings.isClosed()
        ? NOOP.spanBuilder(name).setParent(parent).startSpan()
        : start(named(name), kind, parent, settings.within(attributes), List.of(), 0, 0);
  }

  /**
   * Starts a span.
   *
   * @param attributes the attributes, within the limits
   * @param links the links, within the limits
   * @param totalLinks the number of links, those without room among them
   * @param at nanoseconds since the epoch; 0 for now
   */
  Span start(
      String name,
      SpanKind kind,
      Context parentContext,
      Attributes attributes,
      List<LinkData> links,
      int totalLinks,
      long at) {
    Span parent = Span.fromContext(parentContext);
    Span known = settings.drawsIds() ? known(parent, name, kind, attributes, at) : null;
    Span span =
        known == null ? asked(parent, name, kind, parentContext, attributes, links, at) : known;
    if (span instanceof LeanSpan lean) {
      if (totalLinks > 0) {
        lean.link(links, totalLinks);
      }
      settings.started(parentContext, lean);
    }
    return span;
  }

  /** Returns a span of which the sampler need not be asked; null if it must be. */
  private @Nullable Span known(
      Span parent, String name, SpanKind kind, Attributes attributes, long at) {
    Sampling sampling = settings.sampling();
    if (!sampling.isKnown()) {
      return null;
    }
    if (parent instanceof Placed placed) {
      return below(placed, name, kind, attributes, at);
    }
    SpanContext remote = parent.getSpanContext();
    return remote.isValid()
        ? below(remote, name, kind, attributes, at)
        : root(sampling, remote, name, kind, attributes, at);
  }

  /**
   * @param none the invalid span context of a span without a parent
   */
  private Span root(
      Sampling sampling,
      SpanContext none,
      String name,
      SpanKind kind,
      Attributes attributes,
      long at) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong();
    long low = id(random);
    TraceState state = none.getTraceState();
    if (!sampling.takes(low)) {
      LeanTrace dropped = new LeanTrace(high, low, droppedRoot, state, settings.latestAnchor());
      return new SpanReference(dropped, id(random));
    }
    long now = settings.nanoTime();
    TimeAnchor anchor = settings.anchorAt(now);
    LeanTrace trace = new LeanTrace(high, low, sampledRoot, state, anchor);
    return new LeanSpan(
        this, trace, id(random), none, 0, name, kind, attributes, at == 0 ? anchor.at(now) : at);
  }

  private Span below(Placed parent, String name, SpanKind kind, Attributes attributes, long at) {
    LeanTrace trace = parent.trace();
    long id = id(ThreadLocalRandom.current());
    if (!trace.flags().isSampled()) {
      return new SpanReference(trace, id);
    }
    return new LeanSpan(
        this,
        trace,
        id,
        null,
        parent.id(),
        name,
        kind,
        attributes,
        at == 0 ? trace.anchor().now() : at);
  }

  private Span below(
      SpanContext parent, String name, SpanKind kind, Attributes attributes, long at) {
    long now = settings.nanoTime();
    TimeAnchor anchor = settings.anchorAt(now);
    TraceFlags flags = flags(kept(parent), parent.isSampled());
    LeanTrace trace = LeanTrace.of(parent, anchor).with(flags, parent.getTraceState());
    long id = id(ThreadLocalRandom.current());
    if (!flags.isSampled()) {
      return new SpanReference(trace, id);
    }
    return new LeanSpan(
        this, trace, id, parent, 0, name, kind, attributes, at == 0 ? anchor.at(now) : at);
  }

  /** Asks the sampler. */
  private Span asked(
      Span parent,
      String name,
      SpanKind kind,
      Context parentContext,
      Attributes attributes,
      List<LinkData> links,
      long at) {
    SpanContext above = parent.getSpanContext();
    boolean isRoot = !above.isValid();
    String spanId = settings.ids().generateSpanId();
    String traceId = isRoot ? settings.ids().generateTraceId() : above.getTraceId();
    Context seen = isRoot && settings.hasRandomIds() ? ofRandomId(parentContext) : parentContext;
    SamplingResult result =
        settings.sampling().sampler().shouldSample(seen, traceId, name, kind, attributes, links);
    SamplingDecision decision = result.getDecision();
    SpanContext context =
        SpanContext.create(
            traceId,
            spanId,
            flags(
                isRoot ? rootFlags() : kept(above), decision == SamplingDecision.RECORD_AND_SAMPLE),
            result.getUpdatedTraceState(above.getTraceState()));
    if (decision == SamplingDecision.DROP) {
      return Span.wrap(context);
    }
    long now = settings.nanoTime();
    TimeAnchor anchor =
        parent instanceof LeanSpan lean ? lean.trace().anchor() : settings.anchorAt(now);
    return new LeanSpan(
        this,
        LeanTrace.of(context, anchor),
        Long.parseUnsignedLong(context.getSpanId(), 16),
        above,
        0,
        name,
        kind,
        settings.with(attributes, result.getAttributes()),
        at == 0 ? anchor.at(now) : at);
  }

  private static Context ofRandomId(Context parent) {
    return parent == Context.root() ? ROOT_OF_RANDOM_ID : parent.with(OF_RANDOM_ID);
  }

  private int rootFlags() {
    return settings.hasRandomIds() ? RANDOM : 0;
  }

  /** Returns the flags that a span has from its parent. */
  private int kept(SpanContext parent) {
    return settings.knowsRandomIds() ? parent.getTraceFlags().asByte() & RANDOM : 0;
  }

  private static TraceFlags flags(int others, boolean sampled) {
    return TraceFlags.fromByte((byte) (sampled ? others | SAMPLED : others));
  }

  /** Returns a number that is a valid id. */
  private static long id(ThreadLocalRandom random) {
    long id = random.nextLong();
    while (id == 0) {
      id = random.nextLong();
    }
    return id;
  }
}
