package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;

/**
 * OpenTelemetry's stable conventions for HTTP servers, as far as they name what was asked for and
 * what came of it.
 *
 * <p>Source: the page "HTTP spans" of the semantic conventions.
 */
public final class WebRequest {

  /** The request's method. Type: string. Example: {@code GET}. */
  public static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

  /** The pattern that the request's path matched. Type: string. Example: {@code /ask/{id}}. */
  public static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

  /** The status code of the response. Type: integer. Example: {@code 200}. */
  public static final AttributeKey<Long> STATUS_CODE =
      AttributeKey.longKey("http.response.status_code");

  private WebRequest() {}
}
