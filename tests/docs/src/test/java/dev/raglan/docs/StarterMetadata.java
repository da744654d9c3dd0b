package dev.raglan.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The configuration properties of Raglan, as the starter's jar describes them to editors. */
final class StarterMetadata {

  private static final String RESOURCE = "META-INF/spring-configuration-metadata.json";
  private static final Pattern POSITION = Pattern.compile("\\[\\d+]$");

  private final Map<String, String> groups = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();

  private StarterMetadata() {}

  static StarterMetadata read() {
    StarterMetadata metadata = new StarterMetadata();
    try {
      for (URL resource : Collections.list(classLoader().getResources(RESOURCE))) {
        try (InputStream in = resource.openStream()) {
          metadata.add(new ObjectMapper().readTree(in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return metadata;
  }

  /** Tells if there is such a property: one by this name, or a map that has it as an entry. */
  boolean knows(String name) {
    String property = POSITION.matcher(name).replaceFirst("");
    return properties.containsKey(property)
        || properties.entrySet().stream()
            .filter(known -> isMap(known.getValue()))
            .anyMatch(
                known ->
                    property.startsWith(known.getKey() + ".")
                        || property.startsWith(known.getKey() + "["));
  }

  private static boolean isMap(String type) {
    if (type.startsWith("java.util.Map")) {
      return true;
    }
    try {
      return type.startsWith("dev.raglan.")
          && Map.class.isAssignableFrom(Class.forName(type, false, classLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The metadata names a class that does not exist", e);
    }
  }

  /** Returns the class that the properties below a prefix are bound to. */
  Class<?> type(String prefix) {
    try {
      return Class.forName(groups.get(prefix), false, classLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The metadata names a class that does not exist", e);
    }
  }

  private void add(JsonNode metadata) {
    metadata.path("groups").forEach(group -> put(groups, group));
    metadata.path("properties").forEach(property -> put(properties, property));
  }

  private static void put(Map<String, String> types, JsonNode described) {
    types.put(described.path("name").asText(), described.path("type").asText());
  }

  private static ClassLoader classLoader() {
    return StarterMetadata.class.getClassLoader();
  }
}
