package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.spring.properties.NamedValues;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * A property that is either a map or a list of pairs such as {@code a=b,c=d}, which an environment
 * variable can hold whatever the names are.
 *
 * @param property the property's name
 * @param environment where it comes from
 */
record NamedPairs(String property, Environment environment) {

  /**
   * Returns the pairs of the list; empty if it is not set.
   *
   * @throws RaglanConfigurationException if it is malformed; never quotes it
   */
  Map<String, String> list() {
    String list = Binder.get(environment).bind(property, String.class).orElse("");
    return check(
        property,
        null,
        "Set it to a list such as name=value,name=value, with percent-encoded values.",
        () -> OtelVariables.pairs("it", list));
  }

  /**
   * Refuses a name of the map that has a dot and is not in brackets: it is cut in two. The name of
   * an environment variable has dots for its underscores.
   */
  void requireWholeNames() {
    Binder.get(environment)
        .bind(property, NamedValues.class)
        .orElseGet(NamedValues::new)
        .forEach(
            (name, value) -> {
              if (value instanceof Map<?, ?>) {
                throw dotted(name);
              }
            });
  }

  private RaglanConfigurationException dotted(String name) {
    String variable = property.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", "");
    return new RaglanConfigurationException(
        property + "." + name,
        null,
        "the name has a dot",
        "Use a list instead, in which names are as they are written: "
            + variable
            + "=name=value,name=value as an environment variable. In a file put the name in brackets,"
            + " such as \"[a.b]\".");
  }
}
