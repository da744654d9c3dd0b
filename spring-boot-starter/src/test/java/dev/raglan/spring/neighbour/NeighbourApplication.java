package dev.raglan.spring.neighbour;

import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** An application with Spring Boot's tracing, and what observes below its traced methods. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
class NeighbourApplication {

  /** What code saw as it ran, by the name of its place. */
  static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  /** Notes the current span and the log ids at a place in the code. */
  static void look(String place) {
    SEEN.put(place, Span.current().getSpanContext().getSpanId());
    SEEN.put(place + ".log", String.valueOf(MDC.get("spanId")));
  }

  @Bean
  static InMemorySpanExporter spans() {
    return InMemorySpanExporter.create();
  }

  /** Typed as it is so that Spring Boot does not export the spans a second time. */
  @Bean
  static SpanProcessor collecting(ObjectProvider<InMemorySpanExporter> spans) {
    return SimpleSpanProcessor.create(spans.getObject());
  }

  @Bean
  static ContextPropagatingTaskDecorator decorator() {
    return new ContextPropagatingTaskDecorator();
  }

  @Bean
  static Traces traces() {
    return new Traces();
  }

  @Bean
  static Inner inner() {
    return new Inner();
  }

  @Bean
  static Later later() {
    return new Later();
  }

  @Bean
  static Observed observed(
      ObservationRegistry registry, OpenTelemetry openTelemetry, Raglan raglan) {
    return new Observed(registry, openTelemetry, raglan);
  }

  /** The traced service that a request reaches first. */
  static class Traces {

    @Traced("outer")
    @Nullable Object outer(Callable<?> work) throws Exception {
      look("outer");
      return work.call();
    }

    @Generation("generation")
    String generation(Supplier<String> work) {
      return work.get();
    }
  }

  /** A traced service below. */
  static class Inner {

    @Traced("inner")
    @Nullable Object inner(Callable<?> work) throws Exception {
      look("inner");
      return work.call();
    }
  }

  /** A service that runs on another thread. */
  static class Later {

    @Async
    @Traced("async")
    public CompletableFuture<String> async(Runnable work) {
      work.run();
      return CompletableFuture.completedFuture("done");
    }
  }

  /** Other libraries' spans. */
  record Observed(ObservationRegistry registry, OpenTelemetry openTelemetry, Raglan raglan) {

    @Nullable Object observation(String name, Callable<?> work) {
      return Observation.createNotStarted(name, registry)
          .observe(
              () -> {
                look(name);
                try {
                  return work.call();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
    }

    void plain(String name) {
      openTelemetry.getTracer("theirs").spanBuilder(name).startSpan().end();
    }
  }
}
