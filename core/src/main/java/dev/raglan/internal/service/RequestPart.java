package dev.raglan.internal.service;

import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.util.List;
import java.util.function.LongFunction;

/** A request that cannot be split, for some of a trace's spans; or for none, as one more of it. */
public final class RequestPart implements Part {

  private final int spans;
  private final long bytes;
  private final LongFunction<SendResult> sending;

  /**
   * Creates a part.
   *
   * @param spans the number of spans that are settled with it
   * @param bytes the size of the body
   * @param sending sends within so many nanoseconds
   */
  public RequestPart(int spans, long bytes, LongFunction<SendResult> sending) {
    this.spans = spans;
    this.bytes = bytes;
    this.sending = sending;
  }

  @Override
  public int spans() {
    return spans;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public List<Part> halves() {
    return List.of();
  }

  @Override
  public SendResult send(long timeoutNanos) {
    SendResult result = sending.apply(timeoutNanos);
    boolean loses = result.kind() == Kind.REFUSED || result.kind() == Kind.TOO_LARGE;
    // Without spans there is nothing to drop: the cause is reported all the same.
    return loses && spans == 0 ? SendResult.partly(0, result.cause()) : result;
  }
}
