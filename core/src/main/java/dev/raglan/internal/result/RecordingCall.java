package dev.raglan.internal.result;

import dev.raglan.internal.lazy.LazyTypes;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A call whose span records: its streamed elements are put together, and it ends once. Annotated
 * methods and the facade follow their results with it. Thread-safe.
 */
public abstract class RecordingCall implements OpenCall {

  // One object less for each than an AtomicBoolean: there is one for every call.
  private static final AtomicIntegerFieldUpdater<RecordingCall> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RecordingCall.class, "ended");

  private volatile int ended;
  private volatile boolean streams;
  private volatile boolean unfinished;
  private volatile @Nullable Reference<?> watched;
  private @Nullable StreamAccumulator stream;

  /** Returns the recorder of the engine that the span is recorded with. */
  protected abstract SpanRecorder recorder();

  /** Returns the handlers that follow what the call's result brings. */
  protected abstract ResultHandlers handlers();

  /** Begins to put a streamed result together; the first element is still to be added. */
  protected abstract StreamAccumulator begin(@Nullable Object first);

  /** Called with each element after it was added; does nothing by default. */
  protected void added(@Nullable Object element) {}

  /**
   * Called with a result that holds the work with which the call ends; does nothing by default.
   *
   * @param work is still to be done
   */
  protected void carried(Object carrier, Object work) {}

  /** Has no later subscription be this call, if there is one span for each; else does nothing. */
  protected void claim() {}

  /**
   * Ends the span; called once.
   *
   * @param streamed what was streamed; null if nothing was
   * @param result the result; null if there is none
   */
  protected abstract void end(
      @Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome);

  @Override
  public final Scope makeCurrent(Context other) {
    return recorder().makeCurrent(other);
  }

  /** Has a call counted that becomes unreachable before it has ended. */
  static void watch(OpenCall call) {
    if (call instanceof RecordingCall open && open.ended == 0 && open.watched == null) {
      open.watched = open.recorder().openResults().watch(open);
      if (open.ended != 0) {
        open.forget();
      }
    }
  }

  /**
   * Follows what the call's future or publisher brought, if that is a response that is still to be
   * read: it ends the call from then on.
   *
   * @return what the application gets; null if the call ends with what was brought
   */
  static @Nullable Object followBrought(@Nullable Object brought, OpenCall call) {
    return brought != null && call instanceof RecordingCall open
        ? Safe.orNull(() -> open.handlers().followBrought(brought, new Brought(open)))
        : null;
  }

  /**
   * A call as it goes on in what its own subscription brought: the first subscription to that is
   * this call again, each further one has a span of its own.
   */
  private record Brought(RecordingCall call, AtomicBoolean taken) implements OpenCall {

    private Brought(RecordingCall call) {
      this(call, new AtomicBoolean());
    }

    @Override
    public OpenCall subscribed(Context subscriber) {
      if (!taken.compareAndSet(false, true)) {
        return call.subscribed(subscriber);
      }
      call.claim();
      return call;
    }

    @Override
    public Context context() {
      return call.context();
    }

    @Override
    public Scope makeCurrent() {
      return call.makeCurrent();
    }

    @Override
    public Scope makeCurrent(Context other) {
      return call.makeCurrent(other);
    }

    @Override
    public Context outside(Context subscriber) {
      return call.outside(subscriber);
    }

    @Override
    public void element(@Nullable Object element) {
      call.element(element);
    }

    @Override
    public void completed() {
      call.completed();
    }

    @Override
    public void completed(@Nullable Object result) {
      call.completed(result);
    }

    @Override
    public void failed(Throwable error) {
      call.failed(error);
    }

    @Override
    public void canceled() {
      call.canceled();
    }

    @Override
    public void pending() {
      call.pending();
    }
  }

  private void forget() {
    Reference<?> known = watched;
    if (known != null) {
      recorder().openResults().forget(known);
      watched = null;
    }
  }

  @Override
  public final void element(@Nullable Object element) {
    if (ended == 0) {
      if (!streams) {
        streams = true; // A fence, for the first one alone.
      }
      try {
        add(element);
      } catch (Throwable thrown) {
        Safe.log("gathering an element", thrown);
      }
    }
  }

  private synchronized void add(@Nullable Object element) {
    if (ended != 0) {
      return; // a late one: what was captured may be on its way to be rendered
    }
    int[] ownWork = OwnWork.begin();
    try {
      StreamAccumulator all = stream;
      if (all == null) {
        all = begin(element);
        stream = all;
        lookInto(element);
      }
      all.add(element);
      added(element);
    } finally {
      OwnWork.end(ownWork);
    }
  }

  /** Elements that are work still to be done are of one kind: the first one tells. */
  private void lookInto(@Nullable Object first) {
    Object work = first == null ? null : LazyTypes.workOfElement(first);
    if (work != null) {
      unfinished = true;
      UnfollowedResults.found(work);
    }
  }

  @Override
  public final void completed() {
    endOnce(null, streams && unfinished ? Outcome.PENDING : Outcome.SUCCESS);
  }

  @Override
  public final void completed(@Nullable Object result) {
    if (result != null && LazyTypes.isUnfinished(result)) {
      UnfollowedResults.end(result.getClass(), result, this);
    } else {
      endOnce(result, Outcome.SUCCESS);
    }
  }

  /** Ends the call with a result of which nothing is still to come. */
  static void completeWhole(OpenCall call, Object result) {
    if (call instanceof RecordingCall recording) {
      recording.endOnce(result, Outcome.SUCCESS);
    } else {
      call.completed(result);
    }
  }

  /** Ends the call as pending with a result of which only a part is still to come. */
  static void endPending(OpenCall call, Object result) {
    if (call instanceof RecordingCall recording) {
      recording.endOnce(result, Outcome.PENDING);
    } else {
      call.pending();
    }
  }

  /** Has the call read a result that holds the work with which it ends. */
  static void carried(OpenCall call, Object carrier, Object work) {
    RecordingCall recording =
        call instanceof Brought brought
            ? brought.call()
            : call instanceof RecordingCall own ? own : null;
    if (recording != null) {
      int[] ownWork = OwnWork.begin();
      try {
        recording.carried(carrier, work);
      } catch (Throwable thrown) {
        Safe.log("gathering a result", thrown);
      } finally {
        OwnWork.end(ownWork);
      }
    }
  }

  @Override
  public final void failed(Throwable error) {
    endOnce(null, Outcome.of(error));
  }

  @Override
  public final void canceled() {
    endOnce(null, Outcome.CANCELED);
  }

  @Override
  public final void pending() {
    endOnce(null, Outcome.PENDING);
  }

  private void endOnce(@Nullable Object result, Outcome outcome) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      forget();
      int[] ownWork = OwnWork.begin();
      try {
        end(streams ? streamed() : null, result, outcome);
      } finally {
        OwnWork.end(ownWork);
      }
    }
  }

  /**
   * Waits for an element that is being added. An element sets {@code streams} before it looks
   * whether the call has ended; the end sets {@code ended} before it looks for a stream. So either
   * the element is seen to be late, or the end waits for it: calls without a stream need no lock.
   */
  private synchronized @Nullable StreamAccumulator streamed() {
    return stream;
  }
}
