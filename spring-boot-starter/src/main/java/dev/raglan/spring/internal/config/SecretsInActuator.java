package dev.raglan.spring.internal.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * A sanitizer of what the endpoints {@code env} and {@code configprops} show: OTLP headers, keys of
 * services, properties of Kafka's producer, and addresses, whose query or credentials may be
 * secret, in whatever way they are written; also within a command line or a JSON text.
 */
public final class SecretsInActuator implements SanitizingFunction {

  private static final Pattern WITHIN_TEXT =
      Pattern.compile(
          "(raglanexport|otelexporterotlp)"
              + "([a-z0-9]{0,64}(headers|endpoint|url|proxy|apikey|token)|kafkaproperties)");

  /** Creates one. */
  public SecretsInActuator() {}

  @Override
  public SanitizableData apply(SanitizableData data) {
    return isSecret(letters(data.getKey())) || mentionsSecret(data.getValue())
        ? data.withSanitizedValue()
        : data;
  }

  private static boolean isSecret(String name) {
    boolean ours = name.contains("raglanexport") || name.contains("otelexporterotlp");
    return ours
        && (name.contains("headers")
            || name.contains("kafkaproperties")
            || name.endsWith("endpoint")
            || name.endsWith("url")
            || name.endsWith("proxy")
            || name.endsWith("apikey")
            || name.endsWith("token"));
  }

  /** Returns true for a command line, options of the JVM or JSON that may set such a property. */
  private static boolean mentionsSecret(@Nullable Object value) {
    return value instanceof CharSequence text
        && WITHIN_TEXT.matcher(letters(text.toString())).find();
  }

  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
