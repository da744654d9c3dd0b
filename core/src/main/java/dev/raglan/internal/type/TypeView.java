package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.internal.type.BeanProperty.Access;
import dev.raglan.internal.type.HidingMarks.Mark;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one view of a class: which of its properties may be read, under which names, and which are
 * hidden or masked. JSON capture, extraction and property paths all ask it. Immutable.
 */
public final class TypeView {

  /** The most characters of a text that stands for a value, such as a role's. */
  private static final int TEXT_ROOM = 256;

  private static final ThrottledLog LOG = ThrottledLog.of(TypeView.class);
  private static final PerClass<TypeView> VIEWS = new PerClass<>(TypeView::resolve);

  private static final Rewriting CLOSED = (value, room) -> Placeholder.of(value.getClass());
  private static final Rewriting MASKED = (value, room) -> RawJson.MASKED;

  private final @Nullable Rewriting rewriting;
  private final List<BeanProperty> properties;
  private final @Nullable MethodHandle anyGetter;
  private final Map<String, BeanProperty> byName;
  private final Set<String> names;
  private final Set<String> hidden;
  private final Set<String> masked;

  private TypeView(Class<?> type, @Nullable Rewriting rewriting, @Nullable BeanProperties found) {
    this.rewriting = rewriting;
    this.properties = found == null ? List.of() : found.list();
    this.anyGetter = found == null ? null : found.anyGetter();
    this.hidden = found == null ? Set.of() : found.hiddenKeys();
    this.masked = found == null ? Set.of() : found.maskedKeys();
    this.byName = byName(properties);
    this.names = rewriting == null && OpaqueTypes.isData(type) ? readable(type) : Set.of();
  }

  /** Shapes ask for many names that are not there: a set that hashes says so the soonest. */
  private Set<String> readable(Class<?> type) {
    Set<String> readable = new HashSet<>();
    byName.forEach(
        (name, property) -> {
          if (property.access() == Access.READ) {
            readable.add(name);
          }
        });
    if (properties.isEmpty()) {
      addFluent(type, readable);
    }
    return Collections.unmodifiableSet(readable);
  }

  /**
   * Adds the names of methods that have the name and the type of a field, as Lombok makes them if
   * it is asked for: objects that have no other properties are read by these, and written by none.
   */
  private static void addFluent(Class<?> type, Set<String> names) {
    for (Class<?> each : HidingMarks.ancestors(type)) {
      for (Field field : each.getDeclaredFields()) {
        try {
          Method method = type.getMethod(field.getName());
          if (MemberKeys.isReader(method) && method.getReturnType() == field.getType()) {
            names.add(field.getName());
          }
        } catch (NoSuchMethodException none) {
          // A field that nothing reads.
        }
      }
    }
  }

  /** The Java name of a property is known before the name that an annotation gives another. */
  private static Map<String, BeanProperty> byName(List<BeanProperty> properties) {
    Map<String, BeanProperty> byName = new HashMap<>();
    properties.forEach(each -> each.javaNames().forEach(name -> byName.putIfAbsent(name, each)));
    properties.forEach(each -> byName.putIfAbsent(each.name().text(), each));
    return Map.copyOf(byName);
  }

  /** Returns the view of a class; one that shows nothing if the class cannot be examined. */
  public static TypeView of(Class<?> type) {
    return VIEWS.get(type);
  }

  private static TypeView resolve(Class<?> type) {
    try {
      return examine(type);
    } catch (LinkageError | RuntimeException unexaminable) {
      return new TypeView(type, CLOSED, null);
    }
  }

  private static TypeView examine(Class<?> type) {
    Rewriting hiding = hiding(type);
    if (hiding != null) {
      return new TypeView(type, hiding, null);
    }
    JacksonType jackson = JacksonType.of(type);
    BeanProperties found = new BeanProperties(jackson);
    String misfit = found.misfit();
    if (misfit != null) {
      LOG.warn(
          "values of "
              + type.getName()
              + " are not captured: it is not known which property @Exclude or @Masked on "
              + misfit
              + " hides; put it on the getter, or name the field after its getter",
          null);
      return new TypeView(type, CLOSED, null);
    }
    return new TypeView(type, rewriting(jackson, found), found);
  }

  private static @Nullable Rewriting hiding(Class<?> type) {
    Mark mark = HidingMarks.ofType(type);
    if (mark == Mark.MASKED) {
      return MASKED;
    }
    return mark != null || OpaqueTypes.isCredential(type) ? CLOSED : null;
  }

  private static @Nullable Rewriting rewriting(JacksonType jackson, BeanProperties found) {
    AnnotatedMember jsonValue = jackson.description().findJsonValueAccessor();
    Mark mark = jsonValue == null ? null : found.mark(jsonValue);
    if (mark == null) {
      return jackson.rewriting();
    }
    return mark == Mark.MASKED ? MASKED : CLOSED;
  }

  /** Returns what stands for values of the class; null if they are written by their properties. */
  public @Nullable Rewriting rewriting() {
    return rewriting;
  }

  /** Returns the text that annotations ask to be written for the value; null for any other. */
  public static @Nullable String textOf(Object value) {
    if (value.getClass().getClassLoader() == null) {
      return null;
    }
    TypeView view = of(value.getClass());
    Rewriting shown = view.isHidden() ? null : view.rewriting();
    Object written = shown == null ? null : Safe.orNull(() -> shown.rewrite(value, TEXT_ROOM));
    return written instanceof String text ? text : null;
  }

  /** Tells whether values of the class are hidden as a whole. */
  public boolean isHidden() {
    return rewriting == CLOSED || rewriting == MASKED;
  }

  /** Returns the properties in the order in which they are written; masked ones are among them. */
  public List<BeanProperty> properties() {
    return properties;
  }

  /** Returns the reader of further properties, a map; null if there is none. */
  public @Nullable MethodHandle anyGetter() {
    return anyGetter;
  }

  /** Returns the property of that name, in Java or as written; null if there is none. */
  @Nullable BeanProperty property(String name) {
    return byName.get(name);
  }

  /**
   * Returns the property that is read by a name, in Java or as written; null for an unknown name.
   */
  public @Nullable BeanProperty readable(String name) {
    return names.contains(name) ? byName.get(name) : null;
  }

  /** Returns the names under which properties can be read: those in Java, and those written. */
  public Set<String> names() {
    return names;
  }

  /** Tells whether an annotation masks what the member of the name may show. */
  boolean masks(Set<String> memberKeys) {
    return memberKeys.stream().anyMatch(masked::contains);
  }

  /** Tells whether an annotation hides what the member of the name may show. */
  boolean hides(Set<String> memberKeys) {
    return isHidden() || memberKeys.stream().anyMatch(hidden::contains);
  }
}
