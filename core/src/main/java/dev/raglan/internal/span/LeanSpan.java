package dev.raglan.internal.span;

import dev.raglan.semconv.ErrorAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span that behaves as the one of OpenTelemetry's SDK. Its ids are numbers until their text is
 * asked for, and it has nothing that can change until something is written on it. Thread-safe.
 */
final class LeanSpan extends Placed implements ReadWriteSpan {

  private static final int OPEN = 0;
  private static final int CLAIMED = 1; // A thread is ending it; the time is not there yet.
  private static final int ENDING = 2; // Only the thread that is ending it may write on it.
  private static final int ENDED = 3;

  private static final AtomicIntegerFieldUpdater<LeanSpan> STATE =
      AtomicIntegerFieldUpdater.newUpdater(LeanSpan.class, "state");
  private static final AtomicReferenceFieldUpdater<LeanSpan, WrittenParts> WRITTEN =
      AtomicReferenceFieldUpdater.newUpdater(LeanSpan.class, WrittenParts.class, "written");

  private final LeanTracer tracer;
  private final long parentId;
  private final String name;
  private final SpanKind kind;
  private final Attributes start;
  private final long startTime;

  /** The parent's context, made when it is asked for; whoever loses a race makes an equal one. */
  private @Nullable SpanContext parent;

  /** The parts that changed; null while all is as at the start. Read under their lock. */
  private volatile @Nullable WrittenParts written;

  private volatile int state;
  private long endTime; // Written before the state says that it is there.
  private volatile @Nullable Thread ending;

  /** The object that the span was ended with; only the thread that ends it looks at it. */
  private @Nullable Object content;

  /**
   * @param parent the context of the parent; null if it is that of parentId in the same trace
   * @param start the attributes, within the limits
   * @param startTime nanoseconds since the epoch
   */
  LeanSpan(
      LeanTracer tracer,
      LeanTrace trace,
      long id,
      @Nullable SpanContext parent,
      long parentId,
      String name,
      SpanKind kind,
      Attributes start,
      long startTime) {
    super(trace, id);
    this.tracer = tracer;
    this.parentId = parentId;
    this.name = name;
    this.kind = kind;
    this.start = start;
    this.startTime = startTime;
    this.parent = parent;
  }

  LeanTracer tracer() {
    return tracer;
  }

  Attributes start() {
    return start;
  }

  String startName() {
    return name;
  }

  long startTime() {
    return startTime;
  }

  /** Returns the end, in nanoseconds since the epoch; asked only once it has ended. */
  long endTime() {
    return endTime;
  }

  @Override
  public SpanContext getParentSpanContext() {
    SpanContext known = parent;
    if (known == null) {
      known = trace().contextOf(parentId);
      parent = known;
    }
    return known;
  }

  private WrittenParts written() {
    WrittenParts known = written;
    if (known != null) {
      return known;
    }
    WrittenParts made = new WrittenParts(limits(), name, start);
    if (WRITTEN.compareAndSet(this, null, made)) {
      return made;
    }
    WrittenParts other = written;
    return other == null ? made : other;
  }

  private SpanLimits limits() {
    return tracer.settings().limits();
  }

  private boolean isWritable() {
    int now = state;
    return now == OPEN || (now == ENDING && ending == Thread.currentThread());
  }

