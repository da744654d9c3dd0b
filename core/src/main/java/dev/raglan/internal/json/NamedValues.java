package dev.raglan.internal.json;

import dev.raglan.internal.type.MemberName;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values by names that the program gives them, such as those of parameters: written as an object.
 *
 * <p>Unlike the keys of a map, such names are known beforehand and hold no secrets, so that they
 * need not be looked through each time. Neither array is ever written to.
 */
public final class NamedValues {

  private final Names names;
  private final @Nullable Object[] values;

  /**
   * Values, each of which has the name at the same place.
   *
   * @param values as many as there are names
   */
  public NamedValues(Names names, @Nullable Object[] values) {
    this.names = names;
    this.values = values;
  }

  /** Names in their order. Immutable. */
  public static final class Names {

    private final MemberName[] names;

    private Names(MemberName[] names) {
      this.names = names;
    }

    /** Returns the names as they are. */
    public static Names of(String... names) {
      return new Names(Stream.of(names).map(MemberName::of).toArray(MemberName[]::new));
    }
  }

  /** Returns true if there are none. */
  public boolean isEmpty() {
    return values.length == 0;
  }

  /** Returns true if one of the values passes the test. */
  boolean anyMatch(Predicate<@Nullable Object> test) {
    for (Object value : values) {
      if (test.test(value)) {
        return true;
      }
    }
    return false;
  }

  static boolean write(Object value, JsonWalk walk) {
    return walk.object(value, NamedValues::addAll);
  }

  private static long addAll(OpenContainer object, Object value, JsonWalk walk) {
    NamedValues all = (NamedValues) value;
    int count = all.values.length;
    for (int i = 0; i < count; i++) {
      MemberName name = all.names.names[i];
      if (!object.field(name, walk.shown(name.text(), all.values[i]))) {
        return count - i;
      }
    }
    return 0;
  }
}
