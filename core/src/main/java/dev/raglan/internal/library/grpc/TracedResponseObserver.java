package dev.raglan.internal.library.grpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;

/** A client's observer of replies that controls the flow of its requests. */
final class TracedResponseObserver<Q, T> implements ClientResponseObserver<Q, T> {

  private final ClientResponseObserver<Q, T> source;
  private final FollowedReplies<T> replies;

  TracedResponseObserver(ClientResponseObserver<Q, T> source, FollowedReplies<T> replies) {
    this.source = source;
    this.replies = replies;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> requests) {
    source.beforeStart(requests);
  }

  @Override
  public void onNext(T reply) {
    replies.onNext(reply);
  }

  @Override
  public void onError(Throwable error) {
    replies.onError(error);
  }

  @Override
  public void onCompleted() {
    replies.onCompleted();
  }
}
