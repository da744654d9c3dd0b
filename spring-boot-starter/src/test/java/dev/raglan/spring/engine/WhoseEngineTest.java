package dev.raglan.spring.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spring.RecordedSpans;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Hooks;

/** Several applications in one virtual machine, over a woven library that they share. */
class WhoseEngineTest {

  private static Retriever retriever;
  private final List<ConfigurableApplicationContext> open = new ArrayList<>();

  /** An application with an SDK of Raglan's own and spans of its own. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    static RecordedSpans spans() {
      return new RecordedSpans();
    }

    @Bean
    static Service service() {
      return new Service();
    }

    @Bean
    static Endpoints endpoints() {
      return new Endpoints();
    }
  }

  /** A traced bean that calls the woven library. */
  static class Service {

    @Traced("ask")
    String ask(String question) {
      return retriever.retrieve(question);
    }

    @Traced("later")
    CompletableFuture<String> later(String question) {
      return CompletableFuture.supplyAsync(
          Context.current().wrapSupplier(() -> retriever.retrieve(question)));
    }
  }

  /** Endpoints that are not traced and call the woven library. */
  @RestController
  static class Endpoints {

    @GetMapping("/retrieve")
    String retrieve() {
      return retriever.retrieve("q");
    }

    @GetMapping("/async")
    Callable<String> async() {
      return () -> "done";
    }
  }

  @BeforeEach
  void weave() throws Exception {
    retriever = WovenClasses.woven(Retriever.class, WovenRetriever.class);
    assertThat(Raglan.global()).isNull();
  }

  @AfterEach
  void close() {
    Collections.reverse(open);
    open.forEach(ConfigurableApplicationContext::close);
    assertThat(Raglan.global()).isNull();
    assertThat(Context.current()).isSameAs(Context.root());
    Hooks.disableAutomaticContextPropagation();
  }

  private ConfigurableApplicationContext start(String... properties) {
    return start(WebApplicationType.NONE, properties);
  }

