package dev.raglan.client;

import dev.raglan.Raglan;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Clients of a server in the test, and spans for it. */
final class Clients {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final String TRACE = "2f1e6bd0-5d3a-4c7e-9a3e-1b7d4f0c9e11";

  private Clients() {}

  static SpansClient.Builder of(SpansApiServer server) {
    return Raglan.spansClient()
        .baseUrl(server.url())
        .apiKey(SpansApiServer.KEY)
        .accountId(SpansApiServer.ACCOUNT)
        .timeout(Duration.ofSeconds(30));
  }

  static StoredSpan.Builder span(String id) {
    return StoredSpan.builder("span " + id, NOON, TRACE).id(id);
  }

  /** Returns spans with the ids s0, s1 and so on, a second apart. */
  static List<StoredSpan> spans(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> span("s" + i).start(NOON.plusSeconds(i)).build())
        .toList();
  }
}
