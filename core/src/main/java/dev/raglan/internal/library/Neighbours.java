package dev.raglan.internal.library;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.library.brave.BraveBridge;
import dev.raglan.internal.library.brave.BraveScopes;
import dev.raglan.internal.library.micrometer.CallObservation;
import dev.raglan.internal.library.micrometer.MicrometerScopes;
import dev.raglan.internal.library.micrometer.OpenTelemetryBridge;
import dev.raglan.internal.library.springai.SpringAiTools;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;

/** Tracing libraries beside Raglan that keep a current span of their own. */
public final class Neighbours {

  private static final boolean MICROMETER =
      isPresent("io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext");
  private static final boolean BRAVE = isPresent("brave.Tracing");
  private static final boolean BRAVE_BRIDGE =
      isPresent("io.micrometer.tracing.brave.bridge.BraveTracer");
  private static final boolean REACTOR = isPresent("reactor.core.CoreSubscriber");

  private static final boolean SPRING_AI =
      isPresent("org.springframework.ai.model.tool.internal.ToolCallReactiveContextHolder");

  private Neighbours() {}

  /** Makes contexts current, and carries them, as the libraries on the class path need it. */
  public static void join() {
    if (MICROMETER) {
      Safe.run("joining Micrometer Tracing", () -> ContextScopes.use(new MicrometerScopes()));
    }
    if (BRAVE) {
      Safe.run(
          "joining Brave",
          () ->
              ContextScopes.use(
                  new BraveScopes(MICROMETER ? new MicrometerScopes() : Context::makeCurrent)));
    }
    if (REACTOR) {
      Safe.run("joining Micrometer's observations", Neighbours::joinObservations);
    }
    if (SPRING_AI && REACTOR) {
      Safe.run("joining Spring AI's tools", Neighbours::joinTools);
    }
  }

  private static void joinTools() {
    ContextScopes.useHeld(() -> SpringAiTools.context());
    ReactiveContext.useHeld(() -> SpringAiTools.subscriber());
  }

  private static void joinObservations() {
    if (MICROMETER) {
      ReactiveContext.use(new CallObservation(new OpenTelemetryBridge()));
    } else if (BRAVE_BRIDGE) {
      ReactiveContext.use(new CallObservation(new BraveBridge()));
    }
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, Neighbours.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
