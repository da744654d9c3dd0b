package dev.raglan.internal.library.grpc;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Observer that tells a call of the replies before another hears them. A single reply is the
 * result; several are put together. As any observer it is called by one thread at a time.
 */
final class FollowedReplies<T> implements StreamObserver<T> {

  private final StreamObserver<T> source;
  private final OpenCall call;
  private final Context outside;
  private volatile @Nullable T only;
  private volatile boolean streams;

  FollowedReplies(StreamObserver<T> source, OpenCall call, Context outside) {
    this.source = source;
    this.call = call;
    this.outside = outside;
  }

  @Override
  public void onNext(T reply) {
    Safe.run("following a reply", () -> hear(reply));
    try {
      outside(() -> source.onNext(reply));
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    }
  }

  private void hear(T reply) {
    T first = only;
    if (streams) {
      call.element(reply);
    } else if (first == null) {
      only = reply;
    } else {
      stream(first);
      call.element(reply);
    }
  }

  private void stream(T first) {
    streams = true;
    only = null;
    call.element(first);
  }

  @Override
  public void onError(Throwable error) {
    Safe.run("following an error", () -> fail(error));
    outside(() -> source.onError(error));
  }

  private void fail(Throwable error) {
    T first = only;
    if (first != null) {
      stream(first);
    }
    if (Status.fromThrowable(error).getCode() == Status.Code.CANCELLED) {
      call.canceled();
    } else {
      call.failed(error);
    }
  }

  @Override
  public void onCompleted() {
    Safe.run("following the last reply", this::complete);
    outside(source::onCompleted);
  }

  private void complete() {
    T first = only;
    if (first == null) {
      call.completed();
    } else {
      call.completed(first);
    }
  }

  /**
   * Ends a call that the observer was not told the end of, with its request: another method may
   * have told the last reply.
   *
   * @param cause of an end that is none of the service's; null if the request was answered
   */
  void requestEnded(@Nullable Throwable cause) {
    if (cause == null) {
      complete();
    } else {
      call.canceled();
    }
  }

  /** Whoever hears the replies is no part of the call. */
  private void outside(Runnable hearing) {
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      hearing.run();
    } finally {
      ContextScope.leave(scope);
    }
  }
}
