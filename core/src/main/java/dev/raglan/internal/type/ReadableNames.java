package dev.raglan.internal.type;

import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.TypeView.Rewriting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names under which values of a class may be read by their shape. Thread-safe. */
public final class ReadableNames {

  /** The most characters of a text that stands for a value, such as a role's. */
  private static final int ROOM = 256;

  /** Returns the names that may be looked up in values of the class. */
  public Set<String> of(Class<?> type) {
    return TypeView.of(type).names();
  }

  /** Returns the text that annotations ask to be written for the value; null for any other. */
  public @Nullable String textOf(Object value) {
    TypeView view =
        value.getClass().getClassLoader() == null ? null : TypeView.of(value.getClass());
    Rewriting rewriting = view == null || view.isHidden() ? null : view.rewriting();
    Object written = rewriting == null ? null : Safe.orNull(() -> rewriting.rewrite(value, ROOM));
    return written instanceof String text ? text : null;
  }
}
