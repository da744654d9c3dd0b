package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.model.CaptureLimits;

/** Renders for the tests, and checks what must hold of every rendering. */
public final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  public static String of(Object value) {
    return of(value, CaptureLimits.DEFAULT);
  }

  public static String of(Object value, CaptureLimits limits) {
    String json = JsonRenderer.of(limits).json(value);
    assertThat(json.length()).isLessThanOrEqualTo(limits.maxLength());
    tree(json);
    return json;
  }

  /** The text parsed; fails if it is no JSON. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException invalid) {
      throw new AssertionError("not valid: " + json, invalid);
    }
  }
}
