package dev.raglan.spring.internal.config;

import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * A sanitizer of what the endpoints {@code env} and {@code configprops} show: OTLP headers, and
 * addresses, whose query or credentials may be secret, in whatever way they are written.
 */
public final class SecretsInActuator implements SanitizingFunction {

  /** Creates one. */
  public SecretsInActuator() {}

  @Override
  public SanitizableData apply(SanitizableData data) {
    String name = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean ours = name.contains("raglanexport") || name.contains("otelexporterotlp");
    boolean secret =
        name.contains("headers")
            || name.endsWith("endpoint")
            || name.endsWith("url")
            || name.endsWith("proxy")
            || name.endsWith("apikey")
            || name.endsWith("token");
    return ours && secret ? data.withSanitizedValue() : data;
  }
}
