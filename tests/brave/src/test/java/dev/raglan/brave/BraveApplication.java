package dev.raglan.brave;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.spi.ExportTarget;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;

/** An application with Spring Boot's Zipkin starter and traced services. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
class BraveApplication {

  /** What a servlet request does, on its thread. */
  static volatile Callable<?> work = () -> null;

  /** What a reactive request does. */
  static volatile Callable<Mono<String>> reactiveWork = Mono::empty;

  @Bean
  static Collected collected() {
    return new Collected();
  }

  @Bean
  static Recorded recorded() {
    return new Recorded();
  }

  @Bean
  static ContextPropagatingTaskDecorator decorator() {
    return new ContextPropagatingTaskDecorator();
  }

  @Bean
  static Services services() {
    return new Services();
  }

  @Bean
  static Later later() {
    return new Later();
  }

  /** Brave's spans, as they go to Zipkin. */
  static final class Collected extends SpanHandler {

    final List<MutableSpan> spans = new CopyOnWriteArrayList<>();
    final List<Cause> causes = new CopyOnWriteArrayList<>();

    @Override
    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
      if (Boolean.TRUE.equals(context.sampled())) {
        spans.add(span);
        causes.add(cause);
      }
      return true;
    }
  }

  /** A target of Raglan's that keeps spans. */
  static final class Recorded implements ExportTarget {

    final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public SpanExporter open() {
      return spans;
    }
  }

  /** Traced services. */
  static class Services {

    @Traced("outer")
    @Nullable Object outer(Callable<?> below) throws Exception {
      return below.call();
    }

    @Traced("inner")
    @Nullable Object inner(Callable<?> below) throws Exception {
      return below.call();
    }

    @Generation("generation")
    String generation(Callable<?> below) throws Exception {
      below.call();
      return "answer";
    }

    @Traced("outerMono")
    Mono<String> outerMono(Mono<String> below) {
      return below;
    }

    @Traced("innerMono")
    Mono<String> innerMono(Mono<String> below) {
      return below;
    }
  }

  /** A service that runs on another thread. */
  static class Later {

    @Async
    @Traced("async")
    public CompletableFuture<String> async(Runnable below) {
      below.run();
      return CompletableFuture.completedFuture("done");
    }
  }

  static @Nullable Object observed(String name, ObservationRegistry registry, Callable<?> below) {
    return Observation.createNotStarted(name, registry)
        .observe(
            () -> {
              try {
                return below.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
