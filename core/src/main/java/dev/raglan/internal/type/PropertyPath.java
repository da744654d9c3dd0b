package dev.raglan.internal.type;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path to a value inside another, such as {@code choices[0].message.content}.
 *
 * <p>A name is looked up as a key of a map, a member of a JSON tree, a component of a record, a
 * getter ({@code getX()}, {@code isX()}, {@code x()}) or a public field, in this order; a number in
 * brackets is an index of a list, a collection or an array, counted from the end if negative; text
 * in brackets and quotes is a name with characters of any kind, as in {@code metadata['a.b']}.
 * Optionals are looked through. Immutable and thread-safe.
 */
public final class PropertyPath {

  private final String path;
  private final List<PathStep> steps;

  private PropertyPath(String path, List<PathStep> steps) {
    this.path = path;
    this.steps = List.copyOf(steps);
  }

  /**
   * The path written in the text.
   *
   * @param path empty for the root itself
   * @throws IllegalArgumentException if the text is not a path; the message says where and why
   */
  public static PropertyPath parse(String path) {
    Objects.requireNonNull(path, "path");
    return new PropertyPath(path, new PathParser(path).steps());
  }

  /**
   * The value at the path.
   *
   * @return null if something on the way is missing, is null, or throws
   */
  public @Nullable Object find(@Nullable Object root) {
    try {
      return follow(root);
    } catch (Throwable thrown) {
      return null;
    }
  }

  private @Nullable Object follow(@Nullable Object root) throws Throwable {
    Object current = Optionals.unwrap(root);
    for (PathStep step : steps) {
      if (current == null) {
        return null;
      }
      current = Optionals.unwrap(step.from(current));
    }
    return PathStep.plain(current);
  }

  /** The text that was parsed. */
  @Override
  public String toString() {
    return path;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PropertyPath that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }
}
