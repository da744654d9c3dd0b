package dev.raglan.benchmarks.spring;

import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.caller.Search;
import io.micrometer.observation.annotation.Observed;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import java.util.List;

/** The search as a bean that other libraries' annotations trace, or that only has a proxy. */
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

  /** Behind advice that only proceeds. */
  public List<Doc> proxyAlone(String query, int topK) {
    return search.plain(query, topK);
  }
}
