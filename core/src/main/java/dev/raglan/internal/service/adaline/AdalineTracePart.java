package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServerIds;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request with a trace and spans, or with one span of a trace that is there.
 *
 * <p>A reference id that is taken means that an earlier attempt arrived, and its answer got lost;
 * if there was none, the application used the id twice, and Raglan's own is sent instead.
 */
final class AdalineTracePart implements Part {

  private static final int CONFLICT = 409;
  private static final Set<Integer> REFUSALS = Set.of(400, 422);

  private final Destination destination;
  private final AssembledTrace trace;
  private final AdalineBodies bodies;
  private final List<AssembledSpan> spans;
  private final boolean withTrace;
  private byte[] body;
  private int version;
  private boolean renamed;
  private boolean maybeStored;

  /**
   * The project that spans go to.
   *
   * @param target the target's name
   */
  record Destination(ServiceClient client, String target, String projectId) {}

  /**
   * @param spans the spans that are settled
   * @param withTrace false for a single span
   */
  AdalineTracePart(
      Destination destination,
      AssembledTrace trace,
      AdalineBodies bodies,
      List<AssembledSpan> spans,
      boolean withTrace) {
    this.destination = destination;
    this.trace = trace;
    this.bodies = bodies;
    this.spans = spans;
    this.withTrace = withTrace;
    this.version = bodies.version();
    this.body = body();
  }

  private byte[] body() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("projectId", destination.projectId());
    if (withTrace) {
      json.put("trace", bodies.trace());
      JsonText.put(
          json,
          "spans",
          spans.stream().filter(bodies::isSpan).map(span -> bodies.span(span, true)).toList());
    } else {
      json.put("span", bodies.span(spans.get(0), false));
    }
    return JsonText.bytes(json);
  }

  @Override
  public int spans() {
    return (int) spans.stream().filter(AssembledSpan::isNew).count();
  }

  @Override
  public long bytes() {
    return body.length;
  }

  /** Returns the trace with half of its spans, then the others one by one. */
  @Override
  public List<AdalineTracePart> halves() {
    int middle = (spans.size() + 1) / 2;
    if (!withTrace || middle == spans.size()) {
      return List.of();
    }
    List<AdalineTracePart> parts = new ArrayList<>();
    parts.add(new AdalineTracePart(destination, trace, bodies, spans.subList(0, middle), true));
    for (AssembledSpan span : spans.subList(middle, spans.size())) {
      parts.add(new AdalineTracePart(destination, trace, bodies, List.of(span), false));
    }
    // The whole may have arrived.
    parts.forEach(part -> part.maybeStored = maybeStored);
    return parts;
  }

  @Override
  public SendResult send(long timeoutNanos) {
    long end = System.nanoTime() + timeoutNanos;
    ServiceClient.Exchange exchange = exchange(timeoutNanos);
    if (isDuplicate(exchange) && maybeStored) {
      return SendResult.accepted();
    }
    if (isDuplicate(exchange) && !renamed) {
      renamed = true;
      if (withTrace) {
        bodies.rename();
      } else {
        bodies.rename(spans.get(0));
      }
      exchange = exchange(Math.max(1, end - System.nanoTime()));
    }
    maybeStored |= exchange.answer() == null || exchange.status() >= 500;
    return exchange.result();
  }

  /** Returns true if a reference id is taken; the status for that is not documented. */
  private static boolean isDuplicate(ServiceClient.Exchange exchange) {
    if (exchange.answer() == null || !REFUSALS.contains(exchange.status())) {
      return exchange.status() == CONFLICT;
    }
    String why = exchange.answer().text().toLowerCase(Locale.ROOT);
    return why.contains("duplicate") || why.contains("already exists");
  }

  private ServiceClient.Exchange exchange(long nanos) {
    if (version != bodies.version()) {
      version = bodies.version();
      body = body();
    }
    String path = withTrace ? "logs/trace" : "logs/span";
    ServiceClient.Exchange exchange = destination.client().send("POST", path, body, nanos);
    if (exchange.isAccepted() && exchange.answer() != null) {
      remember(JsonText.answer(exchange.answer().body()));
    }
    return exchange;
  }

  private void remember(Map<String, @Nullable Object> answer) {
    String target = destination.target();
    if (!withTrace && answer.get("spanId") instanceof String id) {
      ServerIds.ofSpan(target, spans.get(0), id);
    }
    if (withTrace && trace.root() != null && answer.get("traceId") instanceof String id) {
      ServerIds.ofTrace(target, trace.root(), id);
    }
    if (withTrace && answer.get("spanIds") instanceof List<?> ids) {
      List<AssembledSpan> sent = spans.stream().filter(bodies::isSpan).toList();
      for (int i = 0; i < Math.min(ids.size(), sent.size()); i++) {
        ServerIds.ofSpan(target, sent.get(i), String.valueOf(ids.get(i)));
      }
    }
  }
}
