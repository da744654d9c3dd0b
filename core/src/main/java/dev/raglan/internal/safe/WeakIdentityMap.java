package dev.raglan.internal.safe;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by the identity of objects of the application's, which it keeps from being collected no
 * more than their values do. Thread-safe.
 */
public final class WeakIdentityMap<K, V> {

  private final Map<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<K> collected = new ReferenceQueue<>();

  private static final class Key<K> extends WeakReference<K> {

    private final int hash;

    Key(K key, @Nullable ReferenceQueue<K> queue) {
      super(key, queue);
      this.hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      K own = get();
      return own != null && other instanceof Key<?> that && own == that.get();
    }
  }

  /** Returns true if there are no values. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns the value of the key; null for none. */
  public @Nullable V get(K key) {
    return values.get(new Key<>(key, null));
  }

  /** Puts a value, united with the one that is there. */
  public void merge(K key, V value, BinaryOperator<V> union) {
    forgetCollected();
    values.merge(new Key<>(key, collected), value, union);
  }

  /** Returns the value of the key, which is created if there is none. */
  public V getOrCreate(K key, Supplier<V> create) {
    forgetCollected();
    return values.computeIfAbsent(new Key<>(key, collected), absent -> create.get());
  }

  /** Removes the value of the key and returns it; null for none. */
  public @Nullable V remove(K key) {
    return values.isEmpty() ? null : values.remove(new Key<>(key, null));
  }

  private void forgetCollected() {
    for (Reference<?> each = collected.poll(); each != null; each = collected.poll()) {
      values.remove(each);
    }
  }
}
