package neighbours;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import reactor.core.publisher.Mono;

/** An application with traced services. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@Import(BraveSpans.class)
class Application {

  @Bean
  static Spans spans() {
    return new Spans();
  }

  @Bean
  static ExportTarget target(Spans spans) {
    return new Target(spans);
  }

  @Bean
  static ContextPropagatingTaskDecorator decorator() {
    return new ContextPropagatingTaskDecorator();
  }

  @Bean
  static Services services() {
    return new Services();
  }

  /** Traced methods, named as the tables do. */
  static class Services {

    @Traced("traced")
    Object traced(Callable<?> below) throws Exception {
      return below.call();
    }

    @Traced("traced")
    Mono<?> traced(Mono<?> below) {
      return below;
    }

    @Traced("inner")
    Object inner(Callable<?> below) throws Exception {
      return below.call();
    }

    @Traced("inner")
    Mono<?> inner(Mono<?> below) {
      return below;
    }

    @Generation("generation")
    Object generation(Callable<?> below) throws Exception {
      return below.call();
    }

    @Generation("generation")
    Mono<?> generation(Mono<?> below) {
      return below;
    }

    @Traced("traced")
    String called(String place, UnaryOperator<String> look) {
      return look.apply(place);
    }

    @Traced("later")
    String later(String place, UnaryOperator<String> look) {
      return look.apply(place);
    }

    @Async
    @Traced("later")
    public CompletableFuture<Object> later(Callable<?> below) throws Exception {
      return CompletableFuture.completedFuture(below.call());
    }
  }

  /** A target of the application's own. */
  record Target(Spans spans) implements ExportTarget, SpanExporter {

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public SpanExporter open() {
      return this;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> exported) {
      for (SpanData span : exported) {
        spans.add(
            span.getName(),
            span.getSpanId(),
            span.getParentSpanId(),
            span.getAttributes().asMap().keySet().stream()
                .map(AttributeKey::getKey)
                .anyMatch(Calls.INPUT_TOKENS::equals));
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
