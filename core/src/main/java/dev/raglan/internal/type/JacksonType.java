package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.util.Converter;
import dev.raglan.internal.foreign.PerClass;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Jackson's view of a class: its properties and what annotations ask of them. */
final class JacksonType {

  private static final JsonMapper LASTING = EmbeddingModule.mapper();

  private final Class<?> type;
  private final JsonMapper mapper;
  private final BeanDescription description;

  private JacksonType(Class<?> type, JsonMapper mapper) {
    SerializationConfig config = mapper.getSerializationConfig();
    this.type = type;
    this.mapper = mapper;
    this.description = config.introspect(config.constructType(type));
  }

  /** Examines the class; a class that may be dropped before us gets a mapper of its own. */
  static JacksonType of(Class<?> type) {
    return new JacksonType(type, PerClass.outlivesUs(type) ? LASTING : EmbeddingModule.mapper());
  }

  Class<?> raw() {
    return type;
  }

  boolean isRecord() {
    return type.isRecord();
  }

  boolean hasComponent(String name) {
    return Arrays.stream(type.getRecordComponents()).anyMatch(each -> each.getName().equals(name));
  }

  BeanDescription description() {
    return description;
  }

  SerializationConfig config() {
    return mapper.getSerializationConfig();
  }

  AnnotationIntrospector annotations() {
    return config().getAnnotationIntrospector();
  }

  /** The name of a class among its siblings, and the property that it is written as. */
  record TypeName(String property, String name) {}

  /** Returns the name that annotations have written as a property; null if they do not. */
  @Nullable TypeName typeName() {
    if (description.getClassAnnotations().get(JsonTypeInfo.class) == null) {
      return null;
    }
    try {
      TypeSerializer names = provider().findTypeSerializer(description.getType());
      TypeIdResolver ids = names == null ? null : names.getTypeIdResolver();
      if (ids == null
          || ids.getMechanism() != JsonTypeInfo.Id.NAME
          || names.getTypeInclusion() != JsonTypeInfo.As.PROPERTY) {
        return null;
      }
      String name = ids.idFromValueAndType(null, type);
      return name == null ? null : new TypeName(names.getPropertyName(), name);
    } catch (JsonMappingException | RuntimeException unusable) {
      return null;
    }
  }

  /** Returns what annotations of the class itself ask to be written; null if they do not. */
  @Nullable Rewriting rewriting() {
    if (isSerializedWhole()) {
      return (value, room) -> tree(value, provider().findValueSerializer(type), room);
    }
    AnnotatedMember jsonValue = description.findJsonValueAccessor();
    if (jsonValue != null) {
      return byJsonValue(jsonValue);
    }
    Converter<Object, Object> converter = description.findSerializationConverter();
    return converter == null ? null : (value, room) -> converter.convert(value);
  }

  private boolean isSerializedWhole() {
    return JsonSerializable.class.isAssignableFrom(type)
        || annotations().findSerializer(description.getClassInfo()) != null;
  }

  /** Tells whether code of its own writes or converts the whole value. */
  boolean hasSerializer() {
    return isSerializedWhole() || description.findSerializationConverter() != null;
  }

  private static Rewriting byJsonValue(AnnotatedMember accessor) {
    accessor.fixAccess(false);
    MethodHandle reader = Members.reader(accessor.getMember());
    return reader == null
        ? (value, room) -> Placeholder.of(value.getClass())
        : (value, room) -> Members.read(reader, value);
  }

  /** Returns the change that annotations of the property ask for; null if they do not. */
  @Nullable Rewriting rewriting(BeanPropertyDefinition definition, AnnotatedMember member)
      throws JsonMappingException {
    Object converter = annotations().findSerializationConverter(member);
    if (converter != null) {
      Converter<Object, Object> conversion = provider().converterInstance(member, converter);
      return (value, room) -> conversion.convert(value);
    }
    Object serializer = annotations().findSerializer(member);
    if (serializer == null) {
      return Narrowing.of(
          annotations().findPropertyIgnoralByName(config(), member),
          annotations().findPropertyInclusionByName(config(), member));
    }
    SerializerProvider provider = provider();
    JsonSerializer<Object> found = provider.serializerInstance(member, serializer);
    JsonSerializer<?> contextual =
        provider.handleSecondaryContextualization(found, property(definition, member));
    return (value, room) -> tree(value, contextual, room);
  }

  private static com.fasterxml.jackson.databind.BeanProperty property(
      BeanPropertyDefinition definition, AnnotatedMember member) {
    return new com.fasterxml.jackson.databind.BeanProperty.Std(
        definition.getFullName(), member.getType(), null, member, definition.getMetadata());
  }

  private SerializerProvider provider() {
    return mapper.getSerializerProviderInstance();
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object tree(Object value, JsonSerializer<?> serializer, int room)
      throws Exception {
    return TreeGenerator.tree(
        mapper,
        room,
        generator -> ((JsonSerializer<Object>) serializer).serialize(value, generator, provider()));
  }
}
