package dev.raglan.spring.properties;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an editor knows of the properties. */
class ConfigurationMetadataTest {

  private final JsonNode metadata = read("/META-INF/spring-configuration-metadata.json");

  @Test
  void everyPropertyHasADescriptionAndAType() {
    assertThat(metadata.get("properties"))
        .allSatisfy(
            property -> {
              assertThat(property.path("description").asText())
                  .as("description of %s", property.path("name"))
                  .isNotBlank()
                  .endsWith(".")
                  .doesNotContain("@", "{", "\n");
              assertThat(property.path("type").asText())
                  .as("type of %s", property.path("name"))
                  .isNotBlank();
            });
  }

  @Test
  void everyPropertyOfTheRecordIsThereAndNoOther() {
    Set<String> names = new TreeSet<>();
    metadata.get("properties").forEach(property -> names.add(property.get("name").asText()));
    assertThat(names)
        .containsExactlyElementsOf(
            new TreeSet<>(properties("raglan", RaglanProperties.class).toList()));
  }

  @Test
  void everyHintIsForAPropertyThatExists() {
    Set<String> names = new TreeSet<>();
    metadata.get("properties").forEach(property -> names.add(property.get("name").asText()));
    assertThat(metadata.get("hints"))
        .isNotEmpty()
        .allSatisfy(
            hint ->
                assertThat(hint.get("name").asText().replaceFirst("\\.(keys|values)$", ""))
                    .isIn(names));
  }

  @Test
  void everyPropertyWithFewValuesHasThemAsHints() {
    assertThat(metadata.get("hints"))
        .extracting(hint -> hint.get("name").asText())
        .contains(
            "raglan.otel-mode",
            "raglan.dialects",
            "raglan.pipeline-type",
            "raglan.capture.exceptions",
            "raglan.export.otlp.protocol",
            "raglan.export.otlp.compression");
  }

  private static Stream<String> properties(String prefix, Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .flatMap(
            component ->
                component.getType().isRecord()
                    ? properties(name(prefix, component), component.getType())
                    : Stream.of(name(prefix, component)));
  }

  private static String name(String prefix, RecordComponent component) {
    String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return prefix + "." + kebab;
  }

  private static JsonNode read(String resource) {
    try (InputStream in = ConfigurationMetadataTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
