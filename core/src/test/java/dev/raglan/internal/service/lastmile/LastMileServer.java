package dev.raglan.internal.service.lastmile;

import static dev.raglan.internal.service.ObjectShape.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.internal.service.ObjectShape;
import dev.raglan.internal.service.ServiceServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** LastMile's API, as its SDK and its pages describe it. */
public final class LastMileServer extends ServiceServer {

  public static final String TOKEN = "lastmile-token-1";
  public static final String OTLP = "/api/trace/create";
  public static final String QUERY = "/api/rag_query_traces/create";
  public static final String INGESTION = "/api/rag_ingestion_traces/create";
  public static final String EVENT = "/api/rag_events/create";
  public static final String FEEDBACK = "/api/evaluation_feedback/create";
  static final String PROJECTS = "/api/evaluation_projects/";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final List<Span> spans = new CopyOnWriteArrayList<>();
  final Map<String, String> projects = new ConcurrentHashMap<>();
  private final Set<String> stored = ConcurrentHashMap.newKeySet();

  private static boolean isHex(JsonNode node, int digits) {
    return node.isTextual() && node.textValue().matches("[0-9a-f]{" + digits + "}");
  }

  private ObjectShape filed(String name) {
    return new ObjectShape(name)
        .field("traceId", "32 digits", node -> isHex(node, 32))
        .field("spanId", "16 digits", node -> isHex(node, 16))
        .field("ingestionTraceId", "32 digits", node -> isHex(node, 32))
        .field("projectId", "a known project", node -> projects.containsValue(node.textValue()));
  }

  private ObjectShape trace(String name) {
    return filed(name)
        .object("paramSet", "eventData")
        .any("input", "output")
        .require("traceId", "paramSet", "projectId");
  }

  @Override
  protected Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    if (!List.of("Bearer " + TOKEN).equals(headers.get("Authorization"))) {
      return Answer.refused(401, "wrong token");
    }
    if (path.equals(OTLP)) {
      check("application/x-protobuf".equals(headers.get("Content-type").get(0)), "no protobuf");
      readSpans(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes());
      return new Answer(200, "{\"success\":true}");
    }
    if (path.equals(PROJECTS + "list")) {
      check(method.equals("GET") && body.length == 0, "list is a GET");
      return new Answer(
          200,
          MAPPER.writeValueAsString(
              Map.of(
                  "evaluationProjects",
                  projects.entrySet().stream()
                      .map(each -> Map.of("name", each.getKey(), "id", each.getValue()))
                      .toList())));
    }
    check(method.equals("POST"), "no " + method + " here");
    JsonNode json = MAPPER.readTree(body);
    switch (path) {
      case PROJECTS + "create" -> {
        new ObjectShape("project").text("name").require("name").check(json);
        String name = json.get("name").textValue();
        if (projects.putIfAbsent(name, "project-" + projects.size()) != null) {
          return Answer.refused(409, "there is one");
        }
        return new Answer(200, "{\"evaluationProject\":{\"id\":\"" + projects.get(name) + "\"}}");
      }
      case QUERY ->
          trace("query trace")
              .any("query", "context", "fullyResolvedPrompt", "llmOutput")
              .require("query", "context", "fullyResolvedPrompt", "llmOutput")
              .check(json);
      case INGESTION -> trace("ingestion trace").check(json);
      case EVENT ->
          filed("event")
              .text("eventName")
              .any("input", "output")
              .object("eventData", "metadata")
              .require(
                  "eventName",
                  "input",
                  "output",
                  "eventData",
                  "metadata",
                  "traceId",
                  "spanId",
                  "projectId")
              .check(json);
      case FEEDBACK -> {
        filed("feedback")
            .field("feedback", LastMileServer::checkFeedback)
            .require("feedback", "projectId")
            .check(json);
        return new Answer(200, "{}");
      }
      default -> {
        return Answer.refused(404, "no " + path);
      }
    }
    String key = path + json.get("traceId") + json.path("spanId");
    return stored.add(key) ? new Answer(200, "{}") : Answer.refused(409, "there is one");
  }

  private static void checkFeedback(JsonNode feedback) {
    JsonNode value = feedback.get("value");
    switch (feedback.get("type").textValue()) {
      case "binary" ->
          check(value.isInt() && (value.intValue() == 0 || value.intValue() == 1), "0 or 1");
      case "score" ->
          check(value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 1, "0 to 1");
      case "text" -> check(value.isTextual() && !value.textValue().isBlank(), "a text");
      case "enum" -> {
        boolean among = false;
        for (JsonNode each : feedback.get("enum")) {
          among |= each.equals(value);
        }
        check(among, "value must be one of enum");
      }
      default -> throw new IllegalArgumentException("no such type of feedback");
    }
  }

  private void readSpans(byte[] body) throws IOException {
    List<Span> read =
        ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .toList();
    read.forEach(LastMileServer::checkSpan);
    spans.addAll(read);
  }

  private static void checkSpan(Span span) {
    check(span.getTraceId().size() == 16 && span.getSpanId().size() == 8, "an id is too short");
    check(!span.getName().isEmpty(), "a span has no name");
    check(
        Long.compareUnsigned(span.getEndTimeUnixNano(), span.getStartTimeUnixNano()) >= 0,
        "a span ends before it starts");
  }
}
