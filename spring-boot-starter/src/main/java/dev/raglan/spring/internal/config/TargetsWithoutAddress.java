package dev.raglan.spring.internal.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * Start-up notice of targets that have settings but not the property that switches them on. One
 * that is blank is left out on purpose, as in {@code ${OTLP_ENDPOINT:}}, and is not named.
 */
final class TargetsWithoutAddress {

  private static final Logger LOG = LoggerFactory.getLogger(TargetsWithoutAddress.class);

  private static final ConfigurationPropertyName EXPORT =
      ConfigurationPropertyName.of("raglan.export");

  /** The property that switches each target on. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "otlp", "endpoint",
          "file", "path",
          "kafka", "bootstrap-servers",
          "athina", "api-key",
          "lastmile", "api-token",
          "adaline", "api-key",
          "spans-api", "api-key");

  private TargetsWithoutAddress() {}

  static void log(Environment environment) {
    List<ConfigurationPropertySource> setting =
        sources(environment).filter(source -> holds(source, EXPORT)).toList();
    if (setting.isEmpty()) {
      return;
    }
    List<String> missing =
        SWITCHES.entrySet().stream()
            .filter(target -> isSet(target.getKey(), target.getValue(), setting))
            .filter(target -> !target.getKey().equals("otlp") || !isInVariables(environment))
            .map(target -> EXPORT + "." + target.getKey() + "." + target.getValue())
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      LOG.info(
          "Raglan: nothing is sent to a target whose address or key is missing; set {}",
          String.join(", ", missing));
    }
  }

  private static Stream<ConfigurationPropertySource> sources(Environment environment) {
    Iterable<ConfigurationPropertySource> all = ConfigurationPropertySources.get(environment);
    return StreamSupport.stream(all.spliterator(), false);
  }

  private static boolean holds(ConfigurationPropertySource source, ConfigurationPropertyName name) {
    return source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT;
  }

  /** Returns true if the target has settings, and none of them switches it on or off. */
  private static boolean isSet(
      String target, String name, List<ConfigurationPropertySource> setting) {
    ConfigurationPropertyName group = EXPORT.append(target);
    ConfigurationPropertyName switched = group.append(name);
    return setting.stream().anyMatch(source -> holds(source, group))
        && setting.stream().allMatch(source -> source.getConfigurationProperty(switched) == null);
  }

  private static boolean isInVariables(Environment environment) {
    return environment.containsProperty("OTEL_EXPORTER_OTLP_ENDPOINT")
        || environment.containsProperty("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
  }
}
