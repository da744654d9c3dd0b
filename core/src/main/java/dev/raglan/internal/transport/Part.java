package dev.raglan.internal.transport;

import java.util.List;

/** A part of a batch that is sent in one request. */
public interface Part {

  /** Returns the number of spans. */
  int spans();

  /** Returns the size of the request before compression, in bytes. */
  long bytes();

  /** Returns two smaller parts with the same spans in the same order; empty for a single span. */
  List<? extends Part> halves();

  /**
   * Returns small requests with the same spans in the same order, to be kept; empty if the part
   * cannot be kept, or is made of such.
   */
  default List<Piece> pieces() {
    return List.of();
  }

  /** Sends the request and waits for the answer. */
  SendResult send(long timeoutNanos);
}
