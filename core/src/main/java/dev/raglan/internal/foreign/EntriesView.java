package dev.raglan.internal.foreign;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map over the entries of a value of another kind. It copies nothing. */
public final class EntriesView extends AbstractMap<@Nullable Object, @Nullable Object> {

  private final int size;
  private final Supplier<Iterator<?>> source;
  private final Function<Object, Map.Entry<?, ?>> entry;
  private final @Nullable Function<String, @Nullable Object> byName;

  /**
   * @param entry makes an entry of an element of the source
   * @param byName returns the value of a name, or null; null to go through the entries
   */
  EntriesView(
      int size,
      Supplier<Iterator<?>> source,
      Function<Object, Map.Entry<?, ?>> entry,
      @Nullable Function<String, @Nullable Object> byName) {
    this.size = size;
    this.source = source;
    this.entry = entry;
    this.byName = byName;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return key instanceof String name && byName != null ? byName.apply(name) : super.get(key);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<@Nullable Object, @Nullable Object>> {

    @Override
    public int size() {
      return size;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
      Iterator<?> elements = source.get();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return elements.hasNext();
        }

        @Override
        public Map.Entry<@Nullable Object, @Nullable Object> next() {
          return (Map.Entry<@Nullable Object, @Nullable Object>) entry.apply(elements.next());
        }
      };
    }
  }
}
