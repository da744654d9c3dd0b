package dev.raglan.internal.service.adaline;

import static dev.raglan.internal.service.ObjectShape.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.internal.service.ObjectShape;
import dev.raglan.internal.service.ServiceServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adaline's logs, as its pages describe them: stores a request whole, or refuses it. */
public final class AdalineServer extends ServiceServer {

  public static final String KEY = "adaline-key-1";
  public static final String PROJECT = "project-0123456789abcdef";
  public static final String TRACE = "/v2/logs/trace";
  public static final String SPAN = "/v2/logs/span";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> SPAN_STATUSES =
      Set.of("success", "failure", "aborted", "cancelled", "unknown");
  private static final Set<String> VARIANTS =
      Set.of("Embeddings", "Function", "Tool", "Guardrail", "Retrieval", "Other");
  private static final int MEGABYTE = 1_000_000;

  /** The traces that are stored, by reference id. */
  public final Map<String, JsonNode> traces = new LinkedHashMap<>();

  /** The spans that are stored, by reference id. */
  public final Map<String, JsonNode> spans = new LinkedHashMap<>();

  private final Map<String, String> traceOfSpan = new HashMap<>();

  volatile int duplicateStatus = 409;
  volatile int maxBytes = 32 * MEGABYTE;

  /** A refusal with a status of its own. */
  private static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  private static boolean isLong(JsonNode node, int least, int most) {
    return node.isTextual()
        && node.textValue().length() >= least
        && node.textValue().length() <= most;
  }

  private static ObjectShape timed(String name) {
    return new ObjectShape(name)
        .text("name", "sessionId")
        .field("startedAt", "milliseconds", JsonNode::isIntegralNumber)
        .field("endedAt", "milliseconds", JsonNode::isIntegralNumber)
        .field("referenceId", "of 1 to 128 characters", node -> isLong(node, 1, 128))
        .field("attributes", AdalineServer::checkAttributes)
        .texts("tags")
        .require("name", "status", "startedAt");
  }

  private static final ObjectShape TRACE_SHAPE =
      timed("trace")
          .field(
              "status",
              "a status",
              node -> SPAN_STATUSES.contains(node.asText()) || node.asText().equals("pending"));

  private static final ObjectShape SPAN_SHAPE =
      timed("span")
          .field("status", "a status", node -> SPAN_STATUSES.contains(node.asText()))
          .field("traceId", "an id", node -> isLong(node, 20, 80))
          .field("traceReferenceId", "of 1 to 128 characters", node -> isLong(node, 1, 128))
          .field("parentReferenceId", "of 1 to 128 characters", node -> isLong(node, 1, 128))
          .field("promptId", "an id", node -> isLong(node, 20, 80))
          .field("deploymentId", "an id", node -> isLong(node, 20, 80))
          .field("runEvaluation", "true or false", JsonNode::isBoolean)
          .field("content", AdalineServer::checkContent)
          .require("endedAt", "content");

  private static void checkAttributes(JsonNode attributes) {
    check(attributes.isObject(), "attributes must be an object");
    attributes.forEach(AdalineServer::checkValue);
  }

  private static void checkValue(JsonNode value) {
    check(
        value.isTextual() || value.isNumber() || value.isBoolean(),
        "a value must be a text, a number, true or false");
  }

  private static void checkContent(JsonNode content) {
    String type = content.path("type").asText();
    ObjectShape shape =
        new ObjectShape(type)
            .text("type")
            .field("input", "JSON", AdalineServer::isJson)
            .field("output", "JSON", AdalineServer::isJson)
            .require("type", "input", "output");
    if (type.startsWith("Model")) {
      check(type.equals("Model") || type.equals("ModelStream"), type + " is no content");
      shape
          .field("provider", "of 1 to 512 characters", node -> isLong(node, 1, 512))
          .field("model", "of 1 to 512 characters", node -> isLong(node, 1, 512))
          .object("variables")
          .number("cost")
          .require("provider", "model");
      if (type.equals("ModelStream")) {
        shape.field("aggregateOutput", "JSON", AdalineServer::isJson).require("aggregateOutput");
      }
    } else {
      check(VARIANTS.contains(type), type + " is no content");
    }
    shape.check(content);
    int bytes = 0;
    for (JsonNode each : content) {
      bytes += each.asText().getBytes(StandardCharsets.UTF_8).length;
    }
    check(bytes <= MEGABYTE, "content is larger than 1 MB");
  }

