package dev.raglan.internal.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.Metering;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.Dialect;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What dialects write of a call, by key. */
public final class Rendered {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Map<String, Object> values = new TreeMap<>();

  private Rendered() {}

  /** The four dialects, Raglan's own first. */
  static List<Dialect> dialects() {
    return Stream.concat(
            Stream.of(new RaglanDialect(true)),
            Stream.of("gen-ai", "openinference", "langfuse").map(Dialects::named))
        .toList();
  }

  /** The call as all dialects write it. */
  public static Map<String, Object> of(Captured call) {
    return of(call, dialects(), CaptureLimits.DEFAULT);
  }

  public static Map<String, Object> of(
      Captured call, List<Dialect> dialects, CaptureLimits limits) {
    return of(call, dialects, limits, Renderer.DEFAULT_ATTRIBUTE_LIMIT);
  }

  static Map<String, Object> of(
      Captured call, List<Dialect> dialects, CaptureLimits limits, int attributes) {
    Renderer renderer =
        new Renderer(dialects, List.of(), JsonRenderer.of(limits), Metering.NONE, attributes);
    Rendered rendered = new Rendered();
    renderer
        .render(call.description())
        .forEach((key, value) -> rendered.values.put(key.getKey(), value));
    renderer.render(call, rendered::put);
    return rendered.values;
  }

  private <T> void put(AttributeKey<T> key, T value) {
    values.put(key.getKey(), value);
  }

  /** Attributes as the golden files show them. */
  static String pretty(Map<String, Object> attributes) {
    try {
      return MAPPER.writeValueAsString(attributes) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Fails unless the text is JSON. */
  public static Object json(Object text) {
    try {
      return MAPPER.readValue((String) text, Object.class);
    } catch (JsonProcessingException invalid) {
      throw new AssertionError("not JSON: " + text, invalid);
    }
  }
}
