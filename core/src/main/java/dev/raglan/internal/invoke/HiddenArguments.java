package dev.raglan.internal.invoke;

import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.internal.type.HiddenTexts;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a method that are hidden, or may have hidden parts: what its exception says of
 * them is not recorded.
 *
 * @param whole true for each that is hidden as a whole
 * @param any whether there are any
 * @param secretName tells by its name that a value is a secret
 */
@SuppressWarnings("ArrayRecordComponent") // Read once a failure, never written to.
record HiddenArguments(boolean[] whole, boolean any, Predicate<String> secretName) {

  static HiddenArguments of(TracedMethod traced, Predicate<String> secretName) {
    Method method = traced.method();
    Type[] types = method.getGenericParameterTypes();
    boolean[] whole = new boolean[method.getParameterCount()];
    boolean any = false;
    for (int i = 0; i < whole.length; i++) {
      whole[i] =
          traced.onParameter(i, Masked.class) != null
              || traced.onParameter(i, Exclude.class) != null
              || isNamedSecret(traced, i, secretName);
      Type type = types.length == whole.length ? types[i] : method.getParameterTypes()[i];
      any |= whole[i] || mayHide(type);
    }
    return new HiddenArguments(whole, any, secretName);
  }

  /**
   * Returns true if the parameter, or the attribute that it is as a whole, is named like a secret.
   */
  static boolean isNamedSecret(TracedMethod traced, int index, Predicate<String> secretName) {
    SpanAttribute attribute = traced.onParameter(index, SpanAttribute.class);
    return secretName.test(traced.parameterName(index))
        || (attribute != null && attribute.path().isEmpty() && secretName.test(attribute.value()));
  }

  /**
   * Returns what was read of a result once the arguments are gone: a failure is without the message
   * that may repeat a hidden one.
   */
  Extraction readLater(Extraction result) {
    Failure failure = result.failure();
    return failure != null && hidesWhole() ? result.with(failure.withoutMessage()) : result;
  }

  private boolean hidesWhole() {
    for (boolean each : whole) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  /** Returns false for what cannot have an annotated or a named part. */
  private static boolean mayHide(Type type) {
    if (type instanceof Class<?> known) {
      Class<?> element = known.isArray() ? known.getComponentType() : known;
      return !element.isPrimitive() && !element.isEnum() && !isPlain(element);
    }
    if (type instanceof GenericArrayType array) {
      return mayHide(array.getGenericComponentType());
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw
        && raw.getName().startsWith("java.util.")
        && parameterized.getActualTypeArguments().length == 1) {
      return mayHide(parameterized.getActualTypeArguments()[0]);
    }
    return true;
  }

  private static boolean isPlain(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.lang.") && type != Object.class && type != Iterable.class
        || name.startsWith("java.time.")
        || name.startsWith("java.math.")
        || name.startsWith("java.net.")
        || name.equals("java.util.UUID");
  }

  /** Returns the texts of the hidden ones. */
  Set<String> texts(@Nullable Object[] arguments) {
    HiddenTexts texts = new HiddenTexts(secretName);
    for (int i = 0; i < Math.min(whole.length, arguments.length); i++) {
      if (whole[i]) {
        texts.addAll(arguments[i]);
      }
    }
    for (int i = 0; i < Math.min(whole.length, arguments.length); i++) {
      if (!whole[i]) {
        texts.addHiddenOf(arguments[i]);
      }
    }
    return texts.texts();
  }
}
