package dev.raglan.internal.service.lastmile;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.GivenFeedback;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.LoggedEvent;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RagEventType;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bodies of LastMile's API, without the project. */
final class LastMileBodies {

  private LastMileBodies() {}

  /** Returns true if the trace ingests; one of no pipeline in particular is a query's. */
  static boolean isIngestion(AssembledTrace trace) {
    String type = top(trace).get(RaglanAttributes.PIPELINE_TYPE);
    return PipelineType.INGESTION.id().equals(type);
  }

  private static SpanAttributes top(AssembledTrace trace) {
    return (trace.root() == null ? trace.tops().get(0) : trace.root()).attributes();
  }

  /** Returns a query or ingestion trace. */
  static Map<String, Object> trace(AssembledTrace trace) {
    SpanAttributes top = top(trace);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("traceId", trace.traceId());
    body.put("paramSet", paramSet(top));
    String input = top.get(RaglanAttributes.TRACE_INPUT);
    String output = top.get(RaglanAttributes.TRACE_OUTPUT);
    JsonText.put(body, "input", input(trace, parsed(input == null ? top.input() : input)));
    JsonText.put(body, "output", output(trace, parsed(output == null ? top.output() : output)));
    JsonText.put(body, "eventData", object(top.get(RaglanAttributes.TRACE_METADATA)));
    if (!isIngestion(trace)) {
      body.put("query", orEmpty(query(trace)));
      body.put("context", orEmpty(context(trace)));
      body.put("fullyResolvedPrompt", orEmpty(prompt(trace)));
      body.put("llmOutput", orEmpty(answer(trace)));
      JsonText.put(body, "ingestionTraceId", top.get(RaglanAttributes.INGESTION_TRACE_ID));
    }
    return body;
  }

  private static @Nullable Object input(AssembledTrace trace, @Nullable Object own) {
    return own == null && isAnsweredRequest(trace.root())
        ? first(trace, read -> eventText(read, LoggedEvent::input))
        : own;
  }

  private static @Nullable Object output(AssembledTrace trace, @Nullable Object own) {
    return own == null && isAnsweredRequest(trace.root())
        ? last(trace, read -> eventText(read, LoggedEvent::output))
        : own;
  }

  /** The span of a web request has neither: on it they would pass for what the request answered. */
  private static boolean isAnsweredRequest(@Nullable AssembledSpan root) {
    return root != null
        && root.data().getKind() == SpanKind.SERVER
        && root.data().getStatus().getStatusCode() != StatusCode.ERROR
        && root.attributes().get(RaglanAttributes.STATUS) == null;
  }

  private static @Nullable Object eventText(
      SpanAttributes read, Function<LoggedEvent, @Nullable String> text) {
    LoggedEvent event = read.event();
    return event == null ? null : parsed(text.apply(event));
  }

  /** Returns the parameters, without a generation's messages. */
  private static Map<String, Object> paramSet(SpanAttributes top) {
    Map<String, Object> params = top.params();
    params.remove("messages");
    return params;
  }

  private static @Nullable Object query(AssembledTrace trace) {
    Object said = first(trace, read -> read.get(RaglanAttributes.USER_QUERY));
    return said == null ? first(trace, read -> inputOf(RagEventType.QUERY, read)) : said;
  }

  private static @Nullable Object context(AssembledTrace trace) {
    Object said = first(trace, read -> parsed(read.get(RaglanAttributes.CONTEXT)));
    return said == null ? last(trace, read -> outputOf(RagEventType.RETRIEVAL, read)) : said;
  }

  private static @Nullable Object prompt(AssembledTrace trace) {
    Object composed = last(trace, read -> outputOf(RagEventType.PROMPT_COMPOSITION, read));
    return composed == null
        ? last(trace, read -> read.isGeneration() ? read.prompt() : null)
        : composed;
  }

  private static @Nullable Object answer(AssembledTrace trace) {
    Object generated = last(trace, read -> read.isGeneration() ? read.answer() : null);
    return generated == null ? last(trace, read -> outputOf(RagEventType.QUERY, read)) : generated;
  }

  private static @Nullable Object inputOf(RagEventType type, SpanAttributes read) {
    return isOf(type, read.event()) ? eventText(read, LoggedEvent::input) : null;
  }

  private static @Nullable Object outputOf(RagEventType type, SpanAttributes read) {
    return isOf(type, read.event()) ? eventText(read, LoggedEvent::output) : null;
  }

  private static boolean isOf(RagEventType type, @Nullable LoggedEvent event) {
    return event != null && event.type().equals(type.id());
  }

  private static @Nullable Object first(
      AssembledTrace trace, Function<SpanAttributes, @Nullable Object> read) {
    for (AssembledSpan span : trace.spans()) {
      Object value = read.apply(span.attributes());
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Object last(
      AssembledTrace trace, Function<SpanAttributes, @Nullable Object> read) {
    Object last = null;
    for (AssembledSpan span : trace.spans()) {
      Object value = read.apply(span.attributes());
      last = value == null ? last : value;
    }
    return last;
  }

  /** Returns the RAG event of a span; null if it has none. */
  static @Nullable Map<String, Object> event(AssembledTrace trace, AssembledSpan span) {
    LoggedEvent event = span.attributes().event();
    if (event == null) {
      return null;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("eventName", event.name());
    body.put("input", orEmpty(parsed(event.input())));
    body.put("output", orEmpty(parsed(event.output())));
    body.put("eventData", object(event.metadata()));
    body.put("metadata", Map.of("kind", event.type()));
    body.put("traceId", span.data().getTraceId());
    body.put("spanId", span.spanId());
    JsonText.put(body, "ingestionTraceId", top(trace).get(RaglanAttributes.INGESTION_TRACE_ID));
    return body;
  }

  /** Returns the feedback, and its comment as another one; not what has no text that was kept. */
  static List<Map<String, Object>> feedback(GivenFeedback given) {
    List<Map<String, Object>> bodies = new ArrayList<>();
    Map<String, Object> value = value(given);
    if (!String.valueOf(value.get("value")).isBlank()) {
      bodies.add(feedback(given, value));
    }
    if (given.comment() != null && !given.comment().isBlank()) {
      bodies.add(feedback(given, Map.of("type", "text", "value", given.comment())));
    }
    return bodies;
  }

  private static Map<String, Object> feedback(GivenFeedback given, Map<String, Object> value) {
    Map<String, Object> body = new LinkedHashMap<>();
    JsonText.put(body, "traceId", given.traceId());
    JsonText.put(body, "spanId", given.spanId());
    body.put("feedback", value);
    return body;
  }

  private static Map<String, Object> value(GivenFeedback given) {
    return switch (given.kind()) {
      case "binary" -> Map.of("type", "binary", "value", given.score() > 0 ? 1 : 0);
      case "neutral", "numeric" -> Map.of("type", "score", "value", given.score());
      case "categorical" ->
          Map.of("type", "enum", "value", given.value(), "enum", given.categories());
      default -> Map.of("type", "text", "value", given.value());
    };
  }

  private static @Nullable Object parsed(@Nullable String text) {
    return text == null ? null : JsonText.parse(text);
  }

  private static Object object(@Nullable String text) {
    Object tree = parsed(text);
    if (tree == null) {
      return Map.of();
    }
    return tree instanceof Map<?, ?> ? tree : Map.of("value", tree);
  }

  private static Object orEmpty(@Nullable Object value) {
    return value == null ? Map.of() : value;
  }
}
