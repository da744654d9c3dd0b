package dev.raglan.internal.render;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The category of an error, told by the status code of HTTP that the exception of whatever client
 * carries, or by its class.
 */
public final class ErrorCategory {

  private static final int MOST_CAUSES = 8;

  /** Paths to the status code in the exceptions of clients. */
  private static final List<PropertyPath> CODES =
      List.of(
          PropertyPath.parse("statusCode"),
          PropertyPath.parse("statusCode.value"),
          PropertyPath.parse("rawStatusCode"),
          PropertyPath.parse("status"),
          PropertyPath.parse("httpStatus"),
          PropertyPath.parse("httpStatusCode"),
          PropertyPath.parse("code"),
          PropertyPath.parse("response.statusCode"),
          PropertyPath.parse("response.code"),
          PropertyPath.parse("response.status"),
          PropertyPath.parse("response.statusLine.statusCode"),
          PropertyPath.parse("status.code"));

  /** The codes of gRPC as the status codes of HTTP that Google's services have for them. */
  private static final Map<String, Integer> OF_GRPC =
      Map.ofEntries(
          Map.entry("UNKNOWN", 500),
          Map.entry("INVALID_ARGUMENT", 400),
          Map.entry("DEADLINE_EXCEEDED", 504),
          Map.entry("NOT_FOUND", 404),
          Map.entry("ALREADY_EXISTS", 409),
          Map.entry("PERMISSION_DENIED", 403),
          Map.entry("UNAUTHENTICATED", 401),
          Map.entry("RESOURCE_EXHAUSTED", 429),
          Map.entry("FAILED_PRECONDITION", 400),
          Map.entry("ABORTED", 409),
          Map.entry("OUT_OF_RANGE", 400),
          Map.entry("UNIMPLEMENTED", 501),
          Map.entry("INTERNAL", 500),
          Map.entry("UNAVAILABLE", 503),
          Map.entry("DATA_LOSS", 500));

  /** The code of a gRPC exception. */
  private static final PropertyPath GRPC = PropertyPath.parse("status.code");

  /**
   * The beginning of a message that states a status, as in Spring AI 1.x, which has it nowhere
   * else.
   */
  private static final Pattern STATUS = Pattern.compile("(?:HTTP )?([45][0-9]{2}) - ");

  private static final PerClass<OfClass> CLASSES = new PerClass<>(OfClass::of);

  private ErrorCategory() {}

  /**
   * The way to tell the categories of the exceptions of one class.
   *
   * @param codes those of the places of a status code that the class has
   * @param hasGrpc true if the class may have a code of gRPC
   * @param byName the category that the name of the class tells; null for none
   */
  private record OfClass(List<PropertyPath> codes, boolean hasGrpc, @Nullable String byName) {

    static OfClass of(Class<?> type) {
      String byName = ofName(type.getSimpleName());
      return Safe.orElse(
          () ->
              new OfClass(
                  CODES.stream().filter(path -> path.mayBeginIn(type)).toList(),
                  GRPC.mayBeginIn(type),
                  byName),
          new OfClass(List.of(), false, byName));
    }
  }

  /**
   * Returns the category of an exception, whose own methods may throw; null if nothing tells it.
   */
  public static @Nullable String of(Throwable error) {
    Throwable each = error;
    for (int i = 0; i < MOST_CAUSES && each != null; i++) {
      String category = ofOne(each);
      if (category != null) {
        return category;
      }
      each = Safe.orNull(each::getCause);
    }
    return null;
  }

  private static @Nullable String ofOne(Throwable error) {
    OfClass known = CLASSES.get(error.getClass());
    for (PropertyPath path : known.codes()) {
      String category = path.find(error) instanceof Integer code ? ofStatus(code) : null;
      if (category != null) {
        return category;
      }
    }
    Object grpc = known.hasGrpc() ? GRPC.find(error) : null;
    String category = grpc instanceof Enum<?> code ? ofGrpc(code.name()) : null;
    category = category == null ? known.byName() : category;
    return category == null ? ofMessage(Safe.orNull(error::getMessage)) : category;
  }

  private static @Nullable String ofMessage(@Nullable String message) {
    Matcher status = STATUS.matcher(message == null ? "" : message);
    return status.lookingAt() ? ofStatus(Integer.parseInt(status.group(1))) : null;
  }

  /** Returns the category of a failure that came as a value; null if nothing tells it. */
  public static @Nullable String of(Failure failure) {
    Integer status = failure.statusCode();
    String known = status == null ? null : ofStatus(status);
    known = known == null ? ofGrpc(failure.type()) : known;
    known = known == null ? ofName(failure.type()) : known;
    return known == null ? ofWord(failure.type()) : known;
  }

  private static @Nullable String ofGrpc(String code) {
    Integer status = OF_GRPC.get(code);
    return status == null ? null : ofStatus(status);
  }

  /** Providers' words that mean something else as the name of an exception's class. */
  private static @Nullable String ofWord(String type) {
    String plain = type.toLowerCase(Locale.ROOT).replace("_", "");
    return has(plain, "accessdenied", "expiredtoken", "unrecognizedclient")
        ? "auth"
        : has(plain, "validation", "contextlength", "toolarge", "notfound", "invalidparameter")
            ? "client"
            : null;
  }

  private static @Nullable String ofStatus(int code) {
    return switch (code) {
      case 401, 403, 407 -> "auth";
      case 408, 504 -> "timeout";
      case 429 -> "rate_limit";
      default -> code >= 400 && code < 500 ? "client" : code >= 500 && code < 600 ? "server" : null;
    };
  }

  /** Providers' words and clients' classes for errors; a code of gRPC is one of them. */
  private static @Nullable String ofName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace("_", "");
    if (has(
        plain,
        "ratelimit",
        "requestlimit",
        "throttl",
        "toomanyrequests",
        "resourceexhausted",
        "quota")) {
      return "rate_limit";
    }
    if (has(plain, "authentication", "unauthenticated", "unauthorized", "permission", "apikey")) {
      return "auth";
    }
    if (has(plain, "timeout", "deadlineexceeded", "timedout")) {
      return "timeout";
    }
    if (has(
        plain,
        "overloaded",
        "internalserver",
        "servererror",
        "unavailable",
        "apierror",
        "badgateway",
        "dependencyfailed",
        "insufficientsystem")) {
      return "server";
    }
    return has(plain, "invalidrequest", "notfounderror", "badrequest", "invalidargument")
        ? "client"
        : null;
  }

  private static boolean has(String name, String... parts) {
    for (String part : parts) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