  private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
    return keep(builder(type, properties));
  }

  private ConfigurableApplicationContext keep(SpringApplicationBuilder application) {
    ConfigurableApplicationContext context = application.run();
    open.add(context);
    return context;
  }

  private static SpringApplicationBuilder builder(WebApplicationType type, String... properties) {
    return new SpringApplicationBuilder(Application.class)
        .web(type)
        .properties(
            "server.port=0",
            "server.shutdown=immediate",
            "spring.main.banner-mode=off",
            "spring.jmx.enabled=false",
            "management.otlp.metrics.export.enabled=false",
            "management.tracing.sampling.probability=1.0",
            "raglan.otel-mode=standalone")
        .properties(properties);
  }

  private static String ask(ConfigurableApplicationContext application, String question) {
    return application.getBean(Service.class).ask(question);
  }

  private static SpanData retrieval(ConfigurableApplicationContext application) {
    return RecordedSpans.of(application).stream()
        .filter(span -> span.getName().equals("retrieve"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wovenCallsBelowABeanGoToTheApplicationOfTheBean() {
    ConfigurableApplicationContext a = start();
    ConfigurableApplicationContext b = start();
    IntStream.range(0, 100).forEach(i -> ask(a, "a" + i));
    IntStream.range(0, 100).forEach(i -> ask(b, "b" + i));

    assertThat(RecordedSpans.of(a))
        .hasSize(200)
        .allSatisfy(span -> assertThat(input(span)).startsWith("a"));
    assertThat(RecordedSpans.of(b))
        .hasSize(200)
        .allSatisfy(span -> assertThat(input(span)).startsWith("b"));
    SpanData retrieval = retrieval(a);
    assertThat(RecordedSpans.of(a))
        .filteredOn(span -> span.getSpanId().equals(retrieval.getParentSpanId()))
        .extracting(SpanData::getName)
        .containsExactly("ask");
  }

  @Test
  void anApplicationThatCapturesNoInputHasNoneCapturedByAnother() {
    ConfigurableApplicationContext silent = start("raglan.capture.input=false");
    ConfigurableApplicationContext other = start();
    ask(silent, "secret");

    assertThat(input(retrieval(silent))).isNull();
    assertThat(RecordedSpans.of(other)).isEmpty();
  }

  @Test
  void annotationsOfWovenCallsAreReadAsTheirApplicationReadsThem() {
    ConfigurableApplicationContext a = start("app.model=model-a");
    ConfigurableApplicationContext b = start("app.model=model-b");
    ask(a, "q");
    ask(b, "q");

    assertThat(retrieval(a).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("model-a");
    assertThat(retrieval(b).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("model-b");
  }

  @Test
  void wovenCallsOnOtherThreadsFollowTheContext() throws Exception {
    ConfigurableApplicationContext a = start();
    ConfigurableApplicationContext b = start();
    a.getBean(Service.class).later("q").get(60, TimeUnit.SECONDS);

    assertThat(RecordedSpans.namesOf(a)).containsExactlyInAnyOrder("retrieve", "later");
    assertThat(RecordedSpans.of(b)).isEmpty();
  }

  @Test
  void wovenCallsBelowATraceOfTheFacadeAreItsOwn() {
    ConfigurableApplicationContext a = start();
    ConfigurableApplicationContext b = start();
    a.getBean(Raglan.class).trace("trace", () -> retriever.retrieve("q"));

    assertThat(RecordedSpans.namesOf(a)).containsExactly("retrieve", "trace");
    assertThat(RecordedSpans.of(b)).isEmpty();
  }

  @Test
  void anApplicationInsideAnotherOnesSpanKeepsItsOwnCalls() {
    ConfigurableApplicationContext a = start("raglan.capture.input=false");
    ConfigurableApplicationContext b = start();
    a.getBean(Raglan.class)
        .trace(
            "outer",
            () -> {
              ask(b, "of b");
              return retriever.retrieve("of a");
            });

    assertThat(RecordedSpans.namesOf(a)).containsExactly("retrieve", "outer");
    assertThat(RecordedSpans.namesOf(b)).containsExactly("retrieve", "ask");
  }

  @Test
  void unsampledCallsAreNotRecordedByAnother() {
    ConfigurableApplicationContext unsampled = start("raglan.sampling.ratio=0");
    ConfigurableApplicationContext other = start();
    ask(unsampled, "q");

    assertThat(RecordedSpans.of(unsampled)).isEmpty();
    assertThat(RecordedSpans.of(other)).isEmpty();
  }

  @Test
  void callsInAContextOfAClosedApplicationGoToNoOther() {
    ConfigurableApplicationContext closed = start();
    Context[] left = new Context[1];
    closed.getBean(Raglan.class).trace("trace", () -> left[0] = Context.current());
    closed.close();
    ConfigurableApplicationContext other = start();
    try (Scope scope = left[0].makeCurrent()) {
      retriever.retrieve("q");
    }

    assertThat(RecordedSpans.of(other)).isEmpty();
  }

  @Test
  void parallelWorkOfSeveralApplicationsDoesNotMix() throws Exception {
    List<ConfigurableApplicationContext> applications = List.of(start(), start(), start());
    ExecutorService threads = Executors.newFixedThreadPool(applications.size());
    CountDownLatch started = new CountDownLatch(applications.size());
    try {
      List<Future<?>> work = new ArrayList<>();
      for (ConfigurableApplicationContext application : applications) {
        work.add(
            threads.submit(
                () -> {
                  started.countDown();
                  started.await();
                  for (int i = 0; i < 50; i++) {
                    ask(application, application.getId());
                    try (Scope scope = application.getBean(Raglan.class).makeCurrent()) {
                      retriever.retrieve(application.getId());
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : work) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(applications)
        .allSatisfy(
            application ->
                assertThat(RecordedSpans.of(application))
                    .hasSize(150)
                    .allSatisfy(span -> assertThat(input(span)).isEqualTo(application.getId())));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void theFirstWovenCallOfARequestGoesToTheApplicationThatServesIt(WebApplicationType type)
      throws Exception {
    ConfigurableApplicationContext serving = start(type, "spring.reactor.context-propagation=auto");
    ConfigurableApplicationContext latest = start();
    assertThat(get(serving, "/retrieve")).isEqualTo("answer to q");

    assertThat(RecordedSpans.namesOf(serving)).contains("retrieve");
    assertThat(RecordedSpans.of(latest)).isEmpty();
  }

  @Test
  void whatWasGlobalBeforeIsGlobalAgain() {
    try (Raglan own = Raglan.builder().buildGlobal()) {
      ConfigurableApplicationContext a = start();
      assertThat(Raglan.global()).isSameAs(a.getBean(Raglan.class));
      a.close();
      assertThat(Raglan.global()).isSameAs(own);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  void whatWasGlobalBeforeIsGlobalAgainInWhateverOrderApplicationsClose(String order) {
    try (Raglan own = Raglan.builder().buildGlobal()) {
      List<ConfigurableApplicationContext> all = List.of(start(), start(), start());
      List<Raglan> instances = all.stream().map(each -> each.getBean(Raglan.class)).toList();
      List<Raglan> left = new ArrayList<>(instances);
      order
          .chars()
          .map(Character::getNumericValue)
          .forEach(
              closed -> {
                all.get(closed).close();
                left.remove(instances.get(closed));
                assertThat(Raglan.global())
                    .isSameAs(left.isEmpty() ? own : left.get(left.size() - 1));
              });
    }
  }

  @Test
  void aGlobalThatHasClosedMeanwhileIsNotRegisteredAgain() {
    Raglan own = Raglan.builder().buildGlobal();
    ConfigurableApplicationContext a = start();
    own.close();
    a.close();
    assertThat(Raglan.global()).isNull();
  }

  @Test
  void theClosingOfAChildLeavesTheParents() {
    ConfigurableApplicationContext parent = start("app.model=of-parent");
    InvocationTracer tracer = InvocationTracer.current();
    ConfigurableApplicationContext child =
        builder(WebApplicationType.NONE, "app.model=of-child").parent(parent).run();
    assertThat(child.getBean(Raglan.class)).isSameAs(parent.getBean(Raglan.class));
    child.close();

    assertThat(Raglan.global()).isSameAs(parent.getBean(Raglan.class));
    assertThat(InvocationTracer.current()).isSameAs(tracer);
    ask(parent, "q");
    assertThat(retrieval(parent).getAttributes().get(GenAi.REQUEST_MODEL)).isEqualTo("of-parent");
  }

  @Test
  void twoChildrenOfAParentWithoutTracingHaveTheirOwn() {
    ConfigurableApplicationContext parent =
        keep(builder(WebApplicationType.NONE, "raglan.enabled=false"));
    ConfigurableApplicationContext one =
        keep(builder(WebApplicationType.NONE, "raglan.enabled=true").parent(parent));
    ConfigurableApplicationContext two =
        keep(builder(WebApplicationType.NONE, "raglan.enabled=true").parent(parent));
    assertThat(one.getBean(Raglan.class)).isNotSameAs(two.getBean(Raglan.class));
    ask(one, "q");

    assertThat(RecordedSpans.namesOf(one)).containsExactly("retrieve", "ask");
    assertThat(RecordedSpans.of(two)).isEmpty();
  }

  private static String get(ConfigurableApplicationContext application, String path)
      throws Exception {
    String port = application.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String input(SpanData span) {
    return span.getAttributes().get(OpenInference.INPUT_VALUE);
  }
}
