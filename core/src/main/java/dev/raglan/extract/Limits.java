package dev.raglan.extract;

/** How much is read out of one value. */
final class Limits {

  /** The most messages of one conversation. */
  static final int MESSAGES = 128;

  /** The most documents; further ones are counted. */
  static final int DOCUMENTS = 256;

  /** The most choices of one response. */
  static final int CHOICES = 16;

  /** The most parts of one message, and the most tool calls. */
  static final int PARTS = 128;

  /** The most vectors that are read when vectors are asked for. */
  static final int VECTORS = 64;

  /** The most extras of one document. */
  static final int EXTRAS = 32;

  /** The most characters of a text that is looked at for JSON. */
  static final int JSON_TEXT = 1 << 18;

  /** The most characters that are put together out of chunks; a renderer writes fewer. */
  static final int STREAMED_TEXT = 1 << 17;

  private Limits() {}
}
