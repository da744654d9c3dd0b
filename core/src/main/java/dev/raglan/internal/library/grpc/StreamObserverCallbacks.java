package dev.raglan.internal.library.grpc;

import dev.raglan.internal.result.CallbackHandler;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Follows the replies of gRPC by way of the observer that a service or a client's method is called
 * with: the call ends with the last one, with the error, or when the client goes away.
 */
public final class StreamObserverCallbacks implements CallbackHandler {

  @Override
  public boolean takesResult(Class<?> parameterType) {
    return parameterType == StreamObserver.class;
  }

  /** Returns null for what takes requests: they are no result. */
  @Override
  @SuppressWarnings("unchecked")
  public @Nullable Object follow(Class<?> type, Object callback, OpenCall call, Context outside) {
    StreamObserver<Object> observer = (StreamObserver<Object>) callback;
    FollowedReplies<Object> replies = new FollowedReplies<>(observer, call, outside);
    if (observer instanceof ServerCallStreamObserver<Object> server) {
      endWithRequest(replies);
      return new TracedServerObserver<>(server, replies);
    }
    if (observer instanceof ClientResponseObserver<?, Object> client) {
      return new TracedResponseObserver<>(client, replies);
    }
    return observer instanceof CallStreamObserver ? null : replies;
  }

  /** The context of a request is canceled after its end, and when its client goes away. */
  private static void endWithRequest(FollowedReplies<Object> replies) {
    Safe.run(
        "following a request",
        () ->
            io.grpc.Context.current()
                .addListener(
                    context ->
                        Safe.run(
                            "ending with a request",
                            () -> replies.requestEnded(context.cancellationCause())),
                    Runnable::run));
  }
}
