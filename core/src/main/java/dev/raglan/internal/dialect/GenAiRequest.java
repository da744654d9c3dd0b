package dev.raglan.internal.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.internal.render.ModelOptions;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the options of a request that OpenTelemetry's GenAI conventions have a key for. */
final class GenAiRequest {

  private static final Map<String, Option> OPTIONS = new HashMap<>();

  static {
    decimal(GenAiOptions.TEMPERATURE, "temperature");
    decimal(GenAiOptions.TOP_P, "topp");
    decimal(GenAiOptions.TOP_K, "topk");
    decimal(GenAiOptions.FREQUENCY_PENALTY, "frequencypenalty");
    decimal(GenAiOptions.PRESENCE_PENALTY, "presencepenalty");
    integer(GenAiOptions.MAX_TOKENS, "maxtokens", "maxcompletiontokens", "maxoutputtokens");
    integer(GenAiOptions.SEED, "seed");
    integer(GenAiOptions.CHOICE_COUNT, "n", "candidatecount", "choicecount");
    texts(GenAiOptions.STOP_SEQUENCES, "stop", "stopsequences");
    texts(GenAiOptions.ENCODING_FORMATS, "encodingformat", "encodingformats");
    option("stream", (value, sink) -> flag(GenAiOptions.STREAM, value, sink));
    option("responseformat", GenAiRequest::outputType);
  }

  private GenAiRequest() {}

  /** An option as it is written. */
  private interface Option {
    void write(JsonNode value, AttributeSink sink);
  }

  /** Writes the options. */
  static void write(ObjectNode options, AttributeSink sink) {
    for (Map.Entry<String, JsonNode> entry : options.properties()) {
      Option option = OPTIONS.get(ModelOptions.plain(entry.getKey()));
      if (option != null) {
        option.write(entry.getValue(), sink);
      }
    }
  }

  private static void option(String name, Option option) {
    OPTIONS.put(name, option);
  }

  private static void decimal(AttributeKey<Double> key, String name) {
    option(
        name,
        (value, sink) -> {
          if (value.isNumber()) {
            sink.put(key, value.doubleValue());
          }
        });
  }

  private static void integer(AttributeKey<Long> key, String... names) {
    for (String name : names) {
      option(
          name,
          (value, sink) -> {
            if (value.isNumber()) {
              sink.put(key, value.longValue());
            }
          });
    }
  }

  private static void texts(AttributeKey<List<String>> key, String... names) {
    for (String name : names) {
      option(name, (value, sink) -> putTexts(key, value, sink));
    }
  }

  private static void putTexts(AttributeKey<List<String>> key, JsonNode value, AttributeSink sink) {
    List<String> texts = new ArrayList<>();
    if (value.isTextual()) {
      texts.add(value.textValue());
    }
    for (JsonNode each : value) {
      if (each.isTextual()) {
        texts.add(each.textValue());
      }
    }
    if (!texts.isEmpty()) {
      sink.put(key, texts);
    }
  }

  private static void flag(AttributeKey<Boolean> key, JsonNode value, AttributeSink sink) {
    if (value.isBoolean()) {
      sink.put(key, value.booleanValue());
    }
  }

  /** Providers say {@code json_object} or {@code json_schema}; the convention says json. */
  private static void outputType(JsonNode value, AttributeSink sink) {
    String type = value.isTextual() ? value.textValue() : value.path("type").asText("");
    if (!type.isEmpty()) {
      sink.put(GenAi.OUTPUT_TYPE, type.startsWith("json") ? "json" : type);
    }
  }
}
