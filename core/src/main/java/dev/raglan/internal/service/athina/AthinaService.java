package dev.raglan.internal.service.athina;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.GivenFeedback;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.LateChange;
import dev.raglan.internal.service.PartList;
import dev.raglan.internal.service.RequestPart;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceExporter;
import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.TraceService;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Athina's log: traces, inferences, or both; then feedback and changes by reference id.
 *
 * <p>Once Athina has said which id it gave to an inference, changes go to that id.
 */
public final class AthinaService implements TraceService {

  private static final String INFERENCE = "api/v1/log/inference";
  private static final String BY_REFERENCE = INFERENCE + "/update-by-external-reference-id/";
  private static final String FEEDBACK = "api/v1/prompt_run/user-feedback";
  private static final int MOST_IDS = 8_192;

  /** The fields of an inference that a change may set by name; others are custom attributes. */
  private static final Set<String> FIELDS =
      Set.of(
          "language_model_id",
          "prompt",
          "response",
          "prompt_slug",
          "environment",
          "customer_id",
          "customer_user_id",
          "session_id",
          "user_query",
          "context",
          "expected_response",
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "cost",
          "response_time",
          "status_code",
          "error",
          "topic",
          "custom_eval_metrics");

  /** The content that a change may set; the rest are custom attributes. */
  private static final Set<String> CONTENT = Set.of("prompt", "response");

  private final ServiceClient client;
  private final ServiceSettings settings;
  private final boolean logsTraces;
  private final boolean logsInferences;

  /** The ids that Athina gave to inferences, by their reference ids. */
  private final Map<String, String> promptRuns =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_IDS;
        }
      };

  private AthinaService(
      ServiceClient client, ServiceSettings settings, boolean logsTraces, boolean logsInferences) {
    this.client = client;
    this.settings = settings;
    this.logsTraces = logsTraces;
    this.logsInferences = logsInferences;
  }

  /** Opens an exporter; connects with the first export. */
  public static ServiceExporter open(
      ServiceSettings settings, boolean logsTraces, boolean logsInferences) {
    TraceService service =
        new AthinaService(ServiceClient.open(settings), settings, logsTraces, logsInferences);
    return ServiceExporter.of(settings.name(), service, settings);
  }

  @Override
  public List<Part> parts(AssembledTrace trace) {
    PartList parts = new PartList(trace, settings.name());
    List<GivenFeedback> feedback = new ArrayList<>(trace.feedback());
    if (!trace.spans().isEmpty()) {
      if (logsTraces) {
        parts.addFitting(
            new AthinaTracePart(client, trace, trace.spans()), settings.maxRequestBytes());
      }
      if (logsInferences) {
        addInferences(trace, feedback, parts);
      }
    }
    feedback.forEach(each -> add(each, parts));
    trace.changes().forEach(each -> add(each, parts));
    return parts.build();
  }

  private void addInferences(AssembledTrace trace, List<GivenFeedback> feedback, PartList parts) {
    int others = 0;
    for (AssembledSpan span : trace.spans()) {
      if (span.isNew() && span.attributes().isGeneration()) {
        Map<String, Object> fields = AthinaFields.ofInference(span);
        feedback.removeIf(each -> isMerged(each, span, fields));
        byte[] body = JsonText.bytes(fields);
        String reference = span.referenceId();
        parts.add(
            new RequestPart(logsTraces ? 0 : 1, body.length, nanos -> log(reference, body, nanos)));
      } else if (span.isNew()) {
        others++;
      }
    }
    if (others > 0 && !logsTraces) {
      parts.addNotTaken(others, "spans other than generations, unless it logs traces");
    }
  }

  /** Puts feedback that is on the very call into its fields; returns true if it is there. */
  private static boolean isMerged(
      GivenFeedback feedback, AssembledSpan span, Map<String, Object> fields) {
    boolean merged = span.spanId().equals(feedback.spanId()) && feedback.sign() != null;
    if (merged) {
      fields.putAll(fields(feedback));
    }
    return merged;
  }

  private SendResult log(String reference, byte[] body, long nanos) {
    ServiceClient.Exchange exchange = client.send("POST", INFERENCE, body, nanos);
    if (exchange.isAccepted() && exchange.answer() != null) {
      Map<String, @Nullable Object> answer = JsonText.answer(exchange.answer().body());
      Object data = answer.get("data") instanceof Map<?, ?> nested ? nested : answer;
      if (data instanceof Map<?, ?> map && map.get("prompt_run_id") instanceof String id) {
        promptRuns.put(reference, id);
      }
    }
    return exchange.result();
  }

  private static Map<String, Object> fields(GivenFeedback feedback) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Integer sign = feedback.sign();
    if (sign != null) {
      fields.put(feedback.isFromUser() ? "user_feedback" : "grader_feedback", sign);
    }
    if (feedback.isFromUser()) {
      JsonText.put(fields, "user_feedback_comment", feedback.words());
    }
    return fields;
  }

  private void add(GivenFeedback feedback, PartList parts) {
    String reference = feedback.referenceId();
    if (reference == null) {
      parts.addNotTaken("feedback on a trace it does not know, or on a project");
      return;
    }
    Map<String, Object> fields = fields(feedback);
    if (feedback.isFromUser() && feedback.sign() != null) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("external_reference_id", reference);
      body.putAll(fields);
      byte[] json = JsonText.bytes(body);
      parts.addAbout(nanos -> client.send("PATCH", FEEDBACK, json, nanos).result());
    } else {
      update(reference, fields, parts);
    }
  }

  private void add(LateChange change, PartList parts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, Object> custom = new LinkedHashMap<>();
    change
        .attributes()
        .forEach((key, value) -> JsonText.put(FIELDS.contains(key) ? fields : custom, key, value));
    change
        .content()
        .forEach((key, value) -> JsonText.put(CONTENT.contains(key) ? fields : custom, key, value));
    JsonText.put(custom, "status", change.status());
    JsonText.put(fields, "custom_attributes", custom);
    JsonText.put(fields, "tags", change.tags());
    String reference = change.referenceId();
    if (reference == null) {
      parts.addNotTaken("changes of a trace it does not know");
    } else {
      update(reference, fields, parts);
    }
  }

  private void update(String reference, Map<String, Object> fields, PartList parts) {
    String segment = ServiceClient.segment(reference);
    if (fields.isEmpty() || segment == null) {
      parts.addNotTaken("a change of a name, or a comment of a grader");
      return;
    }
    byte[] json = JsonText.bytes(fields);
    parts.addAbout(
        nanos -> {
          String run = promptRuns.get(reference);
          String id = run == null ? null : ServiceClient.segment(run);
          String path = id == null ? BY_REFERENCE + segment : INFERENCE + "/" + id;
          return client.send("PATCH", path, json, nanos).result();
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
