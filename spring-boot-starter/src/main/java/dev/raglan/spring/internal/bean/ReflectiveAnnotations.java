package dev.raglan.spring.internal.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Annotations whose readers call the annotated method by reflection on the bean they are given:
 * those that are known to, and those of applications and libraries that nobody knows, such as an
 * event bus's.
 */
final class ReflectiveAnnotations {

  /** Beginnings of their names; those of listeners carry {@code MessageMapping}, or are here. */
  private static final List<String> NAMES =
      List.of(
          "org.springframework.context.event.",
          "org.springframework.scheduling.annotation.Schedule",
          "org.springframework.web.bind.annotation.",
          "org.springframework.messaging.",
          "org.springframework.jms.annotation.",
          "org.springframework.kafka.annotation.",
          "org.springframework.amqp.rabbit.annotation.",
          "org.springframework.pulsar.annotation.",
          "org.springframework.graphql.data.method.annotation.",
          "org.springframework.integration.annotation.",
          "org.springframework.boot.actuate.endpoint.",
          "org.springframework.ai.tool.annotation.",
          "org.springframework.ai.mcp.annotation.",
          "org.springaicommunity.mcp.annotation.",
          "dev.langchain4j.agent.tool.",
          "org.springframework.statemachine.annotation.",
          "org.springframework.data.rest.core.annotation.",
          "org.springframework.shell.",
          "org.springframework.ws.server.endpoint.annotation.",
          "io.awspring.cloud.sqs.annotation.");

  /** Beginnings of the names of those that describe or measure a method, and call none. */
  private static final List<String> PASSIVE =
      List.of(
          "lombok.",
          "io.micrometer.",
          "io.opentelemetry.",
          "io.github.resilience4j.",
          "io.swagger.",
          "co.elastic.apm.",
          "com.fasterxml.jackson.",
          "com.google.errorprone.",
          "com.newrelic.",
          "datadog.trace.",
          "edu.umd.cs.findbugs.",
          "org.apiguardian.",
          "org.aspectj.",
          "org.checkerframework.",
          "org.jetbrains.");

  /** The answer for each annotation type, which comes again with every bean. */
  private static final ClassValue<Boolean> LEADING =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return leads(type, new HashSet<>());
        }
      };

  private ReflectiveAnnotations() {}

  /** Returns the simple name of the one that the method is annotated with; null if it has none. */
  static @Nullable String nameOn(Method method) {
    for (Annotation each : method.getDeclaredAnnotations()) {
      if (LEADING.get(each.annotationType())) {
        return each.annotationType().getSimpleName();
      }
    }
    return null;
  }

  private static boolean leads(Class<?> type, Set<Class<?>> seen) {
    String name = type.getName();
    if (NAMES.stream().anyMatch(name::startsWith)) {
      return true;
    }
    if (!seen.add(type) || PASSIVE.stream().anyMatch(name::startsWith)) {
      return false;
    }
    List<Class<? extends Annotation>> carried = carried(type);
    return carried.isEmpty()
        ? ForeignAnnotations.isForeign(type)
        : carried.stream().anyMatch(each -> leads(each, seen));
  }

  /** Returns the annotations that a composed one stands for. */
  private static List<Class<? extends Annotation>> carried(Class<?> type) {
    return Stream.of(type.getDeclaredAnnotations())
        .<Class<? extends Annotation>>map(Annotation::annotationType)
        .filter(
            each -> !each.getName().startsWith("java.") && !each.getName().startsWith("kotlin."))
        .toList();
  }
}
