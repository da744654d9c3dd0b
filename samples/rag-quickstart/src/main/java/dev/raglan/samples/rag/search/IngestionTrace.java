package dev.raglan.samples.rag.search;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** The id of the trace in which the index was filled, for the traces that read from it. */
@Component
public class IngestionTrace {

  private final AtomicReference<String> id = new AtomicReference<>();

  void is(String traceId) {
    id.set(traceId);
  }

  public Optional<String> id() {
    return Optional.ofNullable(id.get());
  }
}
