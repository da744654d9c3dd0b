package dev.raglan.spring.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import dev.raglan.trace.TraceContext;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Spans keep their parent on other threads, and threads are left as they were. */
class ContextPropagationTest {

  private static final ContextKey<String> KEY = ContextKey.named("test");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  AopAutoConfiguration.class,
                  TaskExecutionAutoConfiguration.class,
                  RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(Outer.class)
          .withBean(Inner.class)
          .withBean(Asynchronous.class)
          .withPropertyValues(
              "spring.task.execution.propagate-context=true",
              "spring.task.execution.pool.core-size=1");

  @Test
  void keepsTheParentAcrossAsync() {
    runner.run(
        context -> {
          context.getBean(Outer.class).callAsync();
          assertIsChild(context, "Inner.async", "Outer.callAsync");
          assertThat(onPoolThread(context, Context::current)).isEqualTo(Context.root());
        });
  }

  @Test
  void putsTheSpanOfAnAsyncMethodOnTheThreadThatItRunsOn() {
    runner.run(
        context -> {
          context.getBean(Outer.class).callAsync();
          SpanData span = span(context, "Inner.async");
          assertThat(span.getAttributes().toString())
              .as("the result, and not the future that stands for it")
              .contains("done on task-1");
        });
  }

  @Test
  void keepsTheParentWithSpringBootsTracing() {
    springBootTracing()
        .run(
            context -> {
              Observation.createNotStarted("http", context.getBean(ObservationRegistry.class))
                  .observe(() -> context.getBean(Outer.class).callAsync());
              assertIsChild(context, "Inner.async", "Outer.callAsync");
              assertIsChild(context, "Outer.callAsync", "http");
              assertThat(onPoolThread(context, Context::current)).isEqualTo(Context.root());
              assertThat(Context.current()).isEqualTo(Context.root());
            });
  }

  @Test
  void keepsTheParentAcrossReactorsThreads() {
    Hooks.enableAutomaticContextPropagation();
    try {
      runner.run(
          context -> {
            assertThat(context.getBean(Outer.class).callReactive().block(Duration.ofSeconds(60)))
                .isEqualTo("done");
            assertIsChild(context, "Inner.blocking", "Outer.callReactive");
            assertThat(Context.current()).isEqualTo(Context.root());
          });
    } finally {
      Hooks.disableAutomaticContextPropagation();
    }
  }

  @Test
  void isRegisteredForAsLongAsOneApplicationRuns() {
    assertThat(isRegistered()).isFalse();
    runner.run(
        first -> {
          assertThat(isRegistered()).isTrue();
          runner.run(second -> assertThat(isRegistered()).isTrue());
          assertThat(isRegistered()).isTrue();
          first.getBean(ContextPropagation.class).close();
          assertThat(isRegistered()).isFalse();
        });
    assertThat(isRegistered()).isFalse();
  }

