package dev.raglan.internal.service.athina;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import java.util.List;

/** The request with a trace, or with a part of its spans if it is too large. */
final class AthinaTracePart implements Part {

  private static final String PATH = "api/v1/trace/sdk";

  private final ServiceClient client;
  private final AssembledTrace trace;
  private final List<AssembledSpan> spans;
  private final byte[] body;

  AthinaTracePart(ServiceClient client, AssembledTrace trace, List<AssembledSpan> spans) {
    this.client = client;
    this.trace = trace;
    this.spans = spans;
    this.body = JsonText.bytes(AthinaTrace.body(trace, spans));
  }

  @Override
  public int spans() {
    return (int) spans.stream().filter(AssembledSpan::isNew).count();
  }

  @Override
  public long bytes() {
    return body.length;
  }

  @Override
  public List<AthinaTracePart> halves() {
    int middle = spans.size() / 2;
    return middle == 0
        ? List.of()
        : List.of(
            new AthinaTracePart(client, trace, spans.subList(0, middle)),
            new AthinaTracePart(client, trace, spans.subList(middle, spans.size())));
  }

  @Override
  public SendResult send(long timeoutNanos) {
    return client.send("POST", PATH, body, timeoutNanos).result();
  }
}
