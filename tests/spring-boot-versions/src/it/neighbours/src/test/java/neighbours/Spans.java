package neighbours;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The spans that all tracings of the application recorded of a request. */
final class Spans {

  /** A span, or its twin in the other tracing. */
  record Recorded(String name, String id, String parent, boolean hasTokens) {}

  static final String CALLER = "b7ad6b7169203331";
  private static final Map<String, String> WORDS =
      Map.of("http get /work", "request", "GET /work", "request", "http get", "client");

  private final Map<String, Recorded> byId = new ConcurrentHashMap<>();

  void add(String name, String id, String parent, boolean hasTokens) {
    Recorded twin = byId.get(id);
    boolean tokens = hasTokens || twin != null && twin.hasTokens();
    byId.put(id, new Recorded(WORDS.getOrDefault(name, name), id, parent, tokens));
  }

  void clear() {
    byId.clear();
  }

  boolean has(String name) {
    return byId.values().stream().anyMatch(span -> span.name().equals(name));
  }

  String nameOf(String id) {
    return CALLER.equals(id) ? "caller" : byId.containsKey(id) ? byId.get(id).name() : "none";
  }

  String parentOf(String name) {
    List<Recorded> named =
        byId.values().stream().filter(span -> span.name().equals(name)).toList();
    return named.isEmpty() ? "no span" : nameOf(String.valueOf(named.get(0).parent()));
  }

  String withTokens() {
    return byId.values().stream()
        .filter(Recorded::hasTokens)
        .map(Recorded::name)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
