package dev.raglan.benchmarks;

import io.micrometer.observation.annotation.Observed;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.List;



/** The search as a bean that other libraries' annotations trace. */
public class OtherRetriever {

  private final Search search = new Search();

  /** Traced by OpenTelemetry's aspect. */
  @WithSpan("search")
  public List<Doc> withSpan(String query, int topK) {
    return search.plain(query, topK);
  }

  /** Traced by Micrometer's aspect. */
  @Observed(name = "search")
  public List<Doc> observed(String query, int topK) {
    return search.plain(query, topK);
  }
}