  @Test
  void nestsAndRestores() {
    OpenTelemetryContextAccessor accessor = new OpenTelemetryContextAccessor();
    ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor(accessor);
    ContextSnapshotFactory snapshots =
        ContextSnapshotFactory.builder().contextRegistry(registry).clearMissing(true).build();
    Context one = session("one");
    Context two = session("two");
    ContextSnapshot nothing = snapshots.captureAll();
    ContextSnapshot ofOne = capture(snapshots, one);
    ContextSnapshot ofTwo = capture(snapshots, two);
    try (ContextSnapshot.Scope outer = ofOne.setThreadLocals()) {
      assertThat(Context.current()).isSameAs(one);
      try (ContextSnapshot.Scope inner = ofTwo.setThreadLocals()) {
        assertThat(Context.current()).isSameAs(two);
        try (ContextSnapshot.Scope without = nothing.setThreadLocals()) {
          assertThat(Context.current()).as("what others may carry stays").isSameAs(two);
        }
        assertThat(Context.current()).isSameAs(two);
      }
      assertThat(Context.current()).isSameAs(one);
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  private static Context session(String id) {
    return Context.root().with(TraceContext.builder().sessionId(id).build());
  }

  @Test
  void carriesNothingOfOthers() {
    try (Scope others = Context.root().with(KEY, "others").makeCurrent()) {
      assertThat(new OpenTelemetryContextAccessor().getValue()).isNull();
    }
  }

  @Test
  void leavesTheThreadCleanThoughAnObservationWasClosedBeforeItsTurn() {
    springBootTracing()
        .run(
            context -> {
              ObservationRegistry registry = context.getBean(ObservationRegistry.class);
              OpenTelemetryContextAccessor accessor = new OpenTelemetryContextAccessor();
              Observation observation = Observation.start("http", registry);
              Observation.Scope first = observation.openScope();
              accessor.setValue(new ReactiveContext.Travelling(session("ours"), observation));
              assertThat(TraceContext.current().sessionId()).isEqualTo("ours");
              first.close();
              accessor.restore();
              assertThat(Context.current()).isSameAs(Context.root());
              observation.stop();
            });
  }

  @Test
  void hasNoValueWhereThereIsNoContext() {
    assertThat(new OpenTelemetryContextAccessor().getValue()).isNull();
    assertThat(new OpenTelemetryContextAccessor().key()).isEqualTo(ReactiveContext.KEY);
  }

  private ApplicationContextRunner springBootTracing() {
    return runner
        .withConfiguration(
            AutoConfigurations.of(
                ObservationAutoConfiguration.class,
                MicrometerTracingAutoConfiguration.class,
                OpenTelemetrySdkAutoConfiguration.class,
                OpenTelemetryTracingAutoConfiguration.class))
        .withPropertyValues("management.tracing.sampling.probability=1.0");
  }

  private static ContextSnapshot capture(ContextSnapshotFactory snapshots, Context context) {
    try (Scope current = context.makeCurrent()) {
      return snapshots.captureAll();
    }
  }

  private static boolean isRegistered() {
    return ContextRegistry.getInstance().getThreadLocalAccessors().stream()
        .anyMatch(accessor -> accessor.key().equals(ReactiveContext.KEY));
  }

  private static <T> T onPoolThread(
      ApplicationContext context, java.util.concurrent.Callable<T> task) throws Exception {
    return context.getBean(ThreadPoolTaskExecutor.class).submit(task).get();
  }

  private static void assertIsChild(ApplicationContext context, String child, String parent) {
    assertThat(span(context, child).getParentSpanId()).isEqualTo(span(context, parent).getSpanId());
    assertThat(span(context, child).getTraceId()).isEqualTo(span(context, parent).getTraceId());
  }

  private static SpanData span(ApplicationContext context, String name) {
    if (context.getBeanNamesForType(io.opentelemetry.sdk.trace.SdkTracerProvider.class).length
        > 0) {
      context
          .getBean(io.opentelemetry.sdk.trace.SdkTracerProvider.class)
          .forceFlush()
          .join(60, java.util.concurrent.TimeUnit.SECONDS);
    }
    List<SpanData> all = RecordedSpans.of(context);
    return all.stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + all));
  }

  @EnableAsync
  @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
  public static class Asynchronous {}

  public static class Outer {

    private final Inner inner;

    Outer(Inner inner) {
      this.inner = inner;
    }

    @Traced
    public void callAsync() {
      inner.async().join();
    }

    @Traced
    public Mono<String> callReactive() {
      return Mono.just("x").publishOn(Schedulers.boundedElastic()).map(x -> inner.blocking());
    }
  }

  public static class Inner {

    @Async
    @Traced
    public CompletableFuture<String> async() {
      assertThat(Span.current().getSpanContext().isValid()).isTrue();
      return CompletableFuture.completedFuture("done on " + Thread.currentThread().getName());
    }

    @Traced
    public String blocking() {
      return "done";
    }
  }
}
