package dev.raglan.internal.foreign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Containers of Guava, Vavr, Eclipse Collections and others. Lazy ones are left alone: looking into
 * them runs code.
 */
final class JavaContainers {

  private static final String GUAVA = "com.google.common.";
  private static final String VAVR = "io.vavr.";
  private static final String ECLIPSE = "org.eclipse.collections.api.";

  private JavaContainers() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case GUAVA + "base.Optional" -> (owner, type) -> by("orNull", owner);
      case GUAVA + "collect.Multimap" -> (owner, type) -> by("asMap", owner);
      case GUAVA + "collect.Table" -> (owner, type) -> by("rowMap", owner);
      case GUAVA + "primitives.ImmutableIntArray",
          GUAVA + "primitives.ImmutableLongArray",
          GUAVA + "primitives.ImmutableDoubleArray" ->
          (owner, type) -> by("asList", owner);
      case GUAVA + "collect.RangeMap" -> (owner, type) -> textKeys("asMapOfRanges", owner);
      case "reactor.util.function.Tuple2" -> (owner, type) -> by("toList", owner);
      case "io.opentelemetry.api.common.Attributes" -> (owner, type) -> textKeys("asMap", owner);
      case ECLIPSE + "RichIterable" -> JavaContainers::eclipse;
      case ECLIPSE + "map.MapIterable" -> JavaContainers::eclipse;
      case ECLIPSE + "multimap.Multimap" ->
          (owner, type) -> eclipsePairs("sizeDistinct", "keyMultiValuePairsView", owner);
      case VAVR + "control.Option" -> (owner, type) -> by("getOrNull", owner);
      case VAVR + "control.Either" -> (owner, type) -> either("isRight", "get", "getLeft", owner);
      case VAVR + "control.Try" -> (owner, type) -> either("isSuccess", "get", "getCause", owner);
      case VAVR + "control.Validation" ->
          (owner, type) -> either("isValid", "get", "getError", owner);
      case VAVR + "Tuple" -> (owner, type) -> by("toSeq", owner);
      case VAVR + "collection.Traversable" -> JavaContainers::vavr;
      default -> null;
    };
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  private static PlainForm textKeys(String method, Class<?> owner)
      throws ReflectiveOperationException {
    PublicMethod all = PublicMethod.of(owner, method);
    return value -> {
      Map<?, ?> map = (Map<?, ?>) all.present(value);
      return new EntriesView(
          map.size(), () -> map.entrySet().iterator(), JavaContainers::named, null);
    };
  }

  private static Map.Entry<?, ?> named(Object entry) {
    Map.Entry<?, ?> mapping = (Map.Entry<?, ?>) entry;
    return MapperTrees.entry(String.valueOf(mapping.getKey()), mapping.getValue());
  }

  private static PlainForm either(String test, String one, String other, Class<?> owner)
      throws ReflectiveOperationException {
    PublicMethod isOne = PublicMethod.of(owner, test);
    PublicMethod first = PublicMethod.of(owner, one);
    PublicMethod second = PublicMethod.of(owner, other);
    return value -> (isOne.isTrue(value) ? first : second).call(value);
  }

  private static @Nullable PlainForm vavr(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    boolean isLazy =
        Ancestors.named(VAVR + "collection.Stream", type) != null
            || Ancestors.named(VAVR + "collection.Iterator", type) != null;
    if (isLazy) {
      return null;
    }
    Class<?> multimap = Ancestors.named(VAVR + "collection.Multimap", type);
    if (multimap != null) {
      return by("asMap", multimap);
    }
    boolean isMap = Ancestors.named(VAVR + "collection.Map", type) != null;
    return isMap ? vavrMap(owner) : MapperTrees.iterable(owner);
  }

  private static @Nullable PlainForm eclipse(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    if (Ancestors.named(ECLIPSE + "LazyIterable", type) != null) {
      return null;
    }
    Class<?> map = Ancestors.named(ECLIPSE + "map.MapIterable", type);
    return map == null ? MapperTrees.iterable(owner) : eclipsePairs("size", "keyValuesView", map);
  }

  private static PlainForm eclipsePairs(String count, String pairs, Class<?> owner)
      throws ReflectiveOperationException {
    Class<?> pair = Class.forName(ECLIPSE + "tuple.Pair", false, owner.getClassLoader());
    PublicMethod size = PublicMethod.of(owner, count);
    PublicMethod all = PublicMethod.of(owner, pairs);
    PublicMethod key = PublicMethod.of(pair, "getOne");
    PublicMethod mapped = PublicMethod.of(pair, "getTwo");
    return value ->
        new EntriesView(
            size.number(value),
            () -> ((Iterable<?>) all.present(value)).iterator(),
            each -> MapperTrees.entry(key.call(each), mapped.call(each)),
            null);
  }

  private static PlainForm vavrMap(Class<?> owner) throws ReflectiveOperationException {
    Class<?> pair = Class.forName(VAVR + "Tuple2", false, owner.getClassLoader());
    PublicMethod size = PublicMethod.of(owner, "size");
    PublicMethod key = PublicMethod.of(pair, "_1");
    PublicMethod mapped = PublicMethod.of(pair, "_2");
    return value ->
        new EntriesView(
            size.number(value),
            () -> ((Iterable<?>) value).iterator(),
            each -> MapperTrees.entry(key.call(each), mapped.call(each)),
            null);
  }
}
