package dev.raglan.internal.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.internal.transport.ReportedError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of an {@code ExportTraceServiceResponse}.
 *
 * @param rejected spans that were not accepted
 * @param message the receiver's explanation or warning; may be empty
 */
record OtlpAnswer(long rejected, String message) {

  private static final OtlpAnswer ALL = new OtlpAnswer(0, "");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a protocol buffer; returns null if it is not one. */
  static @Nullable OtlpAnswer ofProtobuf(byte[] body) {
    Fields fields = new Fields(body, 0, body.length);
    OtlpAnswer answer = ALL;
    while (fields.next()) {
      if (fields.number == 1 && fields.isBytes()) {
        answer = partialSuccess(fields.nested());
      }
    }
    return fields.malformed || answer == null ? null : answer;
  }

  private static @Nullable OtlpAnswer partialSuccess(Fields fields) {
    long rejected = 0;
    String message = "";
    while (fields.next()) {
      if (fields.number == 1 && !fields.isBytes()) {
        rejected = fields.value;
      } else if (fields.number == 2 && fields.isBytes()) {
        message = fields.text();
      }
    }
    return fields.malformed ? null : new OtlpAnswer(rejected, message);
  }

  /** Returns the message of a {@code google.rpc.Status}; empty if the bytes are not one. */
  static String statusMessage(byte[] body) {
    Fields fields = new Fields(body, 0, body.length);
    String message = "";
    while (fields.next()) {
      if (fields.number == 2 && fields.isBytes()) {
        message = fields.text();
      }
    }
    return fields.malformed ? "" : message;
  }

  /**
   * Returns the pause that a {@code google.rpc.RetryInfo} in a {@code google.rpc.Status} asks for,
   * in nanoseconds; negative if there is none.
   */
  static long retryDelayNanos(byte[] status) {
    Fields fields = new Fields(status, 0, status.length);
    long delay = -1;
    while (fields.next()) {
      if (fields.number == 3 && fields.isBytes()) {
        delay = Math.max(delay, retryInfo(fields.nested()));
      }
    }
    return fields.malformed ? -1 : delay;
  }

  private static long retryInfo(Fields any) {
    boolean isRetryInfo = false;
    long delay = -1;
    while (any.next()) {
      if (any.number == 1 && any.isBytes()) {
        isRetryInfo = any.text().endsWith("google.rpc.RetryInfo");
      } else if (any.number == 2 && any.isBytes()) {
        Fields info = any.nested();
        while (info.next()) {
          delay = info.number == 1 && info.isBytes() ? duration(info.nested()) : delay;
        }
      }
    }
    return isRetryInfo ? Math.max(0, delay) : -1;
  }

  private static long duration(Fields fields) {
    long nanos = 0;
    while (fields.next()) {
      long unit = fields.number == 1 ? 1_000_000_000L : 1;
      nanos += Math.min(fields.value, 86_400) * unit;
    }
    return nanos;
  }

  /**
   * Reads JSON; returns null if it is not an object, or reports an error as services do that answer
   * 200 to everything.
   *
   * @param mayBeEmpty true if {@code {}} is an answer
   */
  static @Nullable OtlpAnswer ofJson(byte[] body, boolean mayBeEmpty) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
    if (!answer.isObject() || ReportedError.isIn(answer) || (answer.isEmpty() && !mayBeEmpty)) {
      return null;
    }
    JsonNode partial = field(answer, "partialSuccess", "partial_success");
    // As a double, since an integer may be a text in JSON of protocol buffers, and of any size.
    double rejected = field(partial, "rejectedSpans", "rejected_spans").asDouble(0);
    return new OtlpAnswer(
        (long) rejected, field(partial, "errorMessage", "error_message").asText(""));
  }

  private static JsonNode field(JsonNode parent, String name, String protobufName) {
    return parent.has(name) ? parent.path(name) : parent.path(protobufName);
  }

  /** A reader of protocol buffer fields. */
  private static final class Fields {

    private final byte[] bytes;
    private final int end;
    private int at;
    private int number;
    private int type;
    private long value;
    private boolean malformed;

    Fields(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    /** Moves to the next field; returns false at the end or if there is no valid field. */
    boolean next() {
      if (at >= end || malformed) {
        return false;
      }
      long tag = varint();
      number = (int) (tag >>> 3);
      type = (int) (tag & 7);
      switch (type) {
        case 0 -> value = varint();
        case 1 -> skip(8);
        case 2 -> {
          value = varint();
          skip(value);
        }
        case 5 -> skip(4);
        default -> malformed = true;
      }
      malformed |= number == 0;
      return !malformed;
    }

    boolean isBytes() {
      return type == 2;
    }

    Fields nested() {
      return new Fields(bytes, at - (int) value, at);
    }

    String text() {
      return new String(Arrays.copyOfRange(bytes, at - (int) value, at), StandardCharsets.UTF_8);
    }

    private void skip(long length) {
      if (length < 0 || length > end - at) {
        malformed = true;
      } else {
        at += (int) length;
      }
    }

    private long varint() {
      long result = 0;
      for (int shift = 0; shift < 64 && at < end; shift += 7) {
        byte next = bytes[at++];
        result |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return result;
        }
      }
      malformed = true;
      return 0;
    }
  }
}
