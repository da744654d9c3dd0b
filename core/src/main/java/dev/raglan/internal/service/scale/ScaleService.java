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
import dev.raglan.internal.transport.SendResult;
import dev.raglan.model.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Spans API: spans in batches that replace what is there; then changes of them, to which
 * feedback belongs, as the API has no other place for it.
 *
 * <p>The API replaces the metadata of a span as a whole: what is there is read first.
 */
public final class ScaleService implements TraceService {

  private static final String SPANS = "v5/spans/";

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

  /** Adds a change; one without metadata needs nothing that is there. */
  private void merge(
      String id,
      Map<String, Object> fields,
      Map<String, Object> metadata,
      List<String> tags,
      PartList parts) {
    if (metadata.isEmpty() && tags.isEmpty()) {
      if (fields.isEmpty()) {
        parts.addNotTaken("a change that says nothing");
      } else {
        parts.addAbout(nanos -> patch(id, fields, nanos));
      }
      return;
    }
    parts.addAbout(
        nanos -> {
          long end = System.nanoTime() + nanos;
          ServiceClient.Exchange read = client.send("GET", SPANS + id, null, nanos);
          if (!read.isAccepted() || read.answer() == null) {
            return read.result();
          }
          Map<String, Object> all = new LinkedHashMap<>();
          if (JsonText.answer(read.answer().body()).get("metadata") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> JsonText.put(all, String.valueOf(key), value));
          }
          all.putAll(metadata);
          List<Object> allTags = new ArrayList<>();
          if (all.get("tags") instanceof List<?> before) {
            allTags.addAll(before);
          }
          tags.stream().filter(tag -> !allTags.contains(tag)).forEach(allTags::add);
          JsonText.put(all, "tags", allTags);
          Map<String, Object> body = new LinkedHashMap<>(fields);
          body.put("metadata", all);
          return patch(id, body, Math.max(1, end - System.nanoTime()));
        });
  }

  private SendResult patch(String id, Map<String, Object> body, long nanos) {
    return client.send("PATCH", SPANS + id, JsonText.bytes(body), nanos).result();
  }

  @Override
  public void close() {
    client.close();
  }
}
