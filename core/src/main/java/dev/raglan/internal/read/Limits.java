package dev.raglan.internal.read;

/** Limits of what is read out of one value. */
public final class Limits {

  /** The most messages of one conversation. */
  public static final int MESSAGES = 128;

  /** The most documents; further ones are counted. */
  public static final int DOCUMENTS = 256;

  /** The most choices of one response. */
  public static final int CHOICES = 16;

  /** The most parts of one message, and the most tool calls. */
  public static final int PARTS = 128;

  /** The most vectors that are read when vectors are asked for. */
  public static final int VECTORS = 64;

  /** The most tools of a request. */
  public static final int TOOLS = 128;

  /** The most extras of one document. */
  static final int EXTRAS = 32;

  /** The most characters of a JSON text of which everything is looked at. */
  public static final int JSON_TEXT = 1 << 18;

  /** The most characters that are put together out of chunks; a renderer writes fewer. */
  public static final int STREAMED_TEXT = 1 << 17;

  private Limits() {}
}
