package dev.raglan.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.type.EnumNames;
import dev.raglan.internal.type.OpaqueTypes;
import dev.raglan.internal.type.Optionals;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.Rewriting;
import dev.raglan.internal.type.TypeView;
import dev.raglan.spi.JsonCodec;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Decides, once for each class, how its values are written. */
final class ValueWriters {

  private static final ValueWriter PLACEHOLDER =
      (value, walk) -> walk.placeholder(value.getClass());

  private static final PerClass<ValueWriter> STANDARD =
      new PerClass<>(type -> resolve(type, List.of()));

  private ValueWriters() {}

  static PerClass<ValueWriter> with(List<JsonCodec> codecs) {
    return codecs.isEmpty() ? STANDARD : new PerClass<>(type -> resolve(type, codecs));
  }

  /**
   * Returns the writer of the class; a class that cannot be examined is written as a placeholder.
   */
  private static ValueWriter resolve(Class<?> type, List<JsonCodec> codecs) {
    try {
      if (!isJdk(type) && TypeView.of(type).isHidden()) {
        return ownWriter(type);
      }
      ValueWriter scalar = Scalars.writer(type);
      return scalar != null ? scalar : beyondScalars(type, codecs);
    } catch (LinkageError | RuntimeException unexaminable) {
      return PLACEHOLDER;
    }
  }

  private static ValueWriter beyondScalars(Class<?> type, List<JsonCodec> codecs) {
    boolean isPlain = PlainValues.areOf(type);
    if (!isPlain && !Enum.class.isAssignableFrom(type) && OpaqueTypes.contains(type)) {
      return PLACEHOLDER;
    }
    ValueWriter writer = byCodec(type, codecs);
    if (writer == null && isPlain) {
      writer = (value, walk) -> walk.plain(value);
    }
    if (writer == null) {
      writer = OpaqueTypes.isOneWayIterable(type) ? PLACEHOLDER : knownWriter(type);
    }
    if (writer == null) {
      writer = type.isArray() ? ArrayWriters.of(type) : ownWriter(type);
    }
    return writer;
  }

  private static @Nullable ValueWriter byCodec(Class<?> type, List<JsonCodec> codecs) {
    if (isStructure(type)) {
      return null;
    }
    for (JsonCodec codec : codecs) {
      if (codec.supports(type)) {
        return (value, walk) -> walk.standIn(value, () -> codec.toTree(value));
      }
    }
    return null;
  }

  private static boolean isStructure(Class<?> type) {
    return type.isArray()
        || type.getClassLoader() == null
        || Map.class.isAssignableFrom(type)
        || Collection.class.isAssignableFrom(type)
        || JsonNode.class.isAssignableFrom(type);
  }

  private static @Nullable ValueWriter knownWriter(Class<?> type) {
    if (type == NamedValues.class) {
      return NamedValues::write;
    }
    if (type == CopiedBean.class) {
      return CopiedBean::write;
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return ContainerWriters::jsonNode;
    }
    if (ByteBuffer.class.isAssignableFrom(type)) {
      return ArrayWriters::buffer;
    }
    if (AtomicReference.class.isAssignableFrom(type)) {
      return (value, walk) -> walk.standIn(value, ((AtomicReference<?>) value)::get);
    }
    return Optionals.isOptional(type) ? (value, walk) -> walk.value(Optionals.unwrap(value)) : null;
  }

  /** By Jackson's annotations if there are any, then as a structure, then by properties. */
  private static ValueWriter ownWriter(Class<?> type) {
    if (isJdk(type)) {
      ValueWriter writer = plainWriter(type);
      return writer == null ? PLACEHOLDER : writer;
    }
    TypeView view = TypeView.of(type);
    ValueWriter writer = byAnnotation(view.rewriting());
    if (writer == null) {
      writer = plainWriter(type);
    }
    if (writer == null) {
      writer = BeanPlan.of(type, view);
    }
    return writer == null ? PLACEHOLDER : writer;
  }

  private static @Nullable ValueWriter byAnnotation(@Nullable Rewriting rewriting) {
    return rewriting == null
        ? null
        : (value, walk) -> walk.standIn(value, () -> rewriting.rewrite(value, walk.out().room()));
  }

  /** The JDK's own classes are no beans: their getters look names up, or give keys away. */
  private static boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static @Nullable ValueWriter plainWriter(Class<?> type) {
    if (Enum.class.isAssignableFrom(type)) {
      return (value, walk) -> walk.out().string(EnumNames.of((Enum<?>) value));
    }
    return Throwable.class.isAssignableFrom(type) ? ValueWriters::throwable : structure(type);
  }

  private static @Nullable ValueWriter structure(Class<?> type) {
    if (Map.class.isAssignableFrom(type)) {
      return LazyCollections.guard(type, ContainerWriters::map);
    }
    if (Collection.class.isAssignableFrom(type)) {
      return LazyCollections.guard(type, ContainerWriters::collection);
    }
    return Map.Entry.class.isAssignableFrom(type) ? ContainerWriters::entry : null;
  }

  private static boolean throwable(Object value, JsonWalk walk) {
    Throwable thrown = (Throwable) value;
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("type", new Placeholder(thrown.getClass().getName()));
    tree.put("message", message(thrown));
    return ContainerWriters.map(tree, walk);
  }

  /** Returns the message, which may be computed by code of the application. */
  private static @Nullable Object message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (Throwable failed) {
      return Placeholder.of(String.class);
    }
  }
}
