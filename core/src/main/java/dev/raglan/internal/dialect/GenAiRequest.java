package dev.raglan.internal.dialect;

import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.ModelOptions;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Collection;
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
    void write(Object value, AttributeSink sink);
  }

  /** Writes the options. */
  static void write(ModelOptions options, AttributeSink sink) {
    options
        .values()
        .forEach(
            (name, value) -> {
              Option option = OPTIONS.get(ModelOptions.plain(name));
              if (option != null) {
                option.write(value, sink);
              }
            });
  }

  private static void option(String name, Option option) {
    OPTIONS.put(name, option);
  }

  private static void decimal(AttributeKey<Double> key, String name) {
    option(
        name,
        (value, sink) -> {
          if (value instanceof Number number) {
            sink.put(key, number.doubleValue());
          }
        });
  }

  private static void integer(AttributeKey<Long> key, String... names) {
    for (String name : names) {
      option(
          name,
          (value, sink) -> {
            if (value instanceof Number number) {
              sink.put(key, number.longValue());
            }
          });
    }
  }

  private static void texts(AttributeKey<List<String>> key, String... names) {
    for (String name : names) {
      option(name, (value, sink) -> sink.putIfNotEmpty(key, textsOf(value)));
    }
  }

  private static List<String> textsOf(Object value) {
    Collection<?> values = value instanceof Collection<?> several ? several : List.of(value);
    return values.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  private static void flag(AttributeKey<Boolean> key, Object value, AttributeSink sink) {
    if (value instanceof Boolean flag) {
      sink.put(key, flag);
    }
  }

  /**
   * Providers say {@code json_object} or {@code json_schema}, have the schema itself, or a type of
   * MIME; the convention says json.
   */
  private static void outputType(Object value, AttributeSink sink) {
    boolean isSchema = value instanceof Map<?, ?> schema && schema.containsKey("properties");
    Object type = value instanceof Map<?, ?> format && !isSchema ? format.get("type") : value;
    if (isSchema || type instanceof String text && isJson(text)) {
      sink.put(GenAi.OUTPUT_TYPE, "json");
    } else if (type instanceof String text && !text.isEmpty()) {
      sink.put(GenAi.OUTPUT_TYPE, text.startsWith("text/") ? "text" : text);
    }
  }

  private static boolean isJson(String text) {
    return text.startsWith("json")
        || text.equals("application/json")
        || text.equalsIgnoreCase("object")
        || text.equalsIgnoreCase("array");
  }
}
