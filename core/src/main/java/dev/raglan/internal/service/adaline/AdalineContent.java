package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of a span: input and output as JSON texts, in the variant of the span's type. */
final class AdalineContent {

  /** The content may have 1 MB: half of it each for input and output, less names and model. */
  static final int MAX_TEXT = 490_000;

  private static final int MAX_CONTENT = 1_000_000;

  /** A streamed answer stands there twice. */
  static final int MAX_STREAMED = MAX_TEXT / 2;

  private static final int MAX_NAME = 512;
  private static final String NOTHING = "{}";
  private static final String UNKNOWN = "unknown";

  private AdalineContent() {}

  /** Returns the content of a span of the trace. */
  static Map<String, Object> of(AssembledTrace trace, AssembledSpan span) {
    Map<String, Object> content = of(span.attributes());
    if (span.attributes().isGeneration()) {
      int left = MAX_CONTENT - JsonText.bytes(content).length;
      JsonText.put(content, "variables", AdalineVariables.of(trace, span, left));
    }
    return content;
  }

  private static Map<String, Object> of(SpanAttributes read) {
    Map<String, Object> content = new LinkedHashMap<>();
    if (!read.isGeneration()) {
      content.put("type", variant(read));
      content.put("input", json(read.input(), MAX_TEXT));
      content.put("output", json(read.output(), MAX_TEXT));
      return content;
    }
    boolean streamed = read.get(RaglanAttributes.STREAM_CHUNKS) != null;
    String output = written(read.providerResponse(), streamed ? MAX_STREAMED : MAX_TEXT);
    content.put("type", streamed ? "ModelStream" : "Model");
    content.put("provider", name(read.provider()));
    content.put("model", name(read.model()));
    content.put("input", written(read.request(), MAX_TEXT));
    content.put("output", output);
    if (streamed) {
      content.put("aggregateOutput", output);
    }
    JsonText.put(content, "cost", read.cost());
    return content;
  }

  private static String variant(SpanAttributes read) {
    SpanType type = SpanType.ofId(read.type());
    if (type == null) {
      return "Other";
    }
    return switch (type) {
      case EMBEDDING -> "Embeddings";
      case TOOL -> "Tool";
      case GUARDRAIL -> "Guardrail";
      case RETRIEVER, RERANKER -> "Retrieval";
      case SPAN -> read.isAnnotated() ? "Function" : "Other";
      default -> "Other";
    };
  }

  private static String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return UNKNOWN;
    }
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }

  /** Returns a text that is JSON as it is, any other as a JSON string; an empty object for null. */
  static String json(@Nullable String text, int mostBytes) {
    if (text == null) {
      return NOTHING;
    }
    return fits(text, mostBytes) && JsonText.isJson(text) ? text : quoted(text, mostBytes);
  }

  private static String written(@Nullable Object tree, int mostBytes) {
    if (tree == null) {
      return NOTHING;
    }
    String json = JsonText.write(tree);
    return fits(json, mostBytes) ? json : quoted(json, mostBytes);
  }

  /** Returns a JSON string with as much of the text as fits. */
  private static String quoted(String text, int mostBytes) {
    String part = text.length() > mostBytes ? text.substring(0, mostBytes) : text;
    String json = JsonText.write(part);
    while (!fits(json, mostBytes)) {
      part = part.substring(0, part.length() / 2);
      json = JsonText.write(part);
    }
    return json;
  }

  private static boolean fits(String text, int mostBytes) {
    return text.length() <= mostBytes / 3
        || text.getBytes(StandardCharsets.UTF_8).length <= mostBytes;
  }
}
