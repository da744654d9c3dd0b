package dev.raglan.spring.internal.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Annotations whose readers call the annotated method by reflection on the bean they are given. */
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
          "io.awspring.cloud.sqs.annotation.");

  private ReflectiveAnnotations() {}

  /** Returns the simple name of the one that the method is annotated with; null if it has none. */
  static @Nullable String nameOn(Method method) {
    for (Annotation each : method.getDeclaredAnnotations()) {
      if (leads(each.annotationType(), new HashSet<>())) {
        return each.annotationType().getSimpleName();
      }
    }
    return null;
  }

  private static boolean leads(Class<? extends Annotation> type, Set<Class<?>> seen) {
    String name = type.getName();
    if (NAMES.stream().anyMatch(name::startsWith)) {
      return true;
    }
    return !name.startsWith("java.") && seen.add(type) && carries(type, seen);
  }

  private static boolean carries(AnnotatedElement type, Set<Class<?>> seen) {
    for (Annotation each : type.getDeclaredAnnotations()) {
      if (leads(each.annotationType(), seen)) {
        return true;
      }
    }
    return false;
  }
}
