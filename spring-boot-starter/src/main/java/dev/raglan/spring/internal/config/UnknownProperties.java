package dev.raglan.spring.internal.config;

import static java.util.stream.Collectors.joining;

import dev.raglan.spring.properties.RaglanProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * Start-up warning of properties under {@code raglan} that do not exist: a misspelt name would else
 * go unnoticed, and what it was to hide be captured.
 */
final class UnknownProperties {

  private static final Logger LOG = LoggerFactory.getLogger(UnknownProperties.class);

  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("raglan");

  private UnknownProperties() {}

  static void log(Environment environment) {
    List<String> unknown = in(environment);
    if (!unknown.isEmpty()) {
      LOG.warn(
          "Raglan: there is no property {}; the names are in docs/configuration.md and in the"
              + " configuration metadata",
          unknown.stream().map(UnknownProperties::withHint).collect(joining(", nor ")));
    }
  }

  private static String withHint(String unknown) {
    String meant = MeantProperty.nearest(unknown);
    return meant == null ? unknown : unknown + " (did you mean " + meant + "?)";
  }

  /**
   * Returns their names; variables of the environment and of the JVM are not looked at, nor is what
   * is blank and so counts as not set.
   */
  private static List<String> in(Environment environment) {
    UnboundElementsSourceFilter files = new UnboundElementsSourceFilter();
    if (!areSet(environment, files)) {
      return List.of(); // Binding takes its time at the start.
    }
    try {
      Binder.get(environment)
          .bind(
              PREFIX,
              Bindable.of(RaglanProperties.class),
              new NoUnboundElementsBindHandler(BindHandler.DEFAULT, files));
      return List.of();
    } catch (BindException failed) {
      return failed.getCause() instanceof UnboundConfigurationPropertiesException unbound
          ? unbound.getUnboundProperties().stream()
              .filter(property -> !isBlank(property.getValue(), environment))
              .map(property -> property.getName().toString())
              .sorted()
              .toList()
          : List.of();
    }
  }

  private static boolean areSet(Environment environment, UnboundElementsSourceFilter files) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (files.apply(source)
          && source.containsDescendantOf(PREFIX) != ConfigurationPropertyState.ABSENT) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(@Nullable Object value, Environment environment) {
    return value == null || environment.resolvePlaceholders(value.toString()).isBlank();
  }
}
