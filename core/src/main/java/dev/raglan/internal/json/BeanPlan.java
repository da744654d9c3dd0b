package dev.raglan.internal.json;

import dev.raglan.internal.redact.NameValuePair;
import dev.raglan.internal.type.BeanProperty;
import dev.raglan.internal.type.MemberName;
import dev.raglan.internal.type.Members;
import dev.raglan.internal.type.RawJson;
import dev.raglan.internal.type.TypeView;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes beans or records of one class, property by property. */
final class BeanPlan implements ValueWriter, JsonWalk.Content {

  private final BeanProperty[] properties;
  private final @Nullable MethodHandle anyGetter;

  // Of a bean that is a name and its value.
  private final @Nullable BeanProperty name;
  private final @Nullable BeanProperty value;

  /** True for a JSON Web Key. */
  private final boolean isKey;

  private BeanPlan(List<BeanProperty> properties, @Nullable MethodHandle anyGetter) {
    this.properties = properties.toArray(new BeanProperty[0]);
    this.anyGetter = anyGetter;
    this.name = find(properties, true);
    this.value = find(properties, false);
    this.isKey =
        properties.stream().anyMatch(each -> NameValuePair.isTypeOfKey(each.name().text()));
  }

  private static @Nullable BeanProperty find(List<BeanProperty> properties, boolean name) {
    for (BeanProperty each : properties) {
      String word = each.name().text();
      if (name ? NameValuePair.isName(word) : NameValuePair.isValue(word)) {
        return each;
      }
    }
    return null;
  }

  /** Returns the plan of the class; null if it has nothing to write. */
  static @Nullable BeanPlan of(Class<?> type, TypeView view) {
    boolean empty = view.properties().isEmpty() && view.anyGetter() == null && !type.isRecord();
    return empty ? null : new BeanPlan(view.properties(), view.anyGetter());
  }

  @Override
  public boolean write(Object bean, JsonWalk walk) {
    return walk.object(bean, this);
  }

  @Override
  public long writeTo(OpenContainer object, Object bean, JsonWalk walk) {
    int seen = 0;
    boolean hides = name != null && value != null && hidesValue(name, bean, walk);
    for (BeanProperty property : properties) {
      boolean hidden = hides && property == value || isKey && isPrivate(property, walk);
      if (!object.isOpen() || !writeProperty(property, hidden, bean, object, walk)) {
        return (long) properties.length - seen;
      }
      seen++;
    }
    return anyGetter == null ? 0 : writeAny(anyGetter, bean, object, walk);
  }

  private static boolean isPrivate(BeanProperty property, JsonWalk walk) {
    return NameValuePair.isPrivateOfKey(property.name().text())
        && walk.redactsField(NameValuePair.PRIVATE_KEY);
  }

  private static boolean hidesValue(BeanProperty name, Object bean, JsonWalk walk) {
    return ContainerWriters.isSecretName(name.valueOf(bean, walk.out().room()), walk);
  }

  private static boolean writeProperty(
      BeanProperty property, boolean hidden, Object bean, OpenContainer object, JsonWalk walk) {
    MemberName name = property.name();
    if (!property.isMasked() && (hidden || walk.redactsField(name))) {
      return object.field(name, RawJson.REDACTED);
    }
    Object value = property.valueOf(bean, walk.out().room());
    return value == BeanProperty.OMITTED || object.field(name, value);
  }

  private static long writeAny(
      MethodHandle anyGetter, Object bean, OpenContainer object, JsonWalk walk) {
    Object any = Members.readSafely(anyGetter, bean);
    return any instanceof Map<?, ?> map
        ? ContainerWriters.addEntries(map.entrySet().iterator(), map.size(), null, object, walk)
        : 0;
  }
}
