package dev.raglan.internal.json;

import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.type.Placeholder;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Writers of arrays: bytes by their length, long vectors by a summary, others by element. */
final class ArrayWriters {

  /** A vector longer than this is summarized. */
  private static final int MAX_VECTOR = 16;

  /** The numbers of a summarized vector that are shown. */
  static final int SHOWN = 3;

  private ArrayWriters() {}

  static ValueWriter of(Class<?> type) {
    Class<?> component = type.getComponentType();
    if (component == byte.class) {
      return (value, walk) -> walk.out().string(Placeholder.bytes(Array.getLength(value)).text());
    }
    if (component == char.class) {
      // Passwords are kept in these.
      return (value, walk) -> walk.out().string("char[" + Array.getLength(value) + "]");
    }
    if (component == float.class || component == double.class) {
      return ArrayWriters::vector;
    }
    if (component == Float.class || component == Double.class) {
      return ArrayWriters::boxedVector;
    }
    return component.isPrimitive() ? ArrayWriters::elements : ArrayWriters::objects;
  }

  static boolean buffer(Object value, JsonWalk walk) {
    return walk.out().string(Placeholder.bytes(((ByteBuffer) value).remaining()).text());
  }

  private static boolean vector(Object array, JsonWalk walk) {
    int length = Array.getLength(array);
    if (length <= MAX_VECTOR) {
      return elements(array, walk);
    }
    String component = array.getClass().getComponentType().toString();
    Iterator<?> first = IntStream.range(0, SHOWN).mapToObj(i -> Array.get(array, i)).iterator();
    return walk.out().string(summary(component, length, first));
  }

  private static boolean boxedVector(Object array, JsonWalk walk) {
    Object[] numbers = (Object[]) array;
    if (numbers.length < ContainerWriters.LEAST_VECTOR) {
      return objects(array, walk);
    }
    String component = numbers instanceof Float[] ? "float" : "double";
    Iterator<?> first = Arrays.asList(numbers).iterator();
    return walk.out().string(summary(component, numbers.length, first));
  }

  /** Returns a vector's type and length, and its first numbers. */
  static String summary(String component, int length, Iterator<?> numbers) {
    StringBuilder summary = new StringBuilder(80);
    summary.append(component).append('[').append(length).append("] [");
    for (int i = 0; i < SHOWN && numbers.hasNext(); i++) {
      summary.append(PlainValues.of(numbers.next())).append(", ");
    }
    return summary.append("…]").toString();
  }

  private static boolean objects(Object value, JsonWalk walk) {
    return walk.array(value, ArrayWriters::addObjects);
  }

  private static long addObjects(OpenContainer container, Object value, JsonWalk walk) {
    Object[] array = (Object[]) value;
    String previous = null;
    String command = null;
    for (Object each : array) {
      String text = ContainerWriters.textOf(each);
      Object shown =
          text == null
              ? each
              : ContainerWriters.shown(each, text, previous, command, array.length, walk);
      if (!container.item(shown)) {
        break;
      }
      command = ContainerWriters.commandOf(text, command);
      previous = text;
    }
    return (long) array.length - container.count();
  }

  private static boolean elements(Object array, JsonWalk walk) {
    return walk.array(array, ArrayWriters::addElements);
  }

  private static long addElements(OpenContainer container, Object array, JsonWalk walk) {
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      if (!container.item(Array.get(array, i))) {
        break;
      }
    }
    return (long) length - container.count();
  }
}
