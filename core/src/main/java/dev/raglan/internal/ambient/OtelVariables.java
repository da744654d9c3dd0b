package dev.raglan.internal.ambient;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's environment variables for OTLP and for the resource; a blank one counts as not
 * set. Immutable.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/exporter/">OTLP exporter
 *     configuration</a>
 */
public final class OtelVariables {

  /** The path that traces are sent to over HTTP where an address names none. */
  public static final String TRACES_PATH = "/v1/traces";

  private static final String OTLP = "OTEL_EXPORTER_OTLP_";
  private static final String OTLP_TRACES = "OTEL_EXPORTER_OTLP_TRACES_";

  private final UnaryOperator<@Nullable String> variables;

  /**
   * @param variables returns the value of a variable, such as {@link System#getenv(String)}; null
   *     if it is not set
   */
  public OtelVariables(UnaryOperator<@Nullable String> variables) {
    this.variables = variables;
  }

  /** Returns a variable of OTLP, the one for traces first; null if neither is set. */
  public @Nullable String otlp(String suffix) {
    String traces = value(OTLP_TRACES + suffix);
    return traces == null ? value(OTLP + suffix) : traces;
  }

  /** Returns the name of the variable that {@link #otlp} takes the value from. */
  public String nameOfOtlp(String suffix) {
    return (value(OTLP_TRACES + suffix) == null ? OTLP : OTLP_TRACES) + suffix;
  }

  /**
   * Returns the address of traces: that for traces as it is, the general one with {@code
   * /v1/traces} over HTTP; null if there is none.
   */
  public @Nullable String endpoint(boolean grpc) {
    String traces = value(OTLP_TRACES + "ENDPOINT");
    String general = value(OTLP + "ENDPOINT");
    if (grpc) {
      String address = traces == null ? general : traces;
      return address == null ? null : withScheme(address);
    }
    if (traces != null || general == null) {
      return traces;
    }
    int query = general.indexOf('?');
    String base = query < 0 ? general : general.substring(0, query);
    String slash = base.endsWith("/") ? "" : "/";
    return base + slash + TRACES_PATH.substring(1) + general.substring(base.length());
  }

  private String withScheme(String address) {
    boolean insecure = "true".equalsIgnoreCase(otlp("INSECURE"));
    return address.contains("://") ? address : (insecure ? "http://" : "https://") + address;
  }

  /** Returns true if {@code OTEL_TRACES_EXPORTER} names another exporter than OTLP. */
  public boolean excludeOtlp() {
    String exporters = value("OTEL_TRACES_EXPORTER");
    return exporters != null && !(',' + exporters.replace(" ", "") + ',').contains(",otlp,");
  }

  /** Returns {@code OTEL_SERVICE_NAME}, else the service's name among the resource attributes. */
  public @Nullable String serviceName() {
    String name = value("OTEL_SERVICE_NAME");
    return name == null ? resourceAttributes().get("service.name") : name;
  }

  /**
   * Returns {@code OTEL_RESOURCE_ATTRIBUTES}; empty if it is not set.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public Map<String, String> resourceAttributes() {
    String attributes = value("OTEL_RESOURCE_ATTRIBUTES");
    return attributes == null ? Map.of() : pairs("OTEL_RESOURCE_ATTRIBUTES", attributes);
  }

  private @Nullable String value(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Returns the pairs of a list such as {@code a=b,c=d}, with percent-encoded values decoded.
   *
   * @param source named in messages
   * @throws IllegalArgumentException if it is malformed; never quotes it
   */
  public static Map<String, String> pairs(String source, String list) {
    Map<String, String> pairs = new LinkedHashMap<>();
    int number = 0;
    for (String pair : list.split(",")) {
      number++;
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 1 ? "" : pair.substring(0, equals).strip();
      if (name.isEmpty()) {
        throw malformed(source, number);
      }
      pairs.put(name, decoded(pair.substring(equals + 1).strip(), source, number));
    }
    return pairs;
  }

  private static String decoded(String value, String source, int number) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed(source, number);
    }
  }

  private static IllegalArgumentException malformed(String source, int number) {
    return new IllegalArgumentException(
        source + " must be a list such as name=value,name=value; its part " + number + " is not");
  }
}
