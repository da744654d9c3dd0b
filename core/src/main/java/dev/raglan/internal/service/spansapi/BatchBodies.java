package dev.raglan.internal.service.spansapi;

import dev.raglan.client.StoredSpan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The bodies of the requests that a batch is sent in. */
final class BatchBodies {

  static final int MAX_ITEMS = 1000;

  /** The service says 32 MB; the lesser meaning of it is always accepted. */
  static final int MAX_BYTES = 32_000_000;

  private static final byte[] START = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> bodies = new ArrayList<>();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int items;

  private BatchBodies() {}

  /**
   * Returns the bodies, each of at most 1000 spans and 32 MB.
   *
   * @throws IllegalArgumentException if a span alone is larger
   */
  static List<byte[]> of(Collection<StoredSpan> spans) {
    BatchBodies batch = new BatchBodies();
    int index = 0;
    for (StoredSpan span : spans) {
      batch.add(SpanJson.bytes(SpanJson.write(span)), index++);
    }
    batch.end();
    return batch.bodies;
  }

  private void add(byte[] span, int index) {
    int alone = START.length + span.length + END.length;
    if (alone > MAX_BYTES) {
      throw new IllegalArgumentException(
          "span %d of the batch is %d bytes; a request has at most %d"
              .formatted(index, span.length, MAX_BYTES));
    }
    if (items == MAX_ITEMS
        || (items > 0 && body.size() + 1 + span.length + END.length > MAX_BYTES)) {
      end();
    }
    body.writeBytes(items == 0 ? START : new byte[] {','});
    body.writeBytes(span);
    items++;
  }

  private void end() {
    if (items > 0) {
      body.writeBytes(END);
      bodies.add(body.toByteArray());
      body = new ByteArrayOutputStream();
      items = 0;
    }
  }
}
