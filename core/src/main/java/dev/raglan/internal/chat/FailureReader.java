package dev.raglan.internal.chat;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads failures that come as values: the error of a provider in a body or a chunk, a tool's result
 * that is an error, an answer of HTTP with a status from 400 on. Thread-safe.
 */
public final class FailureReader {

  /** The type of an error that tells none, as OpenTelemetry has it. */
  static final String OTHER = "_OTHER";

  /** Names of which values that tell of an error have one. */
  static final String[] DISTINCTIVE = {"is_error"};

  private static final String TOOL_ERROR = "tool_error";
  private static final String IS_ERROR = "isError";
  private static final PropertyPath TOLD = PropertyPath.parse(IS_ERROR);
  private static final PropertyPath RESULT_TEXT = PropertyPath.parse("resultText");

  /** The exceptions that Bedrock's streams tell of. */
  private static final String[] THROWN = {
    "throttling_exception",
    "model_stream_error_exception",
    "internal_server_exception",
    "service_unavailable_exception",
    "model_timeout_exception",
    "validation_exception",
    "access_denied_exception",
    "bad_gateway_exception",
    "conflict_exception",
    "dependency_failed_exception",
    "resource_not_found_exception",
    "service_quota_exceeded_exception",
    "model_not_ready_exception"
  };

  private static final int LONGEST_TYPE = 64;
  private static final int LEAST_STATUS = 400;
  private static final int MOST_STATUS = 599;

  /** A response whose body begins to be read when it is asked for. */
  private static final String STREAMED = "io.vertx.core.http.HttpClientResponse";

  /** Carriers of an answer of HTTP, whose status is there without waiting for it. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "org.springframework.http.ResponseEntity",
          "org.springframework.http.ProblemDetail",
          "org.springframework.web.reactive.function.client.ClientResponse",
          "java.net.http.HttpResponse",
          "okhttp3.Response",
          "retrofit2.Response",
          "jakarta.ws.rs.core.Response",
          "javax.ws.rs.core.Response",
          "org.jboss.resteasy.reactive.RestResponse",
          "io.micronaut.http.HttpResponse",
          "io.vertx.ext.web.client.HttpResponse",
          STREAMED,
          "org.apache.hc.core5.http.HttpResponse",
          "org.eclipse.jetty.client.Response",
          "com.openai.core.http.HttpResponse",
          "com.anthropic.core.http.HttpResponse");

  /**
   * Finish reasons of Cohere, OpenRouter, Mistral, DeepSeek and Zhipu for an answer that failed.
   */
  private static final Set<String> FAILED =
      Set.of("error", "error_limit", "timeout", "insufficient_system_resource", "network_error");

  private static final ShapeReader<@Nullable Failure> OF_SHAPE =
      ShapeReader.of(FailureReader::read);

  private static final List<PropertyPath> STATUSES =
      List.of(
          PropertyPath.parse("statusCode"),
          PropertyPath.parse("statusCode.value"),
          PropertyPath.parse("code"),
          PropertyPath.parse("status"));

  private static final PropertyPath BODY = PropertyPath.parse("body");
  private static final PropertyPath DETAIL = PropertyPath.parse("detail");

  private final PerClass<Kind> kinds = new PerClass<>(this::kindOf);

  /** The kinds of result that may tell of a failure. */
  private enum Kind {
    NOTHING,
    TOOL_RESULT,
    HTTP_RESPONSE
  }

  /** Returns the failure that a result of any call is; null for any other. */
  public @Nullable Failure ofResult(Object result) {
    return switch (kinds.get(result.getClass())) {
      case TOOL_RESULT -> {
        boolean isError = Boolean.TRUE.equals(TOLD.find(result));
        Object text = isError ? RESULT_TEXT.find(result) : null;
        yield text instanceof String said
            ? new Failure(TOOL_ERROR, said, null)
            : isError ? toolError(Shape.of(result)) : null;
      }
      case HTTP_RESPONSE -> ofHttp(result);
      default -> null;
    };
  }

  private Kind kindOf(Class<?> type) {
    if (is(type, OF_HTTP)) {
      return Kind.HTTP_RESPONSE;
    }
    return tellsAnError(type) ? Kind.TOOL_RESULT : Kind.NOTHING;
  }

