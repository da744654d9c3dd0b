package dev.raglan.benchmarks.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Redaction;
import dev.raglan.benchmarks.Doc;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The baselines of a search: spans as one writes them by hand with OpenTelemetry and Jackson. */
public final class ByHand {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Redaction REDACTION = Redaction.standard();

  private final Search search;
  private final Tracer tracer;

  /** Writes spans around a search for five documents. */
  public ByHand(Tracer tracer) {
    this(tracer, new Search());
  }

  ByHand(Tracer tracer, Search search) {
    this.tracer = tracer;
    this.search = search;
  }

  /** Writes a value as JSON. */
  public static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static String input(String query, int topK) {
    return json(Map.of("query", query, "topK", topK));
  }

  /** A span with two attributes, around the plain call. */
  public List<Doc> withTwoAttributes(String query, int topK) {
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
  public List<Doc> withJson(String query, int topK) {
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

  /** The same, redacted as Raglan redacts: with its own redaction, called by hand. */
  List<Doc> withRedactedJson(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", REDACTION.redact(input(query, topK)));
      List<Doc> found = search.plain(query, topK);
      span.setAttribute("output.value", REDACTION.redact(json(found)));
      return found;
    } finally {
      span.end();
    }
  }

  /** A span with input and output as JSON, around a call that returns beans. */
  List<Doc.Bean> beansWithJson(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", input(query, topK));
      List<Doc.Bean> found = search.plainBeans(query, topK);
      span.setAttribute("output.value", json(found));
      return found;
    } finally {
      span.end();
    }
  }

  /** The same, redacted as Raglan redacts: with its own redaction, called by hand. */
  List<Doc.Bean> beansWithRedactedJson(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", REDACTION.redact(input(query, topK)));
      List<Doc.Bean> found = search.plainBeans(query, topK);
      span.setAttribute("output.value", REDACTION.redact(json(found)));
      return found;
    } finally {
      span.end();
    }
  }

  /** The span of a retriever, with the query and the documents as JSON. */
  List<Doc> retrieve(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("openinference.span.kind", "RETRIEVER");
      span.setAttribute("input.value", input(query, topK));
      List<Doc> found = search.plain(query, topK);
      span.setAttribute("retrieval.documents", json(found));
      return found;
    } finally {
      span.end();
    }
  }

  /** The span of a reranker, with the query and the documents before and after as JSON. */
  List<Doc> rerank(String query, List<Doc> documents) {
    Span span = tracer.spanBuilder("rerank").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("openinference.span.kind", "RERANKER");
      span.setAttribute("reranker.query", query);
      span.setAttribute("reranker.input_documents", json(documents));
      List<Doc> ranked = documents;
      span.setAttribute("reranker.output_documents", json(ranked));
      return ranked;
    } finally {
      span.end();
    }
  }
}
