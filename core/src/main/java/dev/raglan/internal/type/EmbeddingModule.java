package dev.raglan.internal.type;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionLikeType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapLikeType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;

/**
 * Lets Jackson run only the serializers that annotations name: everything else comes back from it
 * as it is, so that our limits, exclusions and masks hold inside a custom serializer too.
 */
final class EmbeddingModule extends BeanSerializerModifier {

  private static final long serialVersionUID = 1L;

  private static final JsonSerializer<Object> EMBEDDING =
      new JsonSerializer<>() {
        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider)
            throws IOException {
          generator.writePOJO(value);
        }

        @Override
        public void serializeWithType(
            Object value, JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
          generator.writePOJO(value);
        }
      };

  private EmbeddingModule() {}

  /** Returns a mapper that shares no cache with another. */
  static JsonMapper mapper() {
    return JsonMapper.builder()
        .typeFactory(typeFactory())
        .addModule(new SimpleModule("raglan").setSerializerModifier(new EmbeddingModule()))
        .annotationIntrospector(
            AnnotationIntrospector.pair(
                new JacksonAnnotationIntrospector(), new OtherMapperNames()))
        .build();
  }

  private static TypeFactory typeFactory() {
    LookupCache<Object, JavaType> cache = new LRUMap<>(16, 200);
    return TypeFactory.defaultInstance().withCache(cache);
  }

  @Override
  public JsonSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyArraySerializer(
      SerializationConfig config,
      ArrayType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyCollectionLikeSerializer(
      SerializationConfig config,
      CollectionLikeType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyMapLikeSerializer(
      SerializationConfig config,
      MapLikeType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }

  @Override
  public JsonSerializer<?> modifyEnumSerializer(
      SerializationConfig config,
      JavaType type,
      BeanDescription description,
      JsonSerializer<?> serializer) {
    return EMBEDDING;
  }
}