  @Override
  public <T> ReadWriteSpan setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (key == null || key.getKey().isEmpty() || value == null || !isWritable()) {
      return this;
    }
    WrittenParts all = written();
    synchronized (all) {
      if (isWritable()) {
        all.put(key, value);
      }
    }
    return this;
  }

  @Override
  public ReadWriteSpan addEvent(String event, @Nullable Attributes attributes) {
    return addEvent(event, attributes, trace().anchor().now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public ReadWriteSpan addEvent(
      String event, @Nullable Attributes attributes, long at, TimeUnit unit) {
    if (event == null || unit == null) {
      return this;
    }
    Attributes all = attributes == null ? Attributes.empty() : attributes;
    SpanLimits limits = limits();
    Attributes kept =
        AttributeLimits.within(
            all, limits.getMaxNumberOfAttributesPerEvent(), limits.getMaxAttributeValueLength());
    return add(EventData.create(unit.toNanos(at), event, kept, all.size()));
  }

  private ReadWriteSpan add(EventData event) {
    if (isWritable()) {
      WrittenParts all = written();
      synchronized (all) {
        if (isWritable()) {
          all.add(event);
        }
      }
    }
    return this;
  }

  @Override
  public ReadWriteSpan recordException(Throwable exception, @Nullable Attributes more) {
    if (exception == null) {
      return this;
    }
    AttributeTable attributes = new AttributeTable(limits(), 4);
    String type = exception.getClass().getCanonicalName();
    if (type != null) {
      attributes.put(ErrorAttributes.EXCEPTION_TYPE, type);
    }
    String message = exception.getMessage();
    if (message != null) {
      attributes.put(ErrorAttributes.EXCEPTION_MESSAGE, message);
    }
    StringWriter stack = new StringWriter();
    exception.printStackTrace(new PrintWriter(stack));
    attributes.put(ErrorAttributes.EXCEPTION_STACKTRACE, stack.toString());
    if (more != null) {
      more.forEach(attributes::put);
    }
    return add(
        ExceptionEventData.create(
            trace().anchor().now(), exception, attributes, attributes.total()));
  }

  @Override
  public ReadWriteSpan addLink(SpanContext to, @Nullable Attributes attributes) {
    if (to == null || !to.isValid() || !isWritable()) {
      return this;
    }
    Attributes given = attributes == null ? Attributes.empty() : attributes;
    LinkData link = LinkData.create(to, tracer.settings().withinLink(given));
    WrittenParts all = written();
    synchronized (all) {
      if (isWritable()) {
        all.add(link);
      }
    }
    return this;
  }

  /**
   * Adds the links that were given before the start, of which nobody else has the span.
   *
   * @param total the number of links, those without room among them
   */
  void link(List<LinkData> links, int total) {
    WrittenParts all = written();
    synchronized (all) {
      all.link(links, total);
    }
  }

  /** A status that is OK stays so, and none is unset again. */
  @Override
  public ReadWriteSpan setStatus(StatusCode code, @Nullable String description) {
    if (code == null || code == StatusCode.UNSET || !isWritable()) {
      return this;
    }
    StatusData status =
        StatusData.create(code, code == StatusCode.ERROR && description != null ? description : "");
    WrittenParts all = written();
    synchronized (all) {
      if (isWritable() && all.status().getStatusCode() != StatusCode.OK) {
        all.status(status);
      }
    }
    return this;
  }

  @Override
  public ReadWriteSpan updateName(String other) {
    if (other == null || !isWritable()) {
      return this;
    }
    WrittenParts all = written();
    synchronized (all) {
      if (isWritable()) {
        all.rename(other);
      }
    }
    return this;
  }

  @Override
  public void end() {
    endWith(null, 0);
  }

  @Override
  public void end(long at, TimeUnit unit) {
    TimeUnit given = unit == null ? TimeUnit.NANOSECONDS : unit;
    endWith(null, given.toNanos(at));
  }

  /**
   * Ends the span.
   *
   * @param handedOver the object that processors can take; null for none
   * @param at nanoseconds since the epoch; 0 for now
   */
  void endWith(@Nullable Object handedOver, long at) {
    long time = at == 0 ? trace().anchor().now() : at;
    if (!STATE.compareAndSet(this, OPEN, CLAIMED)) {
      return;
    }
    endTime = time;
    content = handedOver;
    ExtendedSpanProcessor extended = tracer.settings().extended();
    if (extended != null) {
      ending = Thread.currentThread();
      state = ENDING;
      extended.onEnding(this);
      ending = null;
    }
    STATE.lazySet(this, ENDED); // Nobody writes since it was claimed: this needs no fence.
    try {
      tracer.settings().ended(this);
    } finally {
      content = null;
    }
  }

  /** Takes the object that the span was ended with; called by a processor that is told of that. */
  @Nullable Object take() {
    Object taken = content;
    content = null;
    return taken;
  }

  @Override
  public boolean isRecording() {
    return state != ENDED;
  }

  @Override
  public boolean hasEnded() {
    return state == ENDED;
  }

  /** Returns true if it has ended and has nothing but its place, its name and its times. */
  boolean isBare() {
    return isAsStarted() && isEmpty(start);
  }

  /** Returns false for attributes that are still to be made. */
  static boolean isEmpty(Attributes start) {
    return !(start instanceof LateAttributes) && start.isEmpty();
  }

  /** Returns true if it has ended and nothing was written on it. */
  boolean isAsStarted() {
    return state == ENDED && written == null;
  }

  @Override
  public long getLatencyNanos() {
    return (state <= CLAIMED ? trace().anchor().now() : endTime) - startTime;
  }

  @Override
  public String getName() {
    WrittenParts all = written;
    if (all == null) {
      return name;
    }
    synchronized (all) {
      return all.name();
    }
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    WrittenParts all = written;
    if (all == null) {
      return start.get(key);
    }
    synchronized (all) {
      return all.attributes().get(key);
    }
  }

  /** Returns the value of an attribute of the span's own; null if it has none. */
  <T> @Nullable T known(AttributeKey<T> key) {
    return written == null ? LateAttributes.known(start).get(key) : getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    WrittenParts all = written;
    if (all == null) {
      return AttributeLimits.copy(start);
    }
    synchronized (all) {
      return AttributeLimits.copy(all.attributes());
    }
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    InstrumentationScopeInfo scope = getInstrumentationScopeInfo();
    return InstrumentationLibraryInfo.create(
        scope.getName(), scope.getVersion(), scope.getSchemaUrl());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return tracer.scope();
  }

  /** Returns the span as it is now; nothing is copied of one that has ended. */
  @Override
  public SpanData toSpanData() {
    int now = state;
    WrittenParts all = written;
    if (all == null) {
      return snapshot(now, null);
    }
    // Who was writing when the span ended has written before this.
    synchronized (all) {
      return snapshot(now, now == ENDED ? all : all.copy());
    }
  }

  private SpanSnapshot snapshot(int now, @Nullable WrittenParts kept) {
    return now == ENDED
        ? new SpanSnapshot(this, kept)
        : new SpanSnapshot.Open(this, kept, now == ENDING ? endTime : 0);
  }

  @Override
  public String toString() {
    return toSpanData().toString();
  }
}