  private static boolean tellsAnError(Class<?> type) {
    try {
      Class<?> told = type.getMethod(IS_ERROR).getReturnType();
      return told == boolean.class || told == Boolean.class;
    } catch (NoSuchMethodException | LinkageError other) {
      return false;
    }
  }

  /** Returns true for a type that has one of the names, and for one below it. */
  private static boolean is(Class<?> type, Set<String> names) {
    if (names.contains(type.getName())) {
      return true;
    }
    Class<?> above = type.getSuperclass();
    if (above != null && is(above, names)) {
      return true;
    }
    for (Class<?> each : type.getInterfaces()) {
      if (is(each, names)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Failure ofHttp(Object response) {
    for (PropertyPath path : STATUSES) {
      Integer code = path.find(response) instanceof Integer found ? status(found) : null;
      if (code != null) {
        Object body = is(response.getClass(), Set.of(STREAMED)) ? null : BODY.find(response);
        Object text = body == null ? DETAIL.find(response) : body;
        return new Failure(code.toString(), text instanceof String said ? said : null, code);
      }
    }
    return null;
  }

  /** Returns the failure that a value tells of by its shape; null if it tells of none. */
  static @Nullable Failure of(Shape shape) {
    return OF_SHAPE.read(shape);
  }

  private static @Nullable Failure read(Shape shape) {
    if (shape.isText()) {
      return null;
    }
    Failure own = ofError(shape);
    if (own != null) {
      return own;
    }
    Failure ofMiniMax = ofBase(shape);
    if (ofMiniMax != null) {
      return ofMiniMax;
    }
    List<Shape> choices = shape.list(Limits.CHOICES, "choices");
    if (!choices.isEmpty()) {
      Failure told = null;
      for (int i = 0; i < choices.size() && told == null; i++) {
        told = ofChoice(choices.get(i));
      }
      return told;
    }
    if ("failed".equals(shape.text("status"))) {
      Failure failed = failed(shape);
      if (failed != null) {
        return failed;
      }
    }
    Failure thrown = thrown(shape);
    thrown = thrown == null ? refused(shape) : thrown;
    thrown = thrown == null ? ended(shape, shape.text("error")) : thrown;
    return thrown == null ? ofTool(shape) : thrown;
  }

  /** A tool's result may be an answer of JSON-RPC. */
  private static @Nullable Failure ofTool(Shape shape) {
    Shape answered = shape.has("jsonrpc") ? shape.at("result") : null;
    Shape result = answered == null || answered.isText() ? shape : answered;
    return Boolean.TRUE.equals(result.get("is_error")) ? toolError(result) : null;
  }

  private static @Nullable Failure ofChoice(Shape choice) {
    Failure told = ofError(choice);
    return told == null ? ended(choice, null) : told;
  }

  private static boolean isOfResponses(Shape shape) {
    String object = shape.text("object");
    return "response".equals(object) || "realtime.response".equals(object);
  }

  /** Returns the failure of an answer whose finish reason says that it has failed. */
  private static @Nullable Failure ended(Shape answer, @Nullable String message) {
    String reason = answer.text(Completions.FINISH);
    return reason == null ? null : ofReason(reason, message);
  }

  private static @Nullable Failure ofReason(String reason, @Nullable String message) {
    String plain = reason.toLowerCase(Locale.ROOT);
    return FAILED.contains(plain) ? new Failure(plain, message, null) : null;
  }

  /** Returns the failure that the finish reasons of an answer tell of; null if none does. */
  public static @Nullable Failure ofReasons(List<String> reasons) {
    for (String each : reasons) {
      Failure told = ofReason(each, null);
      if (told != null) {
        return told;
      }
    }
    return null;
  }

  /** Responses of OpenAI, runs of its assistants, predictions of Replicate, traces of Bedrock. */
  private static @Nullable Failure failed(Shape shape) {
    Shape last = shape.at("last_error");
    if (last != null && last.has("message", "code")) {
      return failure(last, "code");
    }
    Shape details = shape.at("status_details");
    Failure told = details == null ? null : ofError(details);
    String text = shape.text("error");
    if (told == null && (text != null || isOfResponses(shape))) {
      return new Failure("failed", text, null);
    }
    return told;
  }

  /** DashScope, ERNIE, Cloudflare and others tell in bodies of status 200 of no answer. */
  private static @Nullable Failure refused(Shape shape) {
    String code = shape.text("code");
    if (code != null
        && !code.isBlank()
        && code.length() <= LONGEST_TYPE
        && shape.has("request_id")
        && shape.has("message")
        && !shape.has("output")) {
      return new Failure(code, shape.text("message"), null);
    }
    Shape result = shape.has("custom_id") ? shape.at("result") : null;
    if (result != null && "expired".equals(result.text("type"))) {
      return new Failure("expired", null, null); // Anthropic's batch ended before.
    }
    String error = shape.id("error_code");
    boolean isCode =
        error != null
            && !error.isBlank()
            && !error.equals("0")
            && error.length() <= LONGEST_TYPE
            && shape.text("error_msg", "message") != null;
    if (error != null && isCode) {
      return new Failure(error, shape.text("error_msg", "message"), null);
    }
    Shape failed = shape.at("failure_trace");
    if (failed != null && failed.text("failure_reason") != null) {
      return new Failure(OTHER, failed.text("failure_reason"), null);
    }
    List<Shape> errors =
        Boolean.FALSE.equals(shape.get("success")) ? shape.list(1, "errors") : List.of();
    return !errors.isEmpty() && errors.get(0).has("message")
        ? failure(errors.get(0), "code")
        : null;
  }

  private static @Nullable Failure ofBase(Shape shape) {
    Shape base = shape.at("base_resp");
    Long status = base == null ? null : base.count("status_code");
    return base == null || status == null || status == 0
        ? null
        : new Failure(status.toString(), base.text("status_msg"), null);
  }

  /** Amazon's services name the exception: in a member of a stream's event, or as a type. */
  private static @Nullable Failure thrown(Shape shape) {
    for (String name : THROWN) {
      Shape told = shape.at(name);
      if (told != null && told.has("message")) {
        Integer status = status(told.get("original_status_code"));
        return new Failure(Shape.javaName(name), told.text("message"), status);
      }
    }
    String type = shape.text("__type");
    if (type == null || !type.endsWith("Exception") || type.length() > LONGEST_TYPE) {
      return null;
    }
    return new Failure(type.substring(type.indexOf('#') + 1), shape.text("message"), null);
  }

  /** The content of a tool's result that is an error says which. */
  private static Failure toolError(Shape result) {
    Shape content = result.at("content", "result");
    String text = content == null ? null : content.asText();
    if (content != null && text == null) {
      MessageParts parts = new MessageParts(Messages.PIECES).content(content);
      text = parts.message(Roles.TOOL, null, null).content();
    }
    return new Failure(TOOL_ERROR, text, null);
  }

  private static @Nullable Failure ofError(Shape shape) {
    boolean isEvent = "error".equals(shape.text("type"));
    if ("error".equals(shape.text("object")) && shape.has("message")) {
      return failure(shape, "type", "code");
    }
    Shape error = shape.at("error");
    if (error == null) {
      return isEvent && shape.has("message", "code") ? failure(shape, "code") : null;
    }
    String text = error.asText();
    if (text != null) {
      boolean isAlone = !shape.has("choices", "content", "message", "output", "usage", "text");
      return isAlone && !text.isBlank() ? new Failure(typeBeside(shape), text, null) : null;
    }
    return error.has("message", "type", "code", "status")
        ? failure(error, "type", "status", "code")
        : null;
  }

  /** Text generation inference has the type of an error beside its text. */
  private static String typeBeside(Shape shape) {
    String type = shape.text("error_type");
    return type == null || type.isBlank() || type.length() > LONGEST_TYPE ? OTHER : type;
  }

  private static Failure failure(Shape error, String... types) {
    Integer status = status(error.get("code"));
    status = status == null ? status(error.get("status")) : status;
    status = status == null ? status(error.get("http_code")) : status; // Of YandexGPT
    String type = null;
    for (String each : types) {
      String told = error.id(each);
      boolean isKnown =
          told != null && !told.isBlank() && told.length() <= LONGEST_TYPE && !"error".equals(told);
      boolean isBetter = type == null || Shape.countOf(type) != null;
      type = isKnown && isBetter && (type == null || Shape.countOf(told) == null) ? told : type;
    }
    String known = type == null && status != null ? status.toString() : type;
    return new Failure(known == null ? OTHER : known, error.text("message"), status);
  }

  private static @Nullable Integer status(@Nullable Object value) {
    Long count = Shape.countOf(value);
    return count == null || count < LEAST_STATUS || count > MOST_STATUS
        ? null
        : (Integer) count.intValue();
  }
}
