package dev.raglan.aspectj;

import dev.raglan.internal.invoke.TracedMethods;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which methods AspectJ leaves alone though they are annotated, because the annotation stands
 * on a method that they override or implement: once a class, when a call of it is first traced.
 */
final class UnseenAnnotations {

  private static final Logger LOG = LoggerFactory.getLogger("dev.raglan.aspectj.TracingAspect");

  private static final ClassValue<AtomicBoolean> REPORTED =
      new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
          return new AtomicBoolean();
        }
      };

  private UnseenAnnotations() {}

  static void report(Class<?> type) {
    AtomicBoolean reported = REPORTED.get(type);
    if (!reported.get() && reported.compareAndSet(false, true)) {
      Safe.run("looking for annotations that AspectJ does not see", () -> log(type));
    }
  }

  private static void log(Class<?> type) {
    List<String> unseen =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> isUnseen(method, type))
            .map(Method::getName)
            .distinct()
            .sorted()
            .toList();
    if (!unseen.isEmpty()) {
      LOG.warn(
          "Raglan: AspectJ does not see the annotations that {} of {} inherit from an interface or"
              + " a superclass; unless a proxy traces them, their calls make no spans. Annotate the"
              + " methods of the class itself.",
          unseen,
          type.getName());
    }
  }

  private static boolean isUnseen(Method method, Class<?> type) {
    return !method.isSynthetic()
        && (method.getModifiers() & (Modifier.STATIC | Modifier.ABSTRACT)) == 0
        && TracedMethods.isTracedByInheritance(method, type);
  }
}
