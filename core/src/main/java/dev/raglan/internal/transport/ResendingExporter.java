package dev.raglan.internal.transport;

import java.util.List;

/** An exporter whose requests can be kept, and sent later from another thread. */
public interface ResendingExporter extends BatchExporter {

  /** Returns a name of the encoding of its requests, made of lower-case letters. */
  String encoding();

  /** Returns the largest request the target is known to accept, before compression. */
  long maxBytes();

  /** Sends kept pieces as {@link #export} sends spans, settling them in their order. */
  void resend(List<Piece> pieces, Settlement settlement);

  /** Cancels requests of {@link #export} that are under way; those of {@link #resend} go on. */
  void cancel();
}
