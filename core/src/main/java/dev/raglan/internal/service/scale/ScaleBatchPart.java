package dev.raglan.internal.service.scale;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServerIds;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import java.util.List;
import java.util.Map;

/** One request with spans; may be repeated, as it replaces those that are there. */
final class ScaleBatchPart implements Part {

  static final int MAX_ITEMS = 1000;

  static final String PATH = "v5/spans/batch";

  private final ServiceClient client;
  private final String target;
  private final List<AssembledSpan> spans;
  private final byte[] body;

  ScaleBatchPart(ServiceClient client, String target, List<AssembledSpan> spans) {
    this.client = client;
    this.target = target;
    this.spans = spans;
    this.body = JsonText.bytes(Map.of("items", spans.stream().map(ScaleSpan::of).toList()));
  }

  @Override
  public int spans() {
    return spans.size();
  }

  @Override
  public long bytes() {
    return body.length;
  }

  @Override
  public List<ScaleBatchPart> halves() {
    int middle = spans.size() / 2;
    return middle == 0
        ? List.of()
        : List.of(
            new ScaleBatchPart(client, target, spans.subList(0, middle)),
            new ScaleBatchPart(client, target, spans.subList(middle, spans.size())));
  }

  @Override
  public SendResult send(long timeoutNanos) {
    ServiceClient.Exchange exchange = client.send("PUT", PATH, body, timeoutNanos);
    if (exchange.isAccepted()) {
      spans.forEach(span -> ServerIds.ofSpan(target, span, ScaleSpan.id(span)));
    }
    return exchange.result();
  }
}
