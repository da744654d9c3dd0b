package dev.raglan.internal.type;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A property of a bean or a component of a record: its names and how it is read. */
public final class BeanProperty {

  /** The value of a property that is to be left out. */
  public static final Object OMITTED = new Object();

  /** The ways in which a property is shown. */
  enum Access {
    /** It is read. */
    READ,
    /** It is never read, for its type says that looking into the value may do harm. */
    OPAQUE,
    /** It is never read, for an annotation may hide parts of it. */
    CLOSED,
    /** It is never read, and written as {@code ***}. */
    MASKED
  }

  /** The reading of a value. */
  @FunctionalInterface
  private interface Reading {

    /** Returns the value; {@code room} is the number of characters that it may take. */
    @Nullable Object read(Object bean, int room) throws Throwable;
  }

  private final MemberName name;
  private final List<String> javaNames;
  private final Access access;
  private final Placeholder declared;
  private final boolean isRewritten;
  private final Reading reading;

  private final @Nullable MethodHandle plain;

  private BeanProperty(
      String name, List<String> javaNames, Access access, Class<?> declared, Reading reading) {
    this(name, javaNames, access, declared, false, null, reading);
  }

  private BeanProperty(
      String name,
      List<String> javaNames,
      Access access,
      Class<?> declared,
      boolean isRewritten,
      @Nullable MethodHandle plain,
      Reading reading) {
    this.name = MemberName.of(name);
    this.javaNames = javaNames;
    this.access = access;
    this.declared = Placeholder.of(declared);
    this.isRewritten = isRewritten;
    this.plain = plain;
    this.reading = reading;
  }

  /** Returns a property that is always written as its type. */
  static BeanProperty unread(
      String name, List<String> javaNames, Access access, Class<?> declared) {
    Placeholder placeholder = Placeholder.of(declared);
    return new BeanProperty(name, javaNames, access, declared, (bean, room) -> placeholder);
  }

  /** Returns a property that has one value in all objects of the class. */
  static BeanProperty constant(String name, String value) {
    return new BeanProperty(name, List.of(name), Access.READ, String.class, (bean, room) -> value);
  }

  /** Returns a property that is hidden. */
  static BeanProperty masked(String name, List<String> javaNames) {
    return new BeanProperty(
        name, javaNames, Access.MASKED, Object.class, (bean, room) -> RawJson.MASKED);
  }

  /** Returns a property that is read, left out if so declared, and rewritten if so declared. */
  static BeanProperty read(
      String name,
      List<String> javaNames,
      Class<?> declared,
      MethodHandle reader,
      Predicate<@Nullable Object> omitted,
      @Nullable Rewriting rewriting) {
    return new BeanProperty(
        name,
        javaNames,
        Access.READ,
        declared,
        rewriting != null,
        rewriting == null && Inclusion.keepsEveryValue(omitted) ? reader : null,
        (bean, room) -> {
          Object value = Members.read(reader, bean);
          if (omitted.test(value)) {
            return OMITTED;
          }
          return rewriting == null || value == null ? value : rewriting.rewrite(value, room);
        });
  }

  /** Tells whether the property is hidden, so that its name need not hide it too. */
  public boolean isMasked() {
    return access == Access.MASKED;
  }

  /** Tells whether the value is written in a way of its own, which an annotation asks for. */
  public boolean isRewritten() {
    return isRewritten;
  }

  Access access() {
    return access;
  }

  /** Returns the name under which the property is written. */
  public MemberName name() {
    return name;
  }

  /** Returns the names of the property in Java. */
  List<String> javaNames() {
    return javaNames;
  }

  /** Returns what reads the value, if that is written as it is; null if it is not. */
  @Nullable MethodHandle plain() {
    return plain;
  }

  /** Returns the value as it is written; whatever the getter throws comes through. */
  @Nullable Object read(Object bean) throws Throwable {
    Object value = reading.read(bean, Integer.MAX_VALUE);
    return value == OMITTED ? null : value;
  }

  /** Returns the value; the declared type if reading fails; {@link #OMITTED} to leave it out. */
  public @Nullable Object valueOf(Object bean, int room) {
    try {
      return reading.read(bean, room);
    } catch (Throwable thrown) {
      return declared;
    }
  }
}
