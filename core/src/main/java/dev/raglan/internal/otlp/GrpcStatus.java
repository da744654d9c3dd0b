package dev.raglan.internal.otlp;

import java.util.List;

/** The status codes of gRPC. */
final class GrpcStatus {

  static final int CANCELLED = 1;
  static final int UNKNOWN = 2;
  static final int DEADLINE_EXCEEDED = 4;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int ABORTED = 10;
  static final int OUT_OF_RANGE = 11;
  static final int INTERNAL = 13;
  static final int UNAVAILABLE = 14;
  static final int DATA_LOSS = 15;

  private static final List<String> NAMES =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private GrpcStatus() {}

  /** Returns the code's name, such as {@code UNAVAILABLE}. */
  static String name(int code) {
    return code >= 0 && code < NAMES.size() ? NAMES.get(code) : "status " + code;
  }
}
