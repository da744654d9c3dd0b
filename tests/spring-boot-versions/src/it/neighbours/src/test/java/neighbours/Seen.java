package neighbours;

import dev.raglan.Raglan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.MDC;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What a request does, and what its code saw. */
@Component
class Seen {

  private final Raglan raglan;
  private final Environment environment;
  private final Map<String, String> logIds = new ConcurrentHashMap<>();
  private volatile String sent = "";
  private volatile Object work = "";

  Seen(Raglan raglan, Environment environment) {
    this.raglan = raglan;
    this.environment = environment;
  }

  void start(Object next) {
    logIds.clear();
    sent = "";
    work = next;
  }

  Object work() {
    return work;
  }

  String uri(String path) {
    return "http://localhost:" + environment.getProperty("local.server.port") + path;
  }

  String look(String place) {
    logIds.put(place, String.valueOf(MDC.get("spanId")));
    return place;
  }

  String logId(String place) {
    return logIds.getOrDefault(place, "");
  }

  void sent(String traceparent) {
    sent = String.valueOf(traceparent);
  }

  /** The id of the span that a sent traceparent names. */
  String sentId() {
    String[] parts = sent.split("-", -1);
    return parts.length == 4 ? parts[2] : "";
  }

  String plain() {
    raglan.openTelemetry().getTracer("theirs").spanBuilder("plain").startSpan().end();
    return look("plain");
  }
}
