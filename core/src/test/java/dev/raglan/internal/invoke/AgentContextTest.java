package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls in contexts that show no span but those of one SDK, as the contexts of a Java agent do. */
class AgentContextTest {

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** A context of an agent. */
  private record AgentContext(Context own) implements Context {

    @Override
    public <V> @Nullable V get(ContextKey<V> key) {
      return own.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      boolean isForeign =
          value instanceof Span span
              && span.getSpanContext().isValid()
              && !span.getClass().getName().startsWith("io.opentelemetry.")
              && !(span instanceof ReadableSpan);
      boolean isCurrent = isForeign && key.toString().equals("opentelemetry-trace-span-key");
      return isCurrent ? this : new AgentContext(own.with(key, value));
    }
  }

  /** Steps of a reactive application. */
  class Steps {

    @Traced("outer")
    Mono<String> outer() throws Exception {
      return mono("inner");
    }

    @Traced("inner")
    Mono<String> inner() {
      return Mono.just("a");
    }

    @Traced("calling")
    Mono<String> calling() throws Exception {
      return Mono.just(String.valueOf(calls.call(this, "now")));
    }

    @Traced("now")
    String now() {
      return "a";
    }

    @Traced("flux")
    Flux<String> flux() throws Exception {
      return mono("inner").flux();
    }

    @SuppressWarnings("unchecked")
    private Mono<String> mono(String method) throws Exception {
      return (Mono<String>) calls.call(this, method);
    }
  }

  private SpanData span(String name) {
    return calls.spans().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMonoThatAMonoIsMadeOfIsBelowIt() throws Exception {
    try (Scope agent = new AgentContext(Context.root()).makeCurrent()) {
      ((Mono<?>) calls.call(new Steps(), "outer")).block();
    }
    assertThat(span("inner").getParentSpanId()).isEqualTo(span("outer").getSpanId());
  }

  @Test
  void aMonoThatAFluxIsMadeOfIsBelowIt() throws Exception {
    try (Scope agent = new AgentContext(Context.root()).makeCurrent()) {
      ((Flux<?>) calls.call(new Steps(), "flux")).blockLast();
    }
    assertThat(span("inner").getParentSpanId()).isEqualTo(span("flux").getSpanId());
  }

  @Test
  void whatIsCalledBeforeTheMonoIsReturnedIsBelowIt() throws Exception {
    try (Scope agent = new AgentContext(Context.root()).makeCurrent()) {
      ((Mono<?>) calls.call(new Steps(), "calling")).block();
    }
    assertThat(span("now").getParentSpanId()).isEqualTo(span("calling").getSpanId());
  }

  @Test
  void aMonoThatNobodySubscribesToHasNoSpan() throws Exception {
    try (Scope agent = new AgentContext(Context.root()).makeCurrent()) {
      calls.call(new Steps(), "outer");
    }
    assertThat(calls.spans()).isEmpty();
  }
}
