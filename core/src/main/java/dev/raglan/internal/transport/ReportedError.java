package dev.raglan.internal.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** An error in a JSON answer, as services report it that answer 200 to everything. */
public final class ReportedError {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ERRORS = List.of("error", "errors");
  private static final List<String> OUTCOMES = List.of("success", "ok");
  private static final List<String> STATUSES = List.of("status", "statusCode", "code");
  private static final Pattern FAILED = Pattern.compile("(?i)err(or)?|fail(ed|ure)?");
  private static final int FIRST_ERROR = 400;
  private static final int LAST_GRPC = 16;

  /** The longest body in which an error is looked for: a longer one echoes the request. */
  private static final int LONGEST = 64 << 10;

  private ReportedError() {}

  /** Returns true if the object reports an error. */
  public static boolean isIn(JsonNode answer) {
    int code = answer.path("code").asInt(0);
    return saysSo(answer)
        || FAILED.matcher(answer.path("status").asText("")).matches()
        || STATUSES.stream().anyMatch(name -> answer.path(name).asInt(0) >= FIRST_ERROR)
        || (code > 0 && code <= LAST_GRPC);
  }

  /**
   * Returns true if the body of a service's answer reports an error. An object with an id is what
   * was stored, and its status is its own.
   */
  public static boolean isInBody(byte[] body) {
    if (body.length == 0 || body.length > LONGEST) {
      return false;
    }
    try {
      JsonNode answer = JSON.readTree(body);
      return answer.isObject() && (answer.has("id") ? saysSo(answer) : isIn(answer));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean saysSo(JsonNode answer) {
    return ERRORS.stream().anyMatch(name -> says(answer.path(name)))
        || OUTCOMES.stream()
            .anyMatch(name -> answer.path(name).isBoolean() && !says(answer.path(name)));
  }

  /** Returns true for anything but null, false, and what is empty. */
  private static boolean says(JsonNode value) {
    return value.isContainerNode()
        ? !value.isEmpty()
        : !value.isNull() && !value.asText("").isEmpty() && value.asBoolean(true);
  }
}
