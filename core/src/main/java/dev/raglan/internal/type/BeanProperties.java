package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the properties of a class as Jackson sees them, and what our annotations say of each. */
public final class BeanProperties {

  private final JacksonType type;
  private final BeanDescription description;
  private final Set<String> ignored;
  private final @Nullable Set<String> included;
  private final JsonInclude.Value inclusion;

  public BeanProperties(JacksonType type) {
    this.type = type;
    this.description = type.description();
    JsonIgnoreProperties.Value ignorals =
        type.config().getDefaultPropertyIgnorals(type.raw(), description.getClassInfo());
    JsonIncludeProperties.Value inclusions =
        type.config().getDefaultPropertyInclusions(type.raw(), description.getClassInfo());
    this.ignored = ignorals == null ? Set.of() : ignorals.findIgnoredForSerialization();
    this.included = inclusions == null ? null : inclusions.getIncluded();
    this.inclusion = description.findPropertyInclusion(type.config().getDefaultPropertyInclusion());
  }

  public List<BeanProperty> list() {
    List<BeanProperty> properties = new ArrayList<>();
    for (BeanPropertyDefinition definition : PropertyOrder.of(type).sorted(description)) {
      AnnotatedMember accessor = definition.getAccessor();
      if (accessor != null && isWritten(definition)) {
        properties.add(property(definition, accessor));
      }
    }
    return properties;
  }

  public @Nullable MethodHandle anyGetter() {
    AnnotatedMember any = description.findAnyGetter();
    boolean written = any != null && !Declared.isAnnotated(type.raw(), any, Exclude.class);
    return written ? Members.reader(any.getMember()) : null;
  }

  private boolean isWritten(BeanPropertyDefinition definition) {
    String name = definition.getName();
    return !ignored.contains(name)
        && (included == null || included.contains(name))
        && (!type.isRecord() || type.hasComponent(definition.getInternalName()))
        && !Declared.isAnnotated(type.raw(), definition, Exclude.class);
  }

  private BeanProperty property(BeanPropertyDefinition definition, AnnotatedMember accessor) {
    String name = definition.getName();
    Class<?> declared = accessor.getRawType();
    if (Declared.isAnnotated(type.raw(), definition, Masked.class)) {
      return BeanProperty.masked(name);
    }
    MethodHandle reader = Members.reader(accessor.getMember());
    if (reader == null || OpaqueTypes.contains(declared) || hidesContent(accessor)) {
      return BeanProperty.constant(name, Placeholder.of(declared));
    }
    return readable(definition, accessor, reader);
  }

  private BeanProperty readable(
      BeanPropertyDefinition definition, AnnotatedMember accessor, MethodHandle reader) {
    Class<?> declared = accessor.getRawType();
    try {
      return BeanProperty.read(
          definition.getName(),
          declared,
          reader,
          Inclusion.omitted(inclusion.withOverrides(definition.findInclusion())),
          type.rewriting(definition, accessor));
    } catch (JsonMappingException | RuntimeException unusable) {
      return BeanProperty.constant(definition.getName(), Placeholder.of(declared));
    }
  }

  /** Whether elements or keys have a serializer of their own, which may be there to hide them. */
  private boolean hidesContent(AnnotatedMember accessor) {
    return type.annotations().findContentSerializer(accessor) != null
        || type.annotations().findKeySerializer(accessor) != null
        || type.annotations().findSerializationContentConverter(accessor) != null;
  }
}