  private static boolean isJson(JsonNode node) {
    try {
      return node.isTextual() && !MAPPER.readTree(node.textValue()).isMissingNode();
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  private static void checkTimes(JsonNode of) {
    check(
        !of.has("endedAt") || of.get("endedAt").longValue() > of.get("startedAt").longValue(),
        "endedAt must be after startedAt");
  }

  @Override
  protected Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    if (!List.of("Bearer " + KEY).equals(headers.get("Authorization"))) {
      return Answer.refused(401, "wrong key");
    }
    if (body.length > maxBytes) {
      return Answer.refused(413, "too large");
    }
    JsonNode json = MAPPER.readTree(body);
    check(json.path("projectId").asText().equals(PROJECT), "projectId is not known");
    try {
      synchronized (this) {
        return switch (method + " " + path) {
          case "POST " + TRACE -> create(json);
          case "POST " + SPAN -> createSpan(json);
          case "PATCH " + TRACE -> patch(json);
          default -> Answer.refused(404, "no such path");
        };
      }
    } catch (Refused refused) {
      return Answer.refused(refused.status, refused.getMessage());
    }
  }

  private Answer create(JsonNode json) {
    new ObjectShape("request")
        .any("projectId", "trace")
        .objects("spans")
        .require("trace")
        .check(json);
    JsonNode trace = json.get("trace");
    TRACE_SHAPE.check(trace);
    checkTimes(trace);
    String reference = trace.path("referenceId").asText("trace-" + traces.size());
    unlessTaken(!traces.containsKey(reference));
    Set<String> together = new HashSet<>();
    List<JsonNode> added = new ArrayList<>();
    for (JsonNode span : json.path("spans")) {
      check(!span.has("traceId") && !span.has("traceReferenceId"), "the trace is given twice");
      String own = span.path("referenceId").asText("");
      unlessTaken(own.isEmpty() || together.add(own));
      added.add(span);
    }
    added.forEach(span -> checkSpan(span, trace, reference, together));
    traces.put(reference, trace);
    StringBuilder ids = new StringBuilder();
    for (JsonNode span : added) {
      ids.append(ids.isEmpty() ? "" : ",").append('"').append(store(span, reference)).append('"');
    }
    return new Answer(
        200, "{\"traceId\":\"%s\",\"spanIds\":[%s]}".formatted(id("trace", reference), ids));
  }

  private Answer createSpan(JsonNode json) {
    new ObjectShape("request").any("projectId", "span").require("span").check(json);
    JsonNode span = json.get("span");
    String reference = span.path("traceReferenceId").asText();
    if (!traces.containsKey(reference)) {
      throw new Refused(404, "no such trace");
    }
    checkSpan(span, traces.get(reference), reference, Set.of());
    return new Answer(200, "{\"spanId\":\"" + store(span, reference) + "\"}");
  }

  private void checkSpan(
      JsonNode span, JsonNode trace, String traceReference, Set<String> together) {
    SPAN_SHAPE.check(span);
    checkTimes(span);
    check(
        span.get("startedAt").longValue() >= trace.get("startedAt").longValue(),
        "a span must not start before its trace");
    unlessTaken(!spans.containsKey(span.path("referenceId").asText()));
    if (span.has("parentReferenceId")) {
      String parent = span.get("parentReferenceId").textValue();
      check(
          together.contains(parent) || traceReference.equals(traceOfSpan.get(parent)),
          "the parent is not in the trace");
    }
  }

  private String store(JsonNode span, String traceReference) {
    String reference = span.path("referenceId").asText("span-" + spans.size());
    spans.put(reference, span);
    traceOfSpan.put(reference, traceReference);
    return id("span", reference);
  }

  static String id(String kind, String reference) {
    return "%s-%016x".formatted(kind, reference.hashCode() & 0xffff_ffffL);
  }

  private void unlessTaken(boolean free) {
    if (!free) {
      throw new Refused(duplicateStatus, "referenceId already exists");
    }
  }

  private Answer patch(JsonNode json) {
    new ObjectShape("request")
        .any("projectId", "logTrace")
        .text("referenceId", "traceId")
        .require("logTrace")
        .check(json);
    check(json.has("referenceId") != json.has("traceId"), "either id must be given");
    ObjectNode trace = (ObjectNode) traces.get(json.path("referenceId").asText());
    if (trace == null) {
      throw new Refused(404, "no such trace");
    }
    JsonNode change = json.get("logTrace");
    new ObjectShape("logTrace")
        .field("status", node -> TRACE_SHAPE.check(trace.deepCopy().set("status", node)))
        .field("endedAt", "milliseconds", JsonNode::isIntegralNumber)
        .field("attributes", node -> checkOperations(node, "key"))
        .field("tags", node -> checkOperations(node, "tag"))
        .check(change);
    check(!change.isEmpty(), "nothing is changed");
    if (change.has("status")) {
      trace.set("status", change.get("status"));
    }
    change
        .path("attributes")
        .forEach(
            each ->
                trace
                    .withObject("/attributes")
                    .set(each.get("key").textValue(), each.get("value")));
    change.path("tags").forEach(each -> trace.withArray("/tags").add(each.get("tag")));
    return new Answer(200, "{\"ok\":true}");
  }

  private static void checkOperations(JsonNode operations, String key) {
    check(operations.isArray() && operations.size() <= 10, "at most 10 operations");
    check(!operations.isEmpty(), "no operations");
    for (JsonNode each : operations) {
      ObjectShape shape =
          new ObjectShape("operation")
              .field(
                  "operation",
                  "create or delete",
                  node -> Set.of("create", "delete").contains(node.asText()))
              .text(key)
              .require("operation", key);
      if (key.equals("key")) {
        shape.field("value", AdalineServer::checkValue).require("value");
      }
      shape.check(each);
    }
  }
}
