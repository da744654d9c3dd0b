package dev.raglan.internal.json;

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

  private BeanPlan(List<BeanProperty> properties, @Nullable MethodHandle anyGetter) {
    this.properties = properties.toArray(new BeanProperty[0]);
    this.anyGetter = anyGetter;
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
    for (BeanProperty property : properties) {
      if (!object.isOpen() || !writeProperty(property, bean, object, walk)) {
        return (long) properties.length - seen;
      }
      seen++;
    }
    return anyGetter == null ? 0 : writeAny(anyGetter, bean, object, walk);
  }

  private static boolean writeProperty(
      BeanProperty property, Object bean, OpenContainer object, JsonWalk walk) {
    MemberName name = property.name();
    if (!property.isMasked() && walk.redactsField(name)) {
      return object.field(name, RawJson.REDACTED);
    }
    Object value = property.valueOf(bean, walk.out().room());
    return value == BeanProperty.OMITTED || object.field(name, value);
  }

  private static long writeAny(
      MethodHandle anyGetter, Object bean, OpenContainer object, JsonWalk walk) {
    Object any = Members.readSafely(anyGetter, bean);
    return any instanceof Map<?, ?> map
        ? ContainerWriters.addEntries(map.entrySet().iterator(), map.size(), object, walk)
        : 0;
  }
}
