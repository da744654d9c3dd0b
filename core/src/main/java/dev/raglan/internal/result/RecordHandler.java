package dev.raglan.internal.result;

import dev.raglan.internal.lazy.HeldWork;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows the one component of a record that is work still to be done. Its application gets a
 * record made by the canonical constructor, which by the contract of records is equal to the one
 * that the method returned but for that component; one that is not stays as it is.
 */
final class RecordHandler implements CarrierHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return resultType.isRecord() && HeldWork.mayBeIn(resultType);
  }

  /** The record itself declares what it holds, whatever the method says. */
  @Override
  public boolean followsBrought() {
    return true;
  }

  @Override
  public boolean mayBeReplaced(Object carrier, @Nullable Method method) {
    List<HeldWork> all = HeldWork.allIn(carrier);
    return all.size() == 1
        && all.get(0).isWorkItself()
        && carrier.equals(Safe.orNull(() -> with(carrier, null)));
  }

  @Override
  public @Nullable Class<?> heldAs(Object carrier, Object held, @Nullable Method method) {
    List<HeldWork> all = HeldWork.allIn(carrier);
    if (all.isEmpty()) {
      return held.getClass();
    }
    Type type = all.get(0).type();
    Class<?> known = CarrierHandler.erased(type);
    Class<?> left = known == null ? argument(type, carrier.getClass(), method) : known;
    return left == null ? held.getClass() : left;
  }

  /** Returns what the method says for a type that the record leaves to who uses it. */
  private static @Nullable Class<?> argument(Type left, Class<?> type, @Nullable Method method) {
    int index = Arrays.asList(type.getTypeParameters()).indexOf(left);
    return index >= 0
            && method != null
            && method.getGenericReturnType() instanceof ParameterizedType declared
            && declared.getRawType() == type
        ? CarrierHandler.erased(declared.getActualTypeArguments()[index])
        : null;
  }

  @Override
  public Object with(Object carrier, @Nullable Object held) {
    RecordComponent[] components = carrier.getClass().getRecordComponents();
    List<String> work = HeldWork.allIn(carrier).stream().map(HeldWork::name).toList();
    @Nullable Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        boolean same = held == null || !work.contains(components[i].getName());
        values[i] = same ? read(components[i].getAccessor(), carrier) : held;
      }
      return canonical(carrier.getClass(), components).newInstance(values);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static @Nullable Object read(Method accessor, Object carrier)
      throws ReflectiveOperationException {
    accessor.setAccessible(true);
    return accessor.invoke(carrier);
  }

  private static Constructor<?> canonical(Class<?> type, RecordComponent[] components)
      throws NoSuchMethodException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> canonical = type.getDeclaredConstructor(types);
    canonical.setAccessible(true);
    return canonical;
  }
}
