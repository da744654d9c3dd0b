package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.transport.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of a trace, in as many requests as its operations need. When it is sent again, it goes
 * on with the request that failed. Not thread-safe.
 */
final class TraceChange implements LongFunction<SendResult> {

  static final int MAX_OPERATIONS = 10;

  private final ServiceClient client;
  private final String projectId;
  private final Supplier<String> reference;
  private final List<Map<String, Object>> portions = new ArrayList<>();
  private int done;

  /**
   * @param reference asked when it is sent
   * @param status null for no change
   */
  TraceChange(
      AdalineTracePart.Destination destination,
      Supplier<String> reference,
      @Nullable String status,
      Map<String, Object> attributes,
      List<String> tags) {
    this.client = destination.client();
    this.projectId = destination.projectId();
    this.reference = reference;
    List<Map<String, Object>> creations = new ArrayList<>();
    attributes.forEach(
        (key, value) -> creations.add(operation(Map.of("key", key, "value", value))));
    List<Map<String, Object>> additions =
        tags.stream().distinct().map(tag -> operation(Map.of("tag", tag))).toList();
    int most = Math.max(creations.size(), additions.size());
    for (int from = 0; from == 0 || from < most; from += MAX_OPERATIONS) {
      Map<String, Object> portion = new LinkedHashMap<>();
      JsonText.put(portion, "status", from == 0 ? status : null);
      JsonText.put(portion, "attributes", portion(creations, from));
      JsonText.put(portion, "tags", portion(additions, from));
      portions.add(portion);
    }
  }

  private static Map<String, Object> operation(Map<String, Object> of) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operation", "create");
    operation.putAll(of);
    return operation;
  }

  private static List<Map<String, Object>> portion(List<Map<String, Object>> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + MAX_OPERATIONS, all.size()));
  }

  /** Returns true if it says nothing that a trace has a place for. */
  boolean isEmpty() {
    return portions.get(0).isEmpty();
  }

  @Override
  public SendResult apply(long nanos) {
    long end = System.nanoTime() + nanos;
    while (done < portions.size()) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("projectId", projectId);
      body.put("referenceId", reference.get());
      body.put("logTrace", portions.get(done));
      long left = Math.max(1, end - System.nanoTime());
      ServiceClient.Exchange exchange =
          client.send("PATCH", "logs/trace", JsonText.bytes(body), left);
      if (!exchange.isAccepted()) {
        return exchange.result();
      }
      done++;
    }
    return SendResult.accepted();
  }
}
