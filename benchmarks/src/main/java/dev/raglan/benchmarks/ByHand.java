package dev.raglan.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;



/** The baselines: spans as one writes them by hand with OpenTelemetry. */
final class ByHand {

  private final Search search = new Search();
  private final BeanSearch beans = new BeanSearch(Doc.LENGTH);
  private final ObjectMapper mapper = new ObjectMapper();
  private final Tracer tracer;

  ByHand(Tracer tracer) {
    this.tracer = tracer;
  }

  /** A span with two attributes, around the plain call. */
  List<Doc> withTwoAttributes(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      List<Doc> found = search.plain(query, topK);
      span.setAttribute("query.length", query.length());
      span.setAttribute("found", found.size());
      return found;
    } finally {
      span.end();
    }
  }

  /** A span with input and output as JSON, around the plain call. */
  List<Doc> withJson(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", input(query, topK));
      List<Doc> found = search.plain(query, topK);
      span.setAttribute("output.value", json(found));
      return found;
    } finally {
      span.end();
    }
  }

  /** The same, around a call that returns beans. */
  List<BeanDoc> beansWithJson(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", input(query, topK));
      List<BeanDoc> found = beans.plain(query, topK);
      span.setAttribute("output.value", json(found));
      return found;
    } finally {
      span.end();
    }
  }

  private String input(String query, int topK) {
    return json(Map.of("query", query, "topK", topK));
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
