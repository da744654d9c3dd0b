package dev.raglan.spring.internal.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.PropertyResolver;

/**
 * Placeholders in attributes of annotations, such as {@code ${app.model}}. One that no property
 * resolves stays as it is written, and is logged once. Thread-safe.
 */
final class Placeholders {

  private static final Logger LOG = LoggerFactory.getLogger(Placeholders.class);
  private static final String START = "${";

  private final PropertyResolver properties;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  Placeholders(PropertyResolver properties) {
    this.properties = properties;
  }

  /** Returns the attribute's value with its placeholders resolved. */
  Object resolve(Object value, AnnotatedElement element, Class<? extends Annotation> annotation) {
    if (value instanceof String text) {
      return resolve(text, element, annotation);
    }
    return value instanceof String[] texts
        ? Stream.of(texts).map(each -> resolve(each, element, annotation)).toArray(String[]::new)
        : value;
  }

  private String resolve(
      String text, AnnotatedElement element, Class<? extends Annotation> annotation) {
    if (!text.contains(START)) {
      return text;
    }
    String resolved = properties.resolvePlaceholders(text);
    if (resolved.contains(START) && logged.add(element + text)) {
      LOG.warn(
          "Raglan: the placeholder in @{}(\"{}\") on {} is not resolved, as there is no such"
              + " property; define it, or give a default such as ${name:default}.",
          annotation.getSimpleName(),
          text,
          element);
    }
    return resolved;
  }
}
