package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/**
 * The JSON Schemas of OpenTelemetry's GenAI conventions as tables.
 *
 * <p>Written from docs/gen-ai of open-telemetry/semantic-conventions, tag v1.41.1, read on
 * 2026-11-28 at commit 384d6616. Stricter than these where their last alternative, a part or a tool
 * of any type, would let everything pass: a part of a known type has the members of its type.
 */
public final class GenAiSchemas {

  /** The required members of each type of part, and the JSON type of each. */
  private static final Map<String, Map<String, Class<?>>> PARTS =
      Map.of(
          "text", Map.of("content", String.class),
          "reasoning", Map.of("content", String.class),
          "tool_call", Map.of("name", String.class),
          "tool_call_response", Map.of("response", Object.class),
          "blob", Map.of("modality", String.class, "content", String.class),
          "file", Map.of("modality", String.class, "file_id", String.class),
          "uri", Map.of("modality", String.class, "uri", String.class));

  private GenAiSchemas() {}

  public static void checkInputMessages(Object json) {
    for (Object message : array(json)) {
      checkMessage(object(message));
    }
  }

  public static void checkOutputMessages(Object json) {
    for (Object message : array(json)) {
      checkMessage(object(message));
      assertThat(object(message).get("finish_reason")).isInstanceOf(String.class);
    }
  }

  public static void checkSystemInstructions(Object json) {
    array(json).forEach(part -> checkPart(object(part)));
  }

  public static void checkToolDefinitions(Object json) {
    for (Object each : array(json)) {
      Map<?, ?> tool = object(each);
      assertThat(tool.get("type")).as("%s", tool).isInstanceOf(String.class);
      assertThat(tool.get("name")).as("%s", tool).isInstanceOf(String.class);
      if (tool.get("type").equals("function")) {
        assertOptional(tool, "description", String.class);
      }
    }
  }

  public static void checkRetrievalDocuments(Object json) {
    for (Object each : array(json)) {
      assertThat(object(each).get("id")).as("%s", each).isInstanceOf(String.class);
      assertThat(object(each).get("score")).as("%s", each).isInstanceOf(Number.class);
    }
  }

  private static void checkMessage(Map<?, ?> message) {
    assertThat(message.get("role")).as("%s", message).isInstanceOf(String.class);
    assertOptional(message, "name", String.class);
    array(message.get("parts")).forEach(part -> checkPart(object(part)));
  }

  private static void checkPart(Map<?, ?> part) {
    assertThat(part.get("type")).as("%s", part).isInstanceOf(String.class);
    Map<String, Class<?>> required = PARTS.getOrDefault(part.get("type"), Map.of());
    required.forEach(
        (name, type) -> {
          assertThat(part.containsKey(name)).as("%s of %s", name, part).isTrue();
          assertThat(part.get(name)).as("%s of %s", name, part).isInstanceOf(type);
        });
    assertOptional(part, "id", String.class);
    assertOptional(part, "mime_type", String.class);
  }

  private static void assertOptional(Map<?, ?> object, String name, Class<?> type) {
    if (object.get(name) != null) {
      assertThat(object.get(name)).as("%s of %s", name, object).isInstanceOf(type);
    }
  }

  private static List<?> array(Object json) {
    Object read = json instanceof String text ? Rendered.json(text) : json;
    assertThat(read).isInstanceOf(List.class);
    return (List<?>) read;
  }

  private static Map<?, ?> object(Object json) {
    assertThat(json).isInstanceOf(Map.class);
    return (Map<?, ?>) json;
  }
}
