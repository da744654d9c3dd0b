package dev.raglan.spi;

import dev.raglan.internal.render.NumberedSink;
import dev.raglan.internal.render.Rendering;

/**
 * One convention for what a span's attributes are called.
 *
 * <p>A dialect is stateless and thread-safe. It renders on the caller's thread or on a delivery
 * worker; what it throws is logged and costs this dialect's attributes alone.
 */
public interface Dialect {

  /** The name by which configuration selects the dialect, such as {@code gen-ai}. */
  String name();

  /** Writes what is known before the call; it is set when the span is created, for samplers. */
  void renderStep(SpanDescription step, AttributeSink sink);

  /** Writes what was gathered from the call. */
  void render(Rendering rendering, AttributeSink sink);

  /**
   * Writes the lists that were gathered from a call as attributes with a number in their key, after
   * every dialect has written its others; nothing by default.
   *
   * <p>Called only where there may be such lists: messages, documents, tools, embeddings.
   *
   * @param sink takes as many as the span has room for and drops the rest; see {@link
   *     NumberedSink#room()}
   */
  default void renderNumbered(Rendering rendering, NumberedSink sink) {}
}
