package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.raglan.internal.type.BeanProperty.Access;
import dev.raglan.internal.type.HidingMarks.Mark;
import dev.raglan.internal.type.HidingMarks.MarkedMember;
import dev.raglan.internal.type.JacksonType.TypeName;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the properties of a class as Jackson sees them, without those that annotations hide. */
final class BeanProperties {

  private final JacksonType type;
  private final BeanDescription description;
  private final List<BeanPropertyDefinition> definitions;
  private final @Nullable AnnotatedMember any;
  private final Set<String> fieldKeys = new HashSet<>();
  private final Map<String, Mark> marks = new HashMap<>();
  private final Set<String> ignored;
  private final @Nullable Set<String> included;
  private final JsonInclude.Value inclusion;
  private @Nullable String misfit;
  private @Nullable String marked;

  BeanProperties(JacksonType type) {
    this.type = type;
    this.description = type.description();
    this.definitions = PropertyOrder.of(type).sorted(description);
    this.any = description.findAnyGetter();
    JsonIgnoreProperties.Value ignorals =
        type.config().getDefaultPropertyIgnorals(type.raw(), description.getClassInfo());
    JsonIncludeProperties.Value inclusions =
        type.config().getDefaultPropertyInclusions(type.raw(), description.getClassInfo());
    this.ignored = ignorals == null ? Set.of() : ignorals.findIgnoredForSerialization();
    this.included = inclusions == null ? null : inclusions.getIncluded();
    this.inclusion = description.findPropertyInclusion(type.config().getDefaultPropertyInclusion());
    addFieldKeys();
    HidingMarks.of(type.raw()).forEach(this::addMark);
  }

