package dev.raglan.providers;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Annotated calls on a real SDK, and what is written on the one span of each. */
final class Spans implements AfterEachCallback {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(Raglan.traceContextProcessor())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @Override
  public void afterEach(ExtensionContext context) {
    sdk.close();
  }

  /** Calls the only method of that name as a weaver would. */
  Object call(Object target, String name, Object... arguments) throws Exception {
    Method method =
        Arrays.stream(target.getClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    method.setAccessible(true);
    try {
      return InvocationTracer.of(raglan).around(new Call(target, method, arguments));
    } catch (Exception | Error thrown) {
      throw thrown;
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private record Call(Object target, Method method, Object[] arguments) implements Invocation {

    @Override
    public Class<?> targetClass() {
      return target.getClass();
    }

    @Override
    public boolean proxied() {
      return false;
    }

    @Override
    public Object proceed() throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause();
      }
    }
  }

  SpanData only() {
    List<SpanData> all = exporter.getFinishedSpanItems();
    if (all.size() != 1) {
      throw new AssertionError("not one span: " + all);
    }
    return all.get(0);
  }

  String text(String key) {
    return only().getAttributes().get(AttributeKey.stringKey(key));
  }

  Long count(String key) {
    return only().getAttributes().get(AttributeKey.longKey(key));
  }

  Double number(String key) {
    return only().getAttributes().get(AttributeKey.doubleKey(key));
  }

  List<String> texts(String key) {
    return only().getAttributes().get(AttributeKey.stringArrayKey(key));
  }
}
