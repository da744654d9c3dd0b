package dev.raglan.internal.json;

import dev.raglan.internal.redact.NameValuePair;
import dev.raglan.internal.type.BeanProperty;
import dev.raglan.internal.type.MemberName;
import dev.raglan.internal.type.Members;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.TypeView;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes beans or records of one class, property by property, and copies them so that they are
 * written later as they are now. Immutable and thread-safe.
 */
public final class BeanPlan implements ValueWriter, JsonWalk.Content {

  private final Class<?> type;
  private final TypeView view;
  private final BeanProperty[] properties;
  private final @Nullable MethodHandle anyGetter;

  // Of a bean that is a name and its value; negative for none.
  private final int name;
  private final int value;

  /** True for a JSON Web Key. */
  private final boolean isKey;

  private BeanPlan(Class<?> type, TypeView view) {
    this.type = type;
    this.view = view;
    this.properties = view.properties().toArray(new BeanProperty[0]);
    this.anyGetter = view.anyGetter();
    this.name = find(true);
    this.value = find(false);
    this.isKey =
        view.properties().stream().anyMatch(each -> NameValuePair.isTypeOfKey(each.name().text()));
  }

  private int find(boolean name) {
    for (int i = 0; i < properties.length; i++) {
      String word = name(i);
      if (name ? NameValuePair.isName(word) : NameValuePair.isValue(word)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the plan of the class; null if it has nothing to write. */
  static @Nullable BeanPlan of(Class<?> type, TypeView view) {
    boolean empty = view.properties().isEmpty() && view.anyGetter() == null && !type.isRecord();
    return empty ? null : new BeanPlan(type, view);
  }

  Class<?> type() {
    return type;
  }

  /** Returns the number of properties. */
  public int size() {
    return properties.length;
  }

  /** Returns the name under which a property is written. */
  public String name(int property) {
    return properties[property].name().text();
  }

  /**
   * Returns true if beans can be copied: the number of properties is that of the class, and none is
   * written in a way of its own, which asks for the room that is left.
   */
  public boolean isCopyable() {
    boolean copyable = anyGetter == null;
    for (BeanProperty each : properties) {
      copyable &= !each.isRewritten();
    }
    return copyable;
  }

  /**
   * Returns the value of a property as it is written; whatever it is of a bean that is not copied.
   */
  public @Nullable Object valueOf(int property, Object bean) {
    return properties[property].valueOf(bean, Integer.MAX_VALUE);
  }

  /**
   * Returns a copy of a bean.
   *
   * @param values those of all properties, as {@link #valueOf} returned them or copies of these
   *     that cannot change; kept, and never written to
   */
  public CopiedBean copy(@Nullable Object[] values) {
    return new CopiedBean(this, values);
  }

  /** Returns the place of the property that is read by the name; negative if none is. */
  int indexOf(String readable) {
    BeanProperty property = view.readable(readable);
    for (int i = 0; property != null && i < properties.length; i++) {
      if (properties[i] == property) {
        return i;
      }
    }
    return -1;
  }

  /** Returns true for the value of a property that is left out. */
  public static boolean isOmitted(@Nullable Object value) {
    return value == BeanProperty.OMITTED;
  }

  /** Hands over the names and values of those properties that are not left out. */
  void forEachWritten(@Nullable Object[] values, BiConsumer<String, @Nullable Object> consumer) {
    for (int i = 0; i < properties.length; i++) {
      if (!isOmitted(values[i])) {
        consumer.accept(name(i), values[i]);
      }
    }
  }

  @Override
  public boolean write(Object bean, JsonWalk walk) {
    return walk.object(bean, this);
  }

  @Override
  public long writeTo(OpenContainer object, Object bean, JsonWalk walk) {
    CopiedBean copy = bean instanceof CopiedBean known ? known : null;
    boolean hides = name >= 0 && value >= 0 && hidesValue(bean, copy, walk);
    for (int i = 0; i < properties.length; i++) {
      boolean hidden = hides && i == value || isKey && isPrivate(i, walk);
      if (!object.isOpen() || !writeProperty(i, hidden, bean, copy, object, walk)) {
        return (long) properties.length - i;
      }
    }
    return anyGetter == null ? 0 : writeAny(anyGetter, bean, object, walk);
  }

  private boolean isPrivate(int property, JsonWalk walk) {
    return NameValuePair.isPrivateOfKey(name(property))
        && walk.redactsField(NameValuePair.PRIVATE_KEY);
  }

  private boolean hidesValue(Object bean, @Nullable CopiedBean copy, JsonWalk walk) {
    return ContainerWriters.isSecretName(read(name, bean, copy, walk), walk);
  }

  private boolean writeProperty(
      int property,
      boolean hidden,
      Object bean,
      @Nullable CopiedBean copy,
      OpenContainer object,
      JsonWalk walk) {
    BeanProperty written = properties[property];
    MemberName name = written.name();
    if (!written.isMasked() && (hidden || walk.redactsField(name.text()))) {
      return object.field(name, RawJson.REDACTED);
    }
    Object value = read(property, bean, copy, walk);
    return value == BeanProperty.OMITTED || object.field(name, walk.shown(name.text(), value));
  }

  private @Nullable Object read(
      int property, Object bean, @Nullable CopiedBean copy, JsonWalk walk) {
    return copy == null
        ? properties[property].valueOf(bean, walk.out().room())
        : copy.value(property);
  }

  private static long writeAny(
      MethodHandle anyGetter, Object bean, OpenContainer object, JsonWalk walk) {
    Object any = Members.readSafely(anyGetter, bean);
    return any instanceof Map<?, ?> map
        ? ContainerWriters.addEntries(map.entrySet().iterator(), map.size(), null, object, walk)
        : 0;
  }
}