  private void addFieldKeys() {
    for (Class<?> each : HidingMarks.ancestors(type.raw())) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fieldKeys.addAll(MemberKeys.ofField(field.getName()));
        }
      }
    }
  }

  private void addMark(MarkedMember member) {
    Set<String> known = new HashSet<>();
    definitions.forEach(each -> known.addAll(keys(each)));
    if (any != null) {
      known.addAll(MemberKeys.ofMethod(any.getName()));
    }
    boolean fits = !Collections.disjoint(known, member.exact());
    add(member.exact(), member.mark());
    if (!fits) {
      add(member.loose(), member.mark());
      if (member.mustFit() && Collections.disjoint(known, member.loose()) && mayShowAnyField()) {
        misfit = member.name();
      }
    }
    marked = member.name();
  }

  private void add(Set<String> keys, Mark mark) {
    keys.forEach(key -> marks.merge(key, mark, (a, b) -> a.compareTo(b) < 0 ? a : b));
  }

  /** Tells whether something that is no field's own getter shows what is in the object. */
  private boolean mayShowAnyField() {
    for (Method method : type.raw().getMethods()) {
      if (MemberKeys.isGetter(method)
          && Collections.disjoint(MemberKeys.ofMethod(method.getName()), fieldKeys)) {
        return true;
      }
    }
    return (any != null && !hasField(any))
        || definitions.stream()
            .map(BeanPropertyDefinition::getAccessor)
            .anyMatch(each -> each != null && !hasField(each));
  }

  /** Returns the name of an annotated member that belongs to no property; null if there is none. */
  @Nullable String misfit() {
    AnnotatedMember jsonValue = description.findJsonValueAccessor();
    if (jsonValue != null && (mark(jsonValue) != null || hasField(jsonValue))) {
      return null;
    }
    return jsonValue != null || type.hasSerializer() ? marked : misfit;
  }

  Set<String> maskedKeys() {
    return marks.entrySet().stream()
        .filter(each -> each.getValue() == Mark.MASKED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the keys of members that are hidden, whether or not they are properties. */
  Set<String> hiddenKeys() {
    Set<String> hidden = new HashSet<>(marks.keySet());
    ignored.forEach(name -> hidden.add(MemberKeys.of(name)));
    Set<String> shown = new HashSet<>();
    for (BeanPropertyDefinition each : definitions) {
      boolean isHidden =
          each.getAccessor() == null || ignored.contains(each.getName()) || !isIncluded(each);
      (isHidden ? hidden : shown).addAll(keys(each));
    }
    type.description().getClassInfo().fields().forEach(each -> addIgnored(each, shown, hidden));
    type.description()
        .getClassInfo()
        .memberMethods()
        .forEach(each -> addIgnored(each, shown, hidden));
    return Set.copyOf(hidden);
  }

  /** An ignored member whose property is shown nonetheless was overruled by an annotation. */
  private void addIgnored(AnnotatedMember member, Set<String> shown, Set<String> hidden) {
    AnnotationIntrospector annotations = type.annotations();
    boolean isIgnored =
        annotations.hasIgnoreMarker(member)
            || annotations.findPropertyAccess(member) == JsonProperty.Access.WRITE_ONLY;
    Set<String> keys = keys(member);
    if (isIgnored && Collections.disjoint(keys, shown)) {
      hidden.addAll(keys);
    }
  }

  /** Returns the mark of a member that is no property; null if it has none. */
  @Nullable Mark mark(AnnotatedMember member) {
    return mark(keys(member));
  }

  private @Nullable Mark mark(Set<String> keys) {
    return keys.stream()
        .map(marks::get)
        .filter(mark -> mark != null)
        .min(Enum::compareTo)
        .orElse(null);
  }

  private static Set<String> keys(AnnotatedMember member) {
    return member instanceof AnnotatedField
        ? Set.of(MemberKeys.of(member.getName()))
        : MemberKeys.ofMethod(member.getName());
  }

  private static Set<String> keys(BeanPropertyDefinition definition) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(MemberKeys.of(definition.getInternalName()));
    AnnotatedMethod getter = definition.getGetter();
    AnnotatedField field = definition.getField();
    if (getter != null) {
      keys.addAll(keys(getter));
    }
    if (field != null) {
      keys.addAll(keys(field));
    }
    return keys;
  }

  List<BeanProperty> list() {
    List<BeanProperty> properties = new ArrayList<>();
    TypeName typeName = type.typeName();
    boolean isNamed = definitions.stream().anyMatch(each -> isOf(typeName, each.getName()));
    if (typeName != null && !isNamed && !ignored.contains(typeName.property())) {
      properties.add(BeanProperty.constant(typeName.property(), typeName.name()));
    }
    for (BeanPropertyDefinition definition : definitions) {
      AnnotatedMember accessor = definition.getAccessor();
      if (accessor != null && isWritten(definition)) {
        BeanProperty property = property(definition, accessor);
        if (property != null) {
          properties.add(property);
        }
      }
    }
    if (any != null && mark(any) == Mark.MASKED) {
      properties.add(BeanProperty.masked(any.getName(), List.of()));
    }
    return List.copyOf(properties);
  }

  private static boolean isOf(@Nullable TypeName typeName, String property) {
    return typeName != null && typeName.property().equals(property);
  }

  private @Nullable BeanProperty property(
      BeanPropertyDefinition definition, AnnotatedMember accessor) {
    Mark mark = mark(keys(definition));
    if (mark == Mark.MASKED) {
      return BeanProperty.masked(definition.getName(), javaNames(definition));
    }
    boolean excluded =
        mark == Mark.EXCLUDED || HidingMarks.ofType(accessor.getRawType()) == Mark.EXCLUDED;
    return excluded || !isBacked(accessor)
        ? null
        : visible(definition, accessor, mark == Mark.CLOSED);
  }

  private static List<String> javaNames(BeanPropertyDefinition definition) {
    Set<String> names = new LinkedHashSet<>();
    names.add(definition.getInternalName());
    AnnotatedMethod getter = definition.getGetter();
    if (getter != null && MemberKeys.isGetter(getter.getAnnotated())) {
      names.add(MemberKeys.property(getter.getAnnotated()));
    }
    return List.copyOf(names);
  }

  @Nullable MethodHandle anyGetter() {
    return any == null || mark(any) != null ? null : Members.reader(any.getMember());
  }

  private boolean isWritten(BeanPropertyDefinition definition) {
    return !ignored.contains(definition.getName())
        && isIncluded(definition)
        && (!type.isRecord() || type.hasComponent(definition.getInternalName()));
  }

  private boolean isIncluded(BeanPropertyDefinition definition) {
    return included == null || included.contains(definition.getName());
  }

  /**
   * Tells whether reading the member gives what a field holds, or what an annotation of Jackson
   * declares to be data. Other methods may do anything: {@code getConnection()} opens one.
   */
  private boolean isBacked(AnnotatedMember member) {
    return hasField(member) || (member instanceof AnnotatedMethod method && isAnnotated(method));
  }

  private boolean hasField(AnnotatedMember member) {
    return member instanceof AnnotatedField || !Collections.disjoint(keys(member), fieldKeys);
  }

  private static boolean isAnnotated(AnnotatedMethod method) {
    for (Annotation each : method.annotations()) {
      if (isOfJackson(each.annotationType())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfJackson(AnnotatedElement annotation) {
    return annotation.isAnnotationPresent(JacksonAnnotation.class)
        || ((Class<?>) annotation).getName().startsWith("com.fasterxml.jackson.");
  }

  private BeanProperty visible(
      BeanPropertyDefinition definition, AnnotatedMember accessor, boolean closed) {
    String name = definition.getName();
    List<String> javaNames = javaNames(definition);
    Class<?> declared = accessor.getRawType();
    MethodHandle reader = Members.reader(accessor.getMember());
    if (reader == null || closed || hidesContent(accessor)) {
      return BeanProperty.unread(name, javaNames, Access.CLOSED, declared);
    }
    if (OpaqueTypes.contains(declared)) {
      return BeanProperty.unread(name, javaNames, Access.OPAQUE, declared);
    }
    try {
      return BeanProperty.read(
          name,
          javaNames,
          declared,
          reader,
          Inclusion.omitted(inclusion.withOverrides(definition.findInclusion())),
          type.rewriting(definition, accessor));
    } catch (JsonMappingException | RuntimeException unusable) {
      return BeanProperty.unread(name, javaNames, Access.CLOSED, declared);
    }
  }

  /**
   * Tells whether elements or keys have a serializer of their own, which may be there to hide them.
   */
  private boolean hidesContent(AnnotatedMember accessor) {
    return type.annotations().findContentSerializer(accessor) != null
        || type.annotations().findKeySerializer(accessor) != null
        || type.annotations().findSerializationContentConverter(accessor) != null;
  }
}
