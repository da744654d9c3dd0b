package dev.raglan.internal.type;

import java.lang.invoke.MethodHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A property of a bean or a component of a record: its name and how it is read. */
public final class BeanProperty {

  /** What reading gives when the property is to be left out. */
  public static final Object OMITTED = new Object();

  /** How the value of a property is read. */
  @FunctionalInterface
  interface Reading {

    /** The value; {@code room} is the number of characters that it may take. */
    @Nullable Object read(Object bean, int room) throws Throwable;
  }

  private static final Reading MASK = (bean, room) -> RawJson.MASKED;

  private final MemberName name;
  private final Placeholder declared;
  private final Reading reading;

  private BeanProperty(String name, Placeholder declared, Reading reading) {
    this.name = MemberName.of(name);
    this.declared = declared;
    this.reading = reading;
  }

  /** A property that is always written as the constant, and never read. */
  static BeanProperty constant(String name, Object constant) {
    return new BeanProperty(name, Placeholder.of(Object.class), (bean, room) -> constant);
  }

  /** A property that is hidden, and never read. */
  static BeanProperty masked(String name) {
    return new BeanProperty(name, Placeholder.of(Object.class), MASK);
  }

  /** A property that is read, left out if so declared, and rewritten if so declared. */
  static BeanProperty read(
      String name,
      Class<?> declared,
      MethodHandle reader,
      Predicate<@Nullable Object> omitted,
      @Nullable Rewriting rewriting) {
    return new BeanProperty(
        name,
        Placeholder.of(declared),
        (bean, room) -> {
          Object value = Members.read(reader, bean);
          if (omitted.test(value)) {
            return OMITTED;
          }
          return rewriting == null || value == null ? value : rewriting.rewrite(value, room);
        });
  }

  /** Whether the property is hidden, so that its name need not hide it too. */
  public boolean isMasked() {
    return reading == MASK;
  }

  public MemberName name() {
    return name;
  }

  /** The value; the declared type if reading fails, {@link #OMITTED} if it is to be left out. */
  public @Nullable Object valueOf(Object bean, int room) {
    try {
      return reading.read(bean, room);
    } catch (Throwable thrown) {
      return declared;
    }
  }
}
