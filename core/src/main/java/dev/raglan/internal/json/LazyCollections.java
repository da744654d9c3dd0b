package dev.raglan.internal.json;

import dev.raglan.internal.type.Members;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collections of object-relational mappers that run a query when they are first looked at. */
final class LazyCollections {

  private static final Map<String, String> LOADED_METHODS =
      Map.of(
          "org.hibernate.collection.spi.PersistentCollection", "wasInitialized",
          "org.eclipse.persistence.indirect.IndirectContainer", "isInstantiated");

  private LazyCollections() {}

  /**
   * Returns the writer itself or, for a lazy class, one that asks first whether the data is there.
   */
  static ValueWriter guard(Class<?> type, ValueWriter writer) {
    Class<?> lazy = lazyType(type);
    if (lazy == null) {
      return writer;
    }
    MethodHandle loaded = loadedReader(lazy);
    return (value, walk) ->
        isLoaded(loaded, value) ? writer.write(value, walk) : walk.placeholder(type);
  }

  private static boolean isLoaded(@Nullable MethodHandle loaded, Object value) {
    return loaded != null && Members.readSafely(loaded, value) instanceof Boolean yes && yes;
  }

  private static @Nullable MethodHandle loadedReader(Class<?> lazy) {
    try {
      return Members.reader(lazy.getMethod(LOADED_METHODS.get(lazy.getName())));
    } catch (NoSuchMethodException unknownVersion) {
      return null;
    }
  }

  private static @Nullable Class<?> lazyType(@Nullable Class<?> type) {
    if (type == null || LOADED_METHODS.containsKey(type.getName())) {
      return type;
    }
    for (Class<?> each : type.getInterfaces()) {
      Class<?> found = lazyType(each);
      if (found != null) {
        return found;
      }
    }
    return lazyType(type.getSuperclass());
  }
}
