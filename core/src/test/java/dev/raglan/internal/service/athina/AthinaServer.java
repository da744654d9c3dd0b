package dev.raglan.internal.service.athina;

import static dev.raglan.internal.service.ObjectShape.check;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.service.ObjectShape;
import dev.raglan.internal.service.ServiceServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Athina's log, as its SDK and its pages describe it. */
public final class AthinaServer extends ServiceServer {

  public static final String KEY = "athina-key-1";
  public static final String TRACE = "/api/v1/trace/sdk";
  public static final String INFERENCE = "/api/v1/log/inference";
  static final String BY_REFERENCE = INFERENCE + "/update-by-external-reference-id/";
  public static final String FEEDBACK = "/api/v1/prompt_run/user-feedback";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Set<String> runs = ConcurrentHashMap.newKeySet();
  volatile int maxBytes = Integer.MAX_VALUE;

  private static ObjectShape generation() {
    return new ObjectShape("generation")
        .any("prompt", "response", "function_call_response", "tools", "tool_calls")
        .text(
            "prompt_slug",
            "language_model_id",
            "environment",
            "external_reference_id",
            "customer_id",
            "customer_user_id",
            "session_id",
            "user_query",
            "expected_response")
        .objects("functions")
        .count("prompt_tokens", "completion_tokens", "total_tokens", "response_time")
        .object("context", "custom_attributes", "custom_eval_metrics")
        .number("cost")
        .require("environment", "external_reference_id", "response_time");
  }

  private static ObjectShape inference() {
    ObjectShape options =
        new ObjectShape("model_options")
            .number("temperature", "top_p")
            .count("max_completion_tokens")
            .field("stop", "a text or texts", node -> node.isTextual() || node.isArray())
            .object("extra_options");
    return generation()
        .any("context", "tool_choice", "prompt", "response")
        .field("model_options", options::check)
        .count("status_code")
        .text("error", "topic", "user_feedback_comment")
        .texts("tags")
        .field("user_feedback", "1, 0 or -1", AthinaServer::isSign)
        .field("grader_feedback", "1, 0 or -1", AthinaServer::isSign)
        .require("language_model_id", "prompt", "response");
  }

  private static boolean isSign(JsonNode node) {
    return node.isInt() && Math.abs(node.intValue()) <= 1;
  }

  private static ObjectShape common(String name) {
    return new ObjectShape(name)
        .text("name", "status", "version")
        .field("start_time", node -> Instant.parse(node.textValue()))
        .field("end_time", node -> Instant.parse(node.textValue()))
        .count("duration")
        .object("attributes", "input", "output")
        .require("name", "start_time", "end_time");
  }

  private static void checkTrace(JsonNode trace) {
    common("trace").field("spans", spans -> checkSpans(spans, 0)).require("spans").check(trace);
    checkTimes(trace);
  }

  private static void checkSpans(JsonNode spans, int depth) {
    check(spans.isArray() && depth <= 200, "spans must be an array of at most 200 levels");
    for (JsonNode span : spans) {
      common("span")
          .text("span_type")
          .field("children", children -> checkSpans(children, depth + 1))
          .require("span_type")
          .check(span);
      checkTimes(span);
      if (span.get("span_type").textValue().equals("generation")) {
        generation().check(span.get("attributes"));
      }
    }
  }

  private static void checkTimes(JsonNode span) {
    Instant start = Instant.parse(span.get("start_time").textValue());
    Instant end = Instant.parse(span.get("end_time").textValue());
    check(!end.isBefore(start), "end_time is before start_time");
    check(
        span.get("duration").longValue() == java.time.Duration.between(start, end).toMillis(),
        "duration is not the time between both");
  }

  @Override
  protected Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    if (!List.of(KEY).equals(headers.get("Athina-api-key"))) {
      return Answer.refused(401, "wrong key");
    }
    if (body.length > maxBytes) {
      return Answer.refused(413, "too large");
    }
    JsonNode json = MAPPER.readTree(body);
    if (method.equals("POST") && path.equals(TRACE)) {
      checkTrace(json);
      return new Answer(200, "{\"status\":\"success\"}");
    }
    if (method.equals("POST") && path.equals(INFERENCE)) {
      inference().check(json);
      String id = "run-" + runs.size();
      runs.add(id);
      return new Answer(
          200, "{\"status\":\"success\",\"data\":{\"prompt_run_id\":\"" + id + "\"}}");
    }
    check(method.equals("PATCH"), "no " + method + " here");
    if (path.equals(FEEDBACK)) {
      new ObjectShape("feedback")
          .text("external_reference_id", "user_feedback_comment")
          .field("user_feedback", "1, 0 or -1", AthinaServer::isSign)
          .require("external_reference_id", "user_feedback")
          .check(json);
      return new Answer(200, "{}");
    }
    if (!path.startsWith(BY_REFERENCE)
        && !(path.startsWith(INFERENCE + "/") && runs.contains(path.substring(22)))) {
      return Answer.refused(404, "no such inference");
    }
    check(json.size() > 0, "an empty change");
    inferenceChange().check(json);
    return new Answer(200, "{}");
  }

  private static ObjectShape inferenceChange() {
    return new ObjectShape("change")
        .any("prompt", "response", "context")
        .text("user_query", "expected_response", "topic", "user_feedback_comment", "environment")
        .texts("tags")
        .object("custom_attributes")
        .field("user_feedback", "1, 0 or -1", AthinaServer::isSign)
        .field("grader_feedback", "1, 0 or -1", AthinaServer::isSign);
  }
}
