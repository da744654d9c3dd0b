package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.GivenFeedback;
import dev.raglan.internal.service.LateChange;
import dev.raglan.internal.service.PartList;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceExporter;
import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.TraceService;
import dev.raglan.internal.transport.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adaline: a trace with its spans in one request, later spans one by one; then changes of traces,
 * to which feedback belongs, as Adaline's API has no other place for it.
 */
public final class AdalineService implements TraceService {

  private final ServiceSettings settings;
  private final AdalineTracePart.Destination destination;
  private final SentReferences sent = new SentReferences();

  private AdalineService(ServiceSettings settings, String projectId) {
    this.settings = settings;
    this.destination =
        new AdalineTracePart.Destination(ServiceClient.open(settings), settings.name(), projectId);
  }

  /** Opens an exporter; connects with the first export. */
  public static ServiceExporter open(ServiceSettings settings, String projectId) {
    return ServiceExporter.of(settings.name(), new AdalineService(settings, projectId), settings);
  }

  @Override
  public List<Part> parts(AssembledTrace trace) {
    PartList parts = new PartList(trace, settings.name());
    if (!trace.spans().isEmpty()) {
      AdalineBodies bodies = new AdalineBodies(trace, sent);
      if (trace.continued()) {
        for (AssembledSpan span : trace.spans()) {
          if (span.isNew()) {
            parts.add(new AdalineTracePart(destination, trace, bodies, List.of(span), false));
          }
        }
      } else {
        parts.addFitting(
            new AdalineTracePart(destination, trace, bodies, trace.spans(), true),
            settings.maxRequestBytes());
      }
    }
    trace.feedback().forEach(each -> add(each, parts));
    trace.changes().forEach(each -> add(each, parts));
    return parts.build();
  }

  private void add(GivenFeedback feedback, PartList parts) {
    String reference = sent.traceOf(feedback.traceId(), feedback.spanId(), feedback.referenceId());
    if (reference == null) {
      parts.addNotTaken("feedback on a trace it does not know, or on a project");
      return;
    }
    String key = "feedback_" + (feedback.isFromUser() ? "user" : feedback.source());
    if (isBelow(feedback)) {
      key += "_on_" + feedback.referenceId();
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    boolean number = feedback.sign() != null;
    AdalineNames.put(attributes, key, number ? (Object) feedback.score() : feedback.value());
    AdalineNames.put(attributes, key + "_comment", feedback.comment());
    change(reference, feedback.traceId(), null, attributes, List.of(), parts);
  }

  /** Returns true for feedback on a span that is not its whole trace. */
  private boolean isBelow(GivenFeedback feedback) {
    return (feedback.traceId() == null || feedback.spanId() != null)
        && sent.traceOfRoot(feedback.traceId(), feedback.spanId(), feedback.referenceId()) == null;
  }

  /** A change that the trace has no field for becomes attributes of it. */
  private void add(LateChange change, PartList parts) {
    String ofRoot = sent.traceOfRoot(change.traceId(), change.spanId(), change.referenceId());
    String reference =
        ofRoot == null
            ? sent.traceOf(change.traceId(), change.spanId(), change.referenceId())
            : ofRoot;
    if (reference == null) {
      parts.addNotTaken("changes of a trace it does not know");
      return;
    }
    String on = ofRoot == null ? "_on_" + change.referenceId() : "";
    Map<String, Object> attributes = new LinkedHashMap<>();
    change.attributes().forEach((key, value) -> AdalineNames.put(attributes, key + on, value));
    change.content().forEach((key, value) -> AdalineNames.put(attributes, key + on, value));
    AdalineNames.put(attributes, "name" + on, change.name());
    String word = change.status() == null ? null : AdalineNames.word(change.status());
    boolean isOwnWord = ofRoot == null || word == null;
    AdalineNames.put(attributes, "status" + on, isOwnWord ? change.status() : null);
    if (ofRoot == null && !change.tags().isEmpty()) {
      AdalineNames.put(attributes, "tags" + on, change.tags());
    }
    List<String> tags = ofRoot == null ? List.of() : change.tags();
    change(reference, change.traceId(), isOwnWord ? null : word, attributes, tags, parts);
  }

  /**
   * Adds the change of a trace.
   *
   * @param known its reference id, unless the trace is sent under another one before
   */
  private void change(
      String known,
      @Nullable String traceId,
      @Nullable String status,
      Map<String, Object> attributes,
      List<String> tags,
      PartList parts) {
    TraceChange change =
        new TraceChange(
            destination,
            () -> {
              String now = traceId == null ? null : sent.traceOf(traceId, null, null);
              return now == null ? known : now;
            },
            status,
            attributes,
            tags);
    if (change.isEmpty()) {
      parts.addNotTaken("a change that says nothing");
    } else {
      parts.addAbout(change);
    }
  }

  @Override
  public void close() {
    destination.client().close();
  }
}
