package dev.raglan.contract.subject;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A value none of whose methods can be relied on. */
public class Hostile {

  private final Error error;

  /** A value whose methods throw the error. */
  public Hostile(Error error) {
    this.error = error;
  }

  public String getName() {
    throw error;
  }

  @Override
  public String toString() {
    throw error;
  }

  @Override
  public int hashCode() {
    throw error;
  }

  @Override
  public boolean equals(Object other) {
    throw error;
  }

  /** A value whose getter runs something. */
  public static class Getter {

    private final Callable<?> body;

    /** Only a getter with a field behind it is called. */
    private @Nullable Object value;

    public Getter(Callable<?> body) {
      this.body = body;
    }

    public @Nullable Object getValue() throws Exception {
      value = body.call();
      return value;
    }
  }
}
