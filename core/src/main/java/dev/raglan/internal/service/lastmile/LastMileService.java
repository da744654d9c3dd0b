package dev.raglan.internal.service.lastmile;

import dev.raglan.internal.otlp.OtlpEndpoint;
import dev.raglan.internal.otlp.OtlpExporter;
import dev.raglan.internal.otlp.OtlpHeaders;
import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.GivenFeedback;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.PartList;
import dev.raglan.internal.service.RequestPart;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceExporter;
import dev.raglan.internal.service.ServiceSettings;
import dev.raglan.internal.service.TraceService;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.TlsSettings;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * LastMile: the spans by OTLP; then, for a trace that has not been sent, a query or ingestion
 * trace; then one request a RAG event, and one a feedback.
 */
public final class LastMileService implements TraceService {

  private static final String OTLP = "api/trace/create";
  private static final String QUERY_TRACE = "api/rag_query_traces/create";
  private static final String INGESTION_TRACE = "api/rag_ingestion_traces/create";
  private static final String EVENT = "api/rag_events/create";
  private static final String FEEDBACK = "api/evaluation_feedback/create";
  private static final String UNNAMED = "unknown_service";
  private static final int DUPLICATE = 409;

  private final ServiceClient client;
  private final OtlpExporter otlp;
  private final LastMileProject project;
  private final String name;

  private LastMileService(
      ServiceClient client, OtlpExporter otlp, LastMileProject project, String name) {
    this.client = client;
    this.otlp = otlp;
    this.project = project;
    this.name = name;
  }

  /**
   * Opens an exporter; connects with the first export.
   *
   * @param projectId null to look the project up by its name
   * @param projectName null for the name of the service
   */
  public static ServiceExporter open(
      ServiceSettings settings, @Nullable String projectId, @Nullable String projectName) {
    ServiceClient client = ServiceClient.open(settings);
    LastMileProject project = new LastMileProject(client, projectId, projectName);
    TraceService service = new LastMileService(client, otlp(settings), project, settings.name());
    return ServiceExporter.of(settings.name(), service, settings);
  }

  private static OtlpExporter otlp(ServiceSettings settings) {
    OtlpHeaders headers = new OtlpHeaders();
    settings.headers().forEach(headers::set);
    return OtlpExporter.open(
        new OtlpExporter.Settings(
            OtlpEndpoint.http(settings.base() + OTLP),
            "http/protobuf",
            headers,
            "gzip",
            1,
            settings.timeout(),
            settings.maxRequestBytes(),
            null,
            TlsSettings.DEFAULT));
  }

  @Override
  public List<Part> parts(AssembledTrace trace) {
    PartList parts = new PartList(trace, name);
    List<SpanData> added =
        trace.spans().stream().filter(AssembledSpan::isNew).map(LastMileSpan::of).toList();
    if (!added.isEmpty()) {
      otlp.parts(added).forEach(parts::add);
      if (!trace.continued()) {
        String path = LastMileBodies.isIngestion(trace) ? INGESTION_TRACE : QUERY_TRACE;
        parts.add(more(trace, path, LastMileBodies.trace(trace)));
      }
      for (AssembledSpan span : trace.spans()) {
        Map<String, Object> event = span.isNew() ? LastMileBodies.event(trace, span) : null;
        if (event != null) {
          parts.add(more(trace, EVENT, event));
        }
      }
    }
    trace.feedback().forEach(each -> add(trace, each, parts));
    trace.changes().forEach(each -> parts.addNotTaken("changes after the end"));
    return parts.build();
  }

  /** Returns a request with more about spans that go by OTLP. */
  private Part more(AssembledTrace trace, String path, Map<String, Object> body) {
    return new RequestPart(0, 0, post(trace, path, body));
  }

  private void add(AssembledTrace trace, GivenFeedback feedback, PartList parts) {
    if (feedback.traceId() == null && feedback.referenceId() != null) {
      parts.addNotTaken("feedback on a reference id it has not been sent");
      return;
    }
    List<Map<String, Object>> bodies = LastMileBodies.feedback(feedback);
    if (bodies.isEmpty()) {
      parts.addNotTaken("feedback without a value");
    }
    bodies.forEach(body -> parts.addAbout(post(trace, FEEDBACK, body)));
  }

  private LongFunction<SendResult> post(
      AssembledTrace trace, String path, Map<String, Object> body) {
    String serviceName = trace.serviceName();
    return project.filed(
        serviceName == null ? UNNAMED : serviceName,
        (projectId, nanos) -> {
          Map<String, Object> filed = new LinkedHashMap<>(body);
          filed.put("projectId", projectId);
          ServiceClient.Exchange exchange = client.send("POST", path, JsonText.bytes(filed), nanos);
          // It was stored before, and the answer got lost.
          return exchange.status() == DUPLICATE ? SendResult.accepted() : exchange.result();
        });
  }

  @Override
  public void close() {
    client.close();
    otlp.shutdown();
  }
}
