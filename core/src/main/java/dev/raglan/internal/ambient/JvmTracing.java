package dev.raglan.internal.ambient;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import org.jspecify.annotations.Nullable;

/** The tracing of the whole JVM, as far as OpenTelemetry's context shows it. Thread-safe. */
public final class JvmTracing {

  private static final String OPENTELEMETRY_AGENT = "io.opentelemetry.javaagent.OpenTelemetryAgent";

  /** Puts its own spans into OpenTelemetry's context, and registers nothing. */
  private static final String ELASTIC_AGENT = "co.elastic.apm.agent.premain.AgentMain";

  private JvmTracing() {}

  /**
   * Returns the OpenTelemetry that is registered for the JVM, an agent's or an application's; null
   * if there is none that traces. Registers nothing by asking.
   */
  public static @Nullable OpenTelemetry global() {
    OpenTelemetry found = Safe.orNull(() -> isSet() ? GlobalOpenTelemetry.get() : null);
    return found == null || found.getTracerProvider() == TracerProvider.noop() ? null : found;
  }

  /** Returns true if the JVM has tracing of its own, whose spans OpenTelemetry's context shows. */
  public static boolean exists() {
    return isLoaded(ELASTIC_AGENT) || global() != null;
  }

  /** Before OpenTelemetry 1.57 only an agent can be asked without registering anything. */
  private static boolean isSet() {
    try {
      return GlobalOpenTelemetry.isSet();
    } catch (NoSuchMethodError older) {
      return isLoaded(OPENTELEMETRY_AGENT);
    }
  }

  private static boolean isLoaded(String agent) {
    try {
      Class.forName(agent, false, ClassLoader.getSystemClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
