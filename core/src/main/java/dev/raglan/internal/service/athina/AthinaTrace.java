package dev.raglan.internal.service.athina;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a trace: a head that is the topmost span, and the other spans nested below it. A
 * topmost span that is a generation stands below the head as well.
 */
final class AthinaTrace {

  /** The depth from which spans stand beside their parents: receivers bound the depth of JSON. */
  static final int MAX_DEPTH = 100;

  private static final String ERROR = "error";

  private final AssembledTrace trace;
  private final Map<AssembledSpan, List<Object>> childrenOf = new IdentityHashMap<>();
  private final Map<AssembledSpan, Integer> depths = new IdentityHashMap<>();
  private final List<Object> topSpans = new ArrayList<>();

  private AthinaTrace(AssembledTrace trace) {
    this.trace = trace;
  }

  /**
   * Returns the body.
   *
   * @param spans the spans that it has, parents before children
   */
  static Map<String, Object> body(AssembledTrace trace, List<AssembledSpan> spans) {
    AthinaTrace body = new AthinaTrace(trace);
    spans.forEach(body::add);
    return body.head();
  }

  /** Adds a span below its nearest ancestor that is there; not by recursion. */
  private void add(AssembledSpan span) {
    if (span == trace.root() && !span.attributes().isGeneration()) {
      return;
    }
    AssembledSpan above = span.parent();
    while (above != null && !childrenOf.containsKey(above)) {
      above = above.parent();
    }
    int depth = above == null ? 0 : depths.getOrDefault(above, 0) + 1;
    List<Object> siblings = above == null ? topSpans : childrenOf.getOrDefault(above, topSpans);
    Map<String, Object> written = span(span);
    siblings.add(written);
    List<Object> children = siblings;
    if (depth < MAX_DEPTH) {
      children = new ArrayList<>();
      written.put("children", children);
    }
    childrenOf.put(span, children);
    depths.put(span, Math.min(depth, MAX_DEPTH));
  }

  private Map<String, Object> head() {
    AssembledSpan first = trace.root() == null ? trace.tops().get(0) : trace.root();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", first.name());
    long start = first.startNanos();
    long end = first.endNanos();
    boolean failed = false;
    if (trace.root() == null) {
      for (AssembledSpan top : trace.tops()) {
        end = Math.max(end, top.endNanos());
        failed |= ERROR.equals(status(top));
      }
    }
    putTimes(start, end, head);
    JsonText.put(head, "status", failed ? ERROR : status(first));
    head.put("attributes", attributes(first));
    putContent(first.attributes(), head);
    JsonText.put(head, "version", version(first.attributes()));
    head.put("spans", topSpans);
    return head;
  }

  private static Map<String, Object> span(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("name", span.name());
    written.put("span_type", read.type());
    putTimes(span.startNanos(), span.endNanos(), written);
    JsonText.put(written, "status", status(span));
    written.put("attributes", read.isGeneration() ? AthinaFields.ofTrace(span) : attributes(span));
    putContent(read, written);
    JsonText.put(written, "version", version(read));
    return written;
  }

  private static void putTimes(long start, long end, Map<String, Object> into) {
    into.put("start_time", Instant.ofEpochSecond(0, start).toString());
    into.put("end_time", Instant.ofEpochSecond(0, end).toString());
    into.put("duration", TimeUnit.NANOSECONDS.toMillis(end - start));
  }

  /** Returns the status; null for a span of which nobody said how it came out. */
  private static @Nullable String status(AssembledSpan span) {
    String own = span.attributes().ownStatus();
    if (own != null) {
      return own;
    }
    Status status = span.attributes().status();
    if (status == null || status == Status.SUCCESS) {
      return "success";
    }
    if (status == Status.UNKNOWN) {
      return null;
    }
    return status == Status.FAILURE ? ERROR : status.id();
  }

  /** Returns the attributes of a span that is no generation. */
  private static Map<String, Object> attributes(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> attributes = AthinaFields.own(read);
    JsonText.put(attributes, "session_id", read.sessionId());
    JsonText.put(attributes, "customer_id", read.get(RaglanAttributes.CUSTOMER_ID));
    JsonText.put(attributes, "customer_user_id", read.userId());
    JsonText.put(attributes, "environment", read.environment());
    JsonText.put(attributes, "tags", read.tags());
    JsonText.put(attributes, "topic", read.get(RaglanAttributes.TOPIC));
    JsonText.put(attributes, "event_type", read.get(RaglanAttributes.EVENT_TYPE));
    JsonText.put(attributes, "error", read.error());
    attributes.put("external_reference_id", span.referenceId());
    return attributes;
  }

  private static void putContent(SpanAttributes read, Map<String, Object> into) {
    into.put("input", object("input", read.input()));
    into.put("output", object("result", read.output()));
  }

  /** Returns the object that the text holds; any other value under a name. */
  private static Object object(String name, @Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    Object tree = JsonText.parse(text);
    return tree instanceof Map<?, ?> ? tree : Map.of(name, tree);
  }

  private static @Nullable String version(SpanAttributes read) {
    String version = read.get(RaglanAttributes.VERSION);
    return version == null ? read.get(RaglanAttributes.RELEASE) : version;
  }
}
