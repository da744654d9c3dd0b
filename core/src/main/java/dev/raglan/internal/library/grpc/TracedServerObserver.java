package dev.raglan.internal.library.grpc;

import io.grpc.stub.ServerCallStreamObserver;

/** A server's observer of replies, which services cast to this type to control the flow. */
final class TracedServerObserver<T> extends ServerCallStreamObserver<T> {

  private final ServerCallStreamObserver<T> source;
  private final FollowedReplies<T> replies;

  TracedServerObserver(ServerCallStreamObserver<T> source, FollowedReplies<T> replies) {
    this.source = source;
    this.replies = replies;
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

  @Override
  public boolean isCancelled() {
    return source.isCancelled();
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    source.setOnCancelHandler(handler);
  }

  @Override
  public void setOnCloseHandler(Runnable handler) {
    source.setOnCloseHandler(handler);
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    source.setOnReadyHandler(handler);
  }

  @Override
  public void setOnReadyThreshold(int bytes) {
    source.setOnReadyThreshold(bytes);
  }

  @Override
  public void setCompression(String compression) {
    source.setCompression(compression);
  }

  @Override
  public void setMessageCompression(boolean enable) {
    source.setMessageCompression(enable);
  }

  @Override
  public boolean isReady() {
    return source.isReady();
  }

  @Override
  public void disableAutoRequest() {
    source.disableAutoRequest();
  }

  @Override
  @SuppressWarnings("deprecation") // A service may still call it.
  public void disableAutoInboundFlowControl() {
    source.disableAutoInboundFlowControl();
  }

  @Override
  public void request(int count) {
    source.request(count);
  }
}
