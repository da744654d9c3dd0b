package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.semconv.RaglanAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of one trace: the trace that its topmost span is, and the spans below it. Not
 * thread-safe.
 *
 * <p>A trace at Adaline has no content: a topmost span with an input, an output or a type of its
 * own stands below the trace as a span, too.
 */
final class AdalineBodies {

  private final AssembledTrace trace;
  private final SentReferences sent;
  private final Map<AssembledSpan, String> references = new HashMap<>();
  private final long start;
  private String traceReference;
  private int version;

  AdalineBodies(AssembledTrace trace, SentReferences sent) {
    this.trace = trace;
    this.sent = sent;
    AssembledSpan first = first();
    long earliest = first.startNanos();
    for (AssembledSpan top : trace.root() == null ? trace.tops() : List.<AssembledSpan>of()) {
      earliest = Math.min(earliest, top.startNanos());
    }
    this.start = millis(earliest);
    String before =
        trace.continued() ? sent.traceOfRoot(trace.traceId(), first.spanId(), null) : null;
    this.traceReference = before == null ? ownTraceReference() : before;
    sent.put(trace, traceReference);
    Set<String> taken = new HashSet<>(Set.of(traceReference));
    for (AssembledSpan span : trace.spans()) {
      String own = AdalineNames.reference(span.referenceId());
      String former = span.isNew() ? null : sent.ofSpan(trace.traceId(), span.spanId());
      String chosen = taken.add(own) ? own : AdalineNames.generated(span);
      name(span, former == null ? chosen : former);
    }
  }

  private String ownTraceReference() {
    return trace.root() == null
        ? trace.traceId()
        : AdalineNames.reference(trace.root().referenceId());
  }

  private void name(AssembledSpan span, String reference) {
    references.put(span, reference);
    sent.put(span, reference);
  }

  /** Names the trace and all its spans by ids of Raglan's own. */
  void rename() {
    version++;
    traceReference = trace.traceId() + "-" + first().spanId() + "-trace";
    sent.put(trace, traceReference);
    trace.spans().forEach(span -> name(span, AdalineNames.generated(span)));
  }

  /** Names a span by an id of Raglan's own. */
  void rename(AssembledSpan span) {
    version++;
    name(span, AdalineNames.generated(span));
  }

  /** Returns the number of times that names changed. */
  int version() {
    return version;
  }

  private AssembledSpan first() {
    return trace.root() == null ? trace.tops().get(0) : trace.root();
  }

  /** Returns true if the span stands below the trace. */
  boolean isSpan(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    return span != trace.root()
        || read.input() != null
        || read.output() != null
        || !read.type().equals("span");
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /** Returns the end, at least a millisecond after the start, as Adaline wants it. */
  private static long end(long startMillis, long endNanos) {
    return Math.max(startMillis + 1, millis(endNanos));
  }

  Map<String, Object> trace() {
    AssembledSpan first = first();
    SpanAttributes read = first.attributes();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", first.name());
    boolean whole = trace.root() != null;
    body.put(
        "status",
        whole && read.ownStatus() == null ? AdalineNames.ofTrace(read.status()) : "unknown");
    body.put("startedAt", start);
    long last = first.endNanos();
    for (AssembledSpan top : whole ? List.<AssembledSpan>of() : trace.tops()) {
      last = Math.max(last, top.endNanos());
    }
    body.put("endedAt", end(start, last));
    body.put("referenceId", traceReference);
    JsonText.put(body, "sessionId", read.sessionId());
    JsonText.put(body, "attributes", attributes(first, traceReference));
    JsonText.put(body, "tags", read.tags().stream().distinct().toList());
    return body;
  }

  /**
   * Returns a span.
   *
   * @param inTrace true if its trace is in the same request
   */
  Map<String, Object> span(AssembledSpan span, boolean inTrace) {
    SpanAttributes read = span.attributes();
    Map<String, Object> body = new LinkedHashMap<>();
    if (!inTrace) {
      body.put("traceReferenceId", traceReference);
    }
    AssembledSpan parent = span.parent();
    if (parent != null && isSpan(parent)) {
      body.put("parentReferenceId", reference(parent));
    }
    body.put("referenceId", reference(span));
    body.put("name", span.name());
    body.put("status", read.ownStatus() == null ? AdalineNames.ofSpan(read.status()) : "unknown");
    long started = Math.max(start, millis(span.startNanos()));
    body.put("startedAt", started);
    body.put("endedAt", end(started, span.endNanos()));
    JsonText.put(body, "sessionId", read.sessionId());
    String prompt = read.get(RaglanAttributes.PROMPT_ID);
    JsonText.put(body, "promptId", AdalineNames.isId(prompt) ? prompt : null);
    String deployment = read.get(RaglanAttributes.DEPLOYMENT_ID);
    JsonText.put(body, "deploymentId", AdalineNames.isId(deployment) ? deployment : null);
    JsonText.put(body, "runEvaluation", read.get(RaglanAttributes.RUN_EVALUATION));
    body.put("content", AdalineContent.of(trace, span));
    Map<String, Object> attributes = attributes(span, reference(span));
    AdalineNames.put(attributes, "prompt_id", AdalineNames.isId(prompt) ? null : prompt);
    AdalineNames.put(
        attributes, "deployment_id", AdalineNames.isId(deployment) ? null : deployment);
    JsonText.put(body, "attributes", attributes);
    JsonText.put(body, "tags", span.ownTags().stream().distinct().toList());
    return body;
  }

  private String reference(AssembledSpan span) {
    return references.getOrDefault(span, AdalineNames.generated(span));
  }

  /** Returns the attributes: of a span those that its parent does not have. */
  private static Map<String, Object> attributes(AssembledSpan span, String reference) {
    SpanAttributes read = span.attributes();
    Map<String, Object> attributes = new LinkedHashMap<>();
    span.ownCustomAttributes().forEach((key, value) -> AdalineNames.put(attributes, key, value));
    read.userAttributes().forEach((key, value) -> AdalineNames.put(attributes, key, value));
    if (span.parent() == null) {
      read.params().forEach((key, value) -> AdalineNames.put(attributes, "params." + key, value));
    }
    AdalineNames.put(attributes, "status", read.ownStatus());
    AdalineNames.put(attributes, "error", read.error());
    putOwn("environment", SpanAttributes::environment, span, attributes);
    putOwn("customer_id", of -> of.get(RaglanAttributes.CUSTOMER_ID), span, attributes);
    putOwn("customer_user_id", SpanAttributes::userId, span, attributes);
    AdalineNames.put(attributes, "event_type", read.get(RaglanAttributes.EVENT_TYPE));
    AdalineNames.put(attributes, "prompt_tokens", read.inputTokens());
    AdalineNames.put(attributes, "completion_tokens", read.outputTokens());
    AdalineNames.put(attributes, "total_tokens", read.totalTokens());
    String said = read.get(RaglanAttributes.REFERENCE_ID);
    if (said != null && !said.equals(reference)) {
      AdalineNames.put(attributes, "reference_id", said);
    }
    return attributes;
  }

  private static void putOwn(
      String key,
      Function<SpanAttributes, @Nullable String> value,
      AssembledSpan span,
      Map<String, Object> attributes) {
    AdalineNames.put(attributes, key, span.ownOf(value));
  }
}
