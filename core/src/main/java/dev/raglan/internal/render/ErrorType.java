package dev.raglan.internal.render;

/** The type of an error as {@code error.type} and {@code exception.type} name it. */
public final class ErrorType {

  private ErrorType() {}

  /**
   * Returns the canonical name of the error's class, such as {@code a.b.Outer.Inner}; the binary
   * name of a local or anonymous class, which has none.
   */
  public static String of(Throwable error) {
    String canonical = error.getClass().getCanonicalName();
    return canonical == null ? error.getClass().getName() : canonical;
  }
}
