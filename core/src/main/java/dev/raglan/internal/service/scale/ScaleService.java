package dev.raglan.internal.service.scale;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.GivenFeedback;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.LateChange;
import dev.raglan.internal.service.PartList;
import dev.raglan.internal.service.SentIds;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceExporter;
import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.TraceService;
import dev.raglan.internal.transport.Part;
import dev.raglan.model.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Spans API: spans in batches that replace what is there; then changes of them, to which
 * feedback belongs, as the API has no other place for it.
 */
public final class ScaleService implements TraceService {

  private final ServiceClient client;
  private final ServiceSettings settings;
  private final SentIds sent = new SentIds();

  private ScaleService(ServiceClient client, ServiceSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Opens an exporter; connects with the first export. */
  public static ServiceExporter open(ServiceSettings settings) {
    TraceService service = new ScaleService(ServiceClient.open(settings), settings);
    return ServiceExporter.of(settings.name(), service, settings);
  }

  @Override
  public List<Part> parts(AssembledTrace trace) {
    PartList parts = new PartList(trace, settings.name());
    List<AssembledSpan> added = trace.spans().stream().filter(AssembledSpan::isNew).toList();
    for (int from = 0; from < added.size(); from += ScaleBatchPart.MAX_ITEMS) {
      int to = Math.min(added.size(), from + ScaleBatchPart.MAX_ITEMS);
      parts.addFitting(
          new ScaleBatchPart(client, settings.name(), added.subList(from, to)),
          settings.maxRequestBytes());
    }
    added.forEach(span -> sent.putSpan(span, ScaleSpan.id(span)));
    if (trace.root() != null) {
      sent.putTrace(trace.traceId(), ScaleSpan.id(trace.root()));
    }
    trace.feedback().forEach(each -> add(each, parts));
    trace.changes().forEach(each -> add(each, parts));
    return parts.build();
  }

  /** Returns the id of what is changed; a span has one though it was sent by another process. */
  private @Nullable String id(
      @Nullable String traceId, @Nullable String spanId, @Nullable String referenceId) {
    return traceId != null && spanId != null
        ? ScaleSpan.id(traceId, spanId)
        : sent.of(traceId, spanId, referenceId);
  }

  private void add(GivenFeedback feedback, PartList parts) {
    String id = id(feedback.traceId(), feedback.spanId(), feedback.referenceId());
    if (id == null) {
      parts.addNotTaken("feedback on a trace it does not know, or on a project");
      return;
    }
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("kind", feedback.kind());
    boolean number = feedback.sign() != null;
    JsonText.put(said, "value", number ? (Object) feedback.score() : feedback.value());
    JsonText.put(said, "categories", feedback.categories());
    JsonText.put(said, "comment", feedback.comment());
    String source = feedback.isFromUser() ? "user" : feedback.source();
    merge(id, Map.of(), Map.of("feedback_" + source, said), List.of(), parts);
  }

  /** An output can be changed; an input cannot, and stands among the metadata as the rest does. */
  private void add(LateChange change, PartList parts) {
    String id = id(change.traceId(), change.spanId(), change.referenceId());
    if (id == null) {
      parts.addNotTaken("changes of a trace it does not know");
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    JsonText.put(fields, "name", change.name());
    Map<String, Object> metadata = new LinkedHashMap<>();
    change.attributes().forEach((key, value) -> JsonText.put(metadata, key, value));
    Map<String, @Nullable Object> content = new LinkedHashMap<>(change.content());
    Object output = content.remove("output");
    Object response = content.remove("response");
    JsonText.put(fields, "output", ScaleSpan.wrapped("output", output == null ? response : output));
    content.forEach((key, value) -> JsonText.put(metadata, key, value));
    String status = change.status();
    if (status != null) {
      String word = word(status);
      JsonText.put(word == null ? metadata : fields, "status", word == null ? status : word);
    }
    merge(id, fields, metadata, change.tags(), parts);
  }

  private static @Nullable String word(String status) {
    for (Status each : Status.values()) {
      if (each.id().equalsIgnoreCase(status)) {
        return ScaleSpan.word(each);
      }
    }
    return null;
  }

  private void merge(
      String id,
      Map<String, Object> fields,
      Map<String, Object> metadata,
      List<String> tags,
      PartList parts) {
    if (fields.isEmpty() && metadata.isEmpty() && tags.isEmpty()) {
      parts.addNotTaken("a change that says nothing");
    } else {
      parts.addAbout(new ScaleChange(client, id, fields, metadata, tags));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
