package dev.raglan.internal.type;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.type.BeanProperty.Access;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a path can read of a class by name, resolved once. */
final class Accessors {

  private static final PerClass<Map<String, Accessor>> BY_CLASS =
      new PerClass<>(type -> new Accessors(type).resolve());

  /** The reading of one name. */
  @FunctionalInterface
  interface Accessor {

    /** Returns the value; whatever the code of the object throws comes through. */
    @Nullable Object read(Object target) throws Throwable;
  }

  /** Stands for a member that is hidden: no member after it means the name. */
  private static final Accessor HIDDEN = target -> null;

  private final Class<?> type;
  private final TypeView view;
  private final Map<String, Accessor> accessors = new HashMap<>();

  private Accessors(Class<?> type) {
    this.type = type;
    this.view = TypeView.of(type);
  }

  static Map<String, Accessor> of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  /**
   * The first member with a name is meant by it: components, getters, methods, fields; {@code
   * text()} is better than {@code isText()}.
   */
  private Map<String, Accessor> resolve() {
    if (view.isHidden()) {
      return Map.of();
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        add(component.getName(), component.getAccessor(), Set.of());
      }
    }
    addGetters("get");
    for (Method method : type.getMethods()) {
      if (MemberKeys.isReader(method)) {
        add(method.getName(), method, MemberKeys.ofMethod(method.getName()));
      }
    }
    addGetters("is");
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        add(field.getName(), field, Set.of(MemberKeys.of(field.getName())));
      }
    }
    view.properties().forEach(each -> accessors.putIfAbsent(each.name().text(), each::read));
    return Collections.unmodifiableMap(accessors);
  }

  private void addGetters(String prefix) {
    for (Method method : type.getMethods()) {
      if (method.getName().startsWith(prefix) && MemberKeys.isGetter(method)) {
        add(MemberKeys.property(method), method, MemberKeys.ofMethod(method.getName()));
      }
    }
  }

  private void add(String name, Member member, Set<String> keys) {
    if (!accessors.containsKey(name)) {
      Accessor accessor = accessor(name, member, keys);
      if (accessor != null) {
        accessors.put(name, accessor);
      }
    }
  }

  private @Nullable Accessor accessor(String name, Member member, Set<String> keys) {
    BeanProperty property = view.property(name);
    Access access = property == null ? Access.OPAQUE : property.access();
    if (access == Access.CLOSED) {
      return HIDDEN;
    }
    // What is written in a way of its own is not read by its properties, but as its class says.
    if (property != null && access != Access.OPAQUE && view.rewriting() == null) {
      MethodHandle plain = property.plain();
      return plain == null ? property::read : target -> Members.read(plain, target);
    }
    if (view.hides(keys) || view.hides(Set.of(MemberKeys.of(name)))) {
      return view.masks(keys) ? target -> RawJson.MASKED : HIDDEN;
    }
    MethodHandle reader = Members.reader(member);
    return reader == null ? null : target -> Members.read(reader, target);
  }
}
