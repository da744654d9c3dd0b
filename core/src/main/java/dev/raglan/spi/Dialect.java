package dev.raglan.spi;

import io.opentelemetry.api.common.Attributes;

/**
 * A convention for the attributes of spans.
 *
 * <p>A dialect is stateless and thread-safe. It renders on the caller's thread or on a delivery
 * worker; a dialect that throws is logged and loses its own attributes alone.
 */
public interface Dialect {

  /** Returns the name by which configuration selects the dialect, such as {@code gen-ai}. */
  String name();

  /**
   * Writes the facts known before the call; they are set when the span is created, for samplers.
   */
  void renderSpan(SpanDescription description, AttributeSink sink);

  /** Writes the facts gathered from the call. */
  void render(RenderedCall call, AttributeSink sink);

  /**
   * Writes the lists that were gathered from a call as attributes with a number in their key, after
   * every dialect has written its others; does nothing by default.
   *
   * <p>Called only where there may be such lists: messages, documents, tools, embeddings.
   *
   * @param sink takes as many as the span has room for and drops the rest; see {@link
   *     NumberedSink#room()}
   */
  default void renderNumbered(RenderedCall call, NumberedSink sink) {}

  /**
   * Tells whether an attribute belongs to this convention, so that a target that does not read the
   * convention goes without it; false by default.
   *
   * <p>Asked of the dialects that Raglan brings; attributes of an application's go to every target.
   *
   * @see ExportTarget#dialects()
   */
  default boolean owns(String key) {
    return false;
  }

  /**
   * Tells whether an attribute only repeats what this convention's viewers show from other
   * attributes of the span; false by default. A target that has chosen the convention goes without
   * it.
   *
   * @param attributes all of the span, this one among them
   */
  default boolean repeats(String key, Attributes attributes) {
    return false;
  }
}
