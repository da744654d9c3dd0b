package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;

/**
 * OpenTelemetry's stable conventions for errors and exceptions.
 *
 * <p>Source: the registry pages "Error" and "Exception" of the semantic conventions.
 */
public final class ErrorAttributes {

  /** The class of what was thrown. Type: string. Example: {@code java.io.IOException}. */
  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** The name of the event that describes an exception. */
  public static final String EXCEPTION_EVENT = "exception";

  /** The exception's class. Type: string. Example: {@code java.io.IOException}. */
  public static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");

  /** The exception's message. Type: string. Example: {@code connection reset}. */
  public static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");

  /**
   * The exception's stack trace, as Java prints it. Type: string. Example: {@code
   * java.io.IOException: reset}.
   */
  public static final AttributeKey<String> EXCEPTION_STACKTRACE =
      AttributeKey.stringKey("exception.stacktrace");

  private ErrorAttributes() {}
}
