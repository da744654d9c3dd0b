package dev.raglan.benchmarks.spring;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.Nowhere;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Pipeline;
import dev.raglan.benchmarks.SpansByHand;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.Search;
import dev.raglan.spring.RaglanAutoConfiguration;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.aop.ObservedAspect;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.instrumentation.spring.autoconfigure.internal.instrumentation.annotations.InstrumentationAnnotationsAutoConfiguration;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.aop.support.RootClassFilter;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline that the starter makes in an application. */
@State(Scope.Benchmark)
public class SpringPipeline implements Pipeline {

  /** As {@link OwnPipeline}, in properties. */
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "raglan.otel-mode", "standalone",
          "raglan.delivery.max-queue-spans", ROOM,
          "raglan.delivery.max-queue-bytes", "64GB",
          "raglan.delivery.batch-size", ROOM,
          "raglan.delivery.interval", "1h");

  @SuppressWarnings("NullAway.Init")
  private ConfigurableApplicationContext context;

  @SuppressWarnings("NullAway.Init")
  private SpansByHand byHand;

  /**
   * An application that has Raglan's starter, OpenTelemetry's {@code @WithSpan} and Micrometer's
   * {@code @Observed}, all with the pipeline that the starter made.
   */
  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    AopAutoConfiguration.class,
    RaglanAutoConfiguration.class,
    InstrumentationAnnotationsAutoConfiguration.class
  })
  static class Application {

    @Bean
    static Nowhere nowhere() {
      return new Nowhere();
    }

    @Bean
    static OpenTelemetry openTelemetry(Raglan raglan) {
      return raglan.openTelemetry();
    }

    @Bean
    static ObservedAspect observedAspect(OpenTelemetry openTelemetry) {
      OtelTracer tracer =
          new OtelTracer(
              openTelemetry.getTracer("observed"), new OtelCurrentTraceContext(), event -> {});
      ObservationRegistry registry = ObservationRegistry.create();
      registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
      return new ObservedAspect(registry);
    }

    /** Advice that only proceeds. */
    @Bean
    static Advisor nothing() {
      MethodInterceptor nothing = MethodInvocation::proceed;
      NameMatchMethodPointcut method = new NameMatchMethodPointcut();
      method.setMappedName("proxyAlone");
      return new DefaultPointcutAdvisor(
          new ComposablePointcut(new RootClassFilter(OtherRetriever.class))
              .intersection((Pointcut) method),
          nothing);
    }

    @Bean
    static SimpleRetriever retriever() {
      return new SimpleRetriever();
    }

    @Bean
    static OtherRetriever otherRetriever() {
      return new OtherRetriever();
    }
  }

  /** The bean behind {@link Retriever}. */
  static class SimpleRetriever implements Retriever {

    private final Search search = new Search();
    private final Chat chat = new Chat();

    @Override
    public List<Doc> withoutContent(String query, int topK) {
      return search.plain(query, topK);
    }

    @Override
    public List<Doc> immutable(String query, int topK) {
      return search.plain(query, topK);
    }

    @Override
    public List<Doc> retrieve(String query, int topK) {
      return search.plain(query, topK);
    }

    @Override
    public Chat.Completion chat(String model, List<Chat.Message> messages) {
      return chat.plain(model, messages);
    }
  }

  /** Starts the application. */
  @Setup
  public void open() {
    context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(PROPERTIES)
            .run();
    byHand = new SpansByHand(target(), OwnPipeline.patient(), Sampler.alwaysOn());
  }

  /** Empties the queue between rounds. */
  @TearDown(Level.Invocation)
  public void betweenRounds() {
    finishRound();
  }

  /** Stops the application, and says what became of the spans. */
  @TearDown
  public void close() {
    OwnPipeline.report(raglan().delivery());
    context.close();
    byHand.close();
  }

  /** Returns a bean of the application. */
  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private Raglan raglan() {
    return bean(Raglan.class);
  }

  @Override
  public Tracer tracer() {
    return byHand.tracer();
  }

  @Override
  public Nowhere target() {
    return bean(Nowhere.class);
  }

  @Override
  public void drain() {
    OwnPipeline.drain(raglan());
    byHand.drain();
  }
}
