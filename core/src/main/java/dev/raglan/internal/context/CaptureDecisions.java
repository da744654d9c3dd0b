package dev.raglan.internal.context;

import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.CaptureRequest;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The decisions which part of a call is kept: what the application's decider and the code of the
 * span say, never more than the call above keeps; where neither says anything, what the call above
 * keeps, and without one what is configured. Thread-safe; never throws.
 */
public final class CaptureDecisions {

  private static final ThrottledLog LOG = ThrottledLog.of(CaptureDecisions.class);

  private final CaptureMode configured;
  private final @Nullable CaptureDecider decider;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * Creates decisions.
   *
   * @param configured the mode where nothing else decides
   * @param decider the application's own; null for none
   */
  public CaptureDecisions(CaptureMode configured, @Nullable CaptureDecider decider) {
    this.configured = configured;
    this.decider = decider;
  }

  /** Returns true if calls in the context are kept as configured, and nobody need be asked. */
  public boolean areUsual(Context parent) {
    return decider == null && CaptureScope.mode(parent) == null;
  }

  /** Returns true if the application's decider is asked, which may want the trace context. */
  public boolean areAsked() {
    return decider != null;
  }

  /**
   * Decides on a call.
   *
   * @param method the annotated method; null for a span of the facade
   * @param stated the mode that the code of the span states; null for none
   */
  public CaptureMode mode(
      SpanDescription description,
      @Nullable Method method,
      @Nullable CaptureMode stated,
      Context parent) {
    CaptureMode own = stricter(stated, asked(description, method, parent));
    CaptureMode above = CaptureScope.mode(parent);
    if (own == null) {
      return above == null ? configured : above;
    }
    return above == null ? own : own.stricter(above);
  }

  private static @Nullable CaptureMode stricter(
      @Nullable CaptureMode one, @Nullable CaptureMode other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.stricter(other);
  }

  private @Nullable CaptureMode asked(
      SpanDescription description, @Nullable Method method, Context parent) {
    if (decider == null) {
      return null;
    }
    int[] ownWork = OwnWork.begin();
    try {
      return decider.decide(
          new CaptureRequest(
              description.name(), description.type(), method, TraceContext.of(parent)));
    } catch (Throwable thrown) {
      if (warned.compareAndSet(false, true)) {
        LOG.warn(
            "a CaptureDecider failed: such calls are kept as "
                + CaptureMode.STRUCTURE.id()
                + ". This is logged once",
            thrown);
      }
      return CaptureMode.STRUCTURE;
    } finally {
      OwnWork.end(ownWork);
    }
  }

  /**
   * Decides on what is set on a span that is open already. A span that another library started
   * above the calls has not been decided on before: it is marked with a mode that keeps less than
   * everything.
   */
  public CaptureMode decideOn(Span span, Context context) {
    ReadableSpan readable = span instanceof ReadableSpan known ? known : null;
    CaptureMode written =
        readable == null
            ? null
            : CaptureMode.ofId(readable.getAttribute(RaglanAttributes.CAPTURE_MODE));
    if (written != null) {
      return inherited(written, context);
    }
    if (decider == null || isOwn(readable) || isBelowCall(span, context)) {
      return current(context);
    }
    String name = readable == null ? "" : readable.getName();
    CaptureMode decided = mode(SpanDescription.of(name, SpanType.SPAN), null, null, context);
    if (decided != CaptureMode.FULL) {
      span.setAttribute(RaglanAttributes.CAPTURE_MODE, decided.id());
    }
    return decided;
  }

  private static boolean isOwn(@Nullable ReadableSpan span) {
    return span != null
        && span.getInstrumentationScopeInfo().getName().equals(TraceContextProcessor.SCOPE_NAME);
  }

  /** Returns true if the span is in a trace of this process, whose calls have been decided on. */
  private static boolean isBelowCall(Span span, Context context) {
    LocalTrace trace = LocalTrace.of(context);
    return trace != null && trace.holds(span);
  }

  /** Returns the mode, or that of the calls above if that keeps less. */
  public CaptureMode inherited(CaptureMode mode, Context parent) {
    CaptureMode above = CaptureScope.mode(parent);
    return above == null ? mode : mode.stricter(above);
  }

  /** Returns the mode of what has no span of its own below the context. */
  public CaptureMode current(Context context) {
    CaptureMode above = CaptureScope.mode(context);
    return above == null ? configured : above;
  }

  /** Returns the context of a call with its mode, for the calls below. */
  public Context carried(Context context, CaptureMode mode) {
    CaptureMode above = CaptureScope.mode(context);
    boolean isThere = above == null ? mode == configured : mode == above;
    return isThere ? context : CaptureScope.with(context, mode);
  }
}
