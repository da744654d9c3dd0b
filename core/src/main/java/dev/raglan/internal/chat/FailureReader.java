package dev.raglan.internal.chat;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** Names of which an answer has one: what it has beside an error is more than that. */
  private static final String[] ANSWERED = {
    "choices",
    "content",
    "output",
    "usage",
    "text",
    "answer",
    "result",
    "response",
    "completion",
    "documents",
    "results"
  };

  private static final Pattern NAME_OF_ERROR = Pattern.compile("\\w{1,56}(Error|Exception)");

  /** The depth of GraphQL's data that is looked into. */
  private static final int MOST_NESTED = 3;

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
        return new Failure(code.toString(), text instanceof String said ? said : said(text), code);
      }
    }
    return null;
  }

  /** Returns what a body that was read already says of the error; null for any other. */
  private static @Nullable String said(@Nullable Object body) {
    Shape shape = body == null ? null : Shape.of(body);
    Failure told = shape == null || !shape.isObject() ? null : of(shape);
    return told == null ? null : told.message();
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
    thrown = thrown == null ? ofBody(shape) : thrown;
    thrown = thrown == null ? ofDetail(shape) : thrown;
    thrown = thrown == null ? ofGraphQl(shape) : thrown;
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
    if (shape.has("processed_time") && shape.has("request")) { // A line of Vertex AI's batches
      String told = shape.text("status");
      return told == null || told.isBlank() ? null : new Failure(OTHER, told, null);
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
    if (ListElements.isList(error.value())) { // Of Weaviate, of Hugging Face
      List<Shape> first = shape.has(ANSWERED) ? List.of() : error.elements(1);
      return first.isEmpty() ? null : ofListed(first.get(0));
    }
    String text = error.asText();
    if (text != null) {
      return ofText(text, shape);
    }
    boolean isTold =
        error.has("message", "type", "code", "status") || error.has("error_message", "error_code");
    if (!isTold) {
      return null;
    }
    Failure told = failure(error, "type", "status", "code", "error_code");
    Integer status = told.statusCode() == null ? statusBeside(shape) : null;
    return status == null ? told : new Failure(told.type(), told.message(), status);
  }

  private static @Nullable Failure ofListed(Shape error) {
    String text = error.isText() ? error.asText() : error.text("message");
    return text == null || text.isBlank() ? null : new Failure(OTHER, text, null);
  }

  /** A text may be the name of the error, with a message and a status of HTTP beside it. */
  private static @Nullable Failure ofText(String text, Shape shape) {
    Integer status = statusBeside(shape);
    String message = shape.text("message");
    if (text.isBlank() || shape.has(ANSWERED)) {
      return null;
    }
    if (status != null) {
      boolean isSaid = message != null && !message.isBlank();
      return new Failure(status.toString(), isSaid ? message : text, status);
    }
    if (message != null) {
      boolean isName = NAME_OF_ERROR.matcher(text).matches(); // Of Chroma
      return isName ? new Failure(text, message, null) : null;
    }
    return new Failure(type(shape.text("error_type")), text, null);
  }

  private static @Nullable Integer statusBeside(Shape shape) {
    Integer status = status(shape.get("status", "status_code"));
    return status == null ? status(shape.get("http_status")) : status;
  }

  /**
   * Bodies of HTTP's errors that have no member for the error: problems of RFC 9457, what a
   * validation found, and what servers have in place of it.
   */
  private static @Nullable Failure ofBody(Shape shape) {
    Integer status = statusBeside(shape);
    String title = shape.text("title");
    if (title != null && isProblem(shape, status)) {
      String detail = shape.text("detail");
      String type = status == null ? OTHER : status.toString();
      return new Failure(type, detail == null ? title : detail, status);
    }
    List<Shape> errors = status == null ? List.of() : shape.list(1, "errors"); // Of watsonx
    if (!errors.isEmpty() && errors.get(0).has("message")) {
      Failure told = failure(errors.get(0), "code", "type");
      return new Failure(told.type(), told.message(), status);
    }
    String message = shape.text("message");
    boolean isAnswered = message == null || shape.has(ANSWERED) || shape.has("role", "data");
    if (!isAnswered && status != null && shape.has("status_code")) { // Of Azure's gateway
      return new Failure(status.toString(), message, status);
    }
    String type = shape.text("type");
    if (!isAnswered && type != null && type.endsWith("_error") && shape.has("code", "param")) {
      return failure(shape, "type", "code"); // Of Cerebras
    }
    boolean isOfGrpc = !isAnswered && shape.states("details") && shape.count("code") != null;
    return isOfGrpc && !Long.valueOf(0).equals(shape.count("code")) // Of Pinecone
        ? failure(shape, "code")
        : null;
  }

  /** A problem has a status, a type or both. */
  private static boolean isProblem(Shape titled, @Nullable Integer status) {
    String type = titled.text("type");
    boolean isUri =
        type != null
            && (type.startsWith("https://")
                || type.startsWith("http://")
                || type.equals("about:blank"));
    boolean isDetailed = titled.text("detail") != null;
    return status == null ? isUri && isDetailed && titled.has("instance") : isUri || isDetailed;
  }

  /** FastAPI's servers tell in a {@code detail}, Qdrant in an object for the status. */
  private static @Nullable Failure ofDetail(Shape shape) {
    List<Shape> found = shape.list(1, "detail");
    if (!found.isEmpty() && found.get(0).has("loc") && found.get(0).text("msg") != null) {
      return new Failure(type(found.get(0).text("type")), found.get(0).text("msg"), null);
    }
    Shape detail = found.isEmpty() ? shape.at("detail") : null;
    if (detail != null && !detail.isText()) {
      String message = detail.text("message", "error");
      boolean isTold = message != null && detail.has("status", "error");
      return isTold ? new Failure(type(detail.text("status")), message, null) : null;
    }
    Shape status = shape.at("status");
    String error = status == null || status.isText() ? null : status.text("error");
    return error == null || error.isBlank() ? null : new Failure(OTHER, error, null);
  }

  private static String type(@Nullable String told) {
    return told == null || told.isBlank() || told.length() > LONGEST_TYPE ? OTHER : told;
  }

  /** GraphQL tells of errors beside its data, which are null then. */
  private static @Nullable Failure ofGraphQl(Shape shape) {
    List<Shape> errors = shape.list(1, "errors");
    boolean isError =
        !errors.isEmpty()
            && errors.get(0).text("message") != null
            && errors.get(0).has("locations", "path", "extensions");
    return isError && !hasData(shape.at("data"), MOST_NESTED)
        ? new Failure(OTHER, errors.get(0).text("message"), null)
        : null;
  }

  private static boolean hasData(@Nullable Shape data, int depth) {
    return data != null
        && (depth == 0
            || !data.isObject()
            || data.values(Limits.PARTS).stream().anyMatch(each -> hasData(each, depth - 1)));
  }

  private static Failure failure(Shape error, String... types) {
    Integer status = status(error.get("code"));
    status = status == null ? status(error.get("status")) : status;
    status = status == null ? status(error.get("http_code", "error_code")) : status;
    String type = null;
    for (String each : types) {
      String told = error.id(each);
      boolean isKnown =
          told != null && !told.isBlank() && told.length() <= LONGEST_TYPE && !"error".equals(told);
      boolean isBetter = type == null || Shape.countOf(type) != null;
      type = isKnown && isBetter && (type == null || Shape.countOf(told) == null) ? told : type;
    }
    String known = type == null && status != null ? status.toString() : type;
    String message = error.text("message", "reason", "error_message");
    if (message == null) { // Of Mistral, with what a validation found
      Failure nested = nested(error.at("message"));
      message = nested == null ? null : nested.message();
    }
    return new Failure(known == null ? OTHER : known, message, status);
  }

  private static @Nullable Failure nested(@Nullable Shape message) {
    return message == null || message.isText() ? null : ofDetail(message);
  }

  private static @Nullable Integer status(@Nullable Object value) {
    Long count = Shape.countOf(value);
    return count == null || count < LEAST_STATUS || count > MOST_STATUS
        ? null
        : (Integer) count.intValue();
  }
}
