package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.SendResult;
import okio.Buffer;

/** A protocol that carries one OTLP request. */
interface OtlpTransport {

  /** Sends a request and waits for the answer. */
  SendResult send(Buffer request, long timeoutNanos);

  /** Cancels requests that are under way. */
  void cancel();

  /** Closes connections and cancels a request under way. */
  void close();
}
