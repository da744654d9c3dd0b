package dev.raglan.contract.allocation;

import dev.raglan.contract.allocation.AllocationSearch.Document;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;

/** The baseline: a span as one writes it by hand with OpenTelemetry, with two attributes. */
public final class AllocationByHand {

  private final AllocationSearch search = new AllocationSearch();
  private final Tracer tracer;

  /**
   * @param tracer what starts the spans
   */
  public AllocationByHand(Tracer tracer) {
    this.tracer = tracer;
  }

  /** The search within a span. */
  public List<Document> search(String query, int topK) {
    Span span = tracer.spanBuilder("search").startSpan();
    try (Scope scope = span.makeCurrent()) {
      List<Document> found = search.plain(query, topK);
      span.setAttribute("query.length", query.length());
      span.setAttribute("found", found.size());
      return found;
    } finally {
      span.end();
    }
  }
}
