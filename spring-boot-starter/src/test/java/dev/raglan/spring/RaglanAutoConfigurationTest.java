package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.Redactor;
import dev.raglan.spring.internal.config.RaglanSource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

/**
 * The beans of the auto-configuration and their conditions, and the properties, with an own SDK.
 */
@ExtendWith(OutputCaptureExtension.class)
class RaglanAutoConfigurationTest {

  private final ApplicationContextRunner bare =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(Assistant.class);

  private final ApplicationContextRunner runner = bare.withBean(RecordedSpans.class);

  @Test
  void leavesNoBeanBehindWhenDisabled() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
        .withBean(Assistant.class)
        .run(
            without ->
                bare.withPropertyValues("raglan.enabled=false")
                    .run(
                        disabled -> {
                          assertThat(disabled.getBeanDefinitionNames())
                              .containsExactlyInAnyOrder(without.getBeanDefinitionNames());
                          assertThat(disabled.getBean(Assistant.class).answer("why?"))
                              .isEqualTo("because");
                        }));
  }

  @Test
  void servesBeansThatUseTheFacadeWhenDisabled() {
    runner
        .withConfiguration(AutoConfigurations.of(RaglanOffAutoConfiguration.class))
        .withBean(FacadeUser.class)
        .withPropertyValues("raglan.enabled=false")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(FacadeUser.class).answer()).isEqualTo("because");
              assertThat(context.getBean(FacadeUser.class).raglan.enabled()).isFalse();
              assertThat(Raglan.global()).isNull();
            });
  }

  @Test
  void leavesTheRaglanOfAnApplicationWhenDisabled() {
    Raglan own = Raglan.builder().enabled(false).build();
    bare.withConfiguration(AutoConfigurations.of(RaglanOffAutoConfiguration.class))
        .withBean("mine", Raglan.class, () -> own)
        .withBean(FacadeUser.class)
        .withPropertyValues("raglan.enabled=false")
        .run(context -> assertThat(context.getBean(FacadeUser.class).raglan).isSameAs(own));
  }

  /** A bean of the application that needs a {@link Raglan}. */
  static class FacadeUser {

    private final Raglan raglan;

    FacadeUser(Raglan raglan) {
      this.raglan = raglan;
    }

    String answer() {
      return raglan.trace("Chat Request", () -> "because");
    }
  }

  @Test
  void backsOffFromARaglanOfTheApplication() {
    Raglan own = Raglan.builder().build();
    runner
        .withBean("mine", Raglan.class, () -> own)
        .run(
            context -> {
              assertThat(context.getBean(Raglan.class)).isSameAs(own);
              assertThat(Raglan.global()).isSameAs(own);
            });
  }

  @Test
  void worksWithoutContextPropagationOnTheClassPath() {
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer.context"))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context).doesNotHaveBean("raglanContextPropagation");
            });
  }

  @Test
  void isGlobalForAsLongAsTheApplicationRuns() {
    runner.run(
        first -> {
          Raglan outer = first.getBean(Raglan.class);
          assertThat(Raglan.global()).isSameAs(outer);
          runner.run(second -> assertThat(Raglan.global()).isSameAs(second.getBean(Raglan.class)));
          assertThat(Raglan.global()).isSameAs(outer);
        });
    assertThat(Raglan.global()).isNull();
  }

  @Test
  void leavesAGlobalAloneThatTheApplicationRegisteredItself() {
    Raglan other = Raglan.builder().build();
    runner.run(context -> Raglan.setGlobal(other));
    assertThat(Raglan.global()).isSameAs(other);
    other.close();
  }

  @Test
  void closesItsOwnSdkWithTheApplication() {
    Raglan[] outlived = new Raglan[1];
    runner.run(context -> outlived[0] = context.getBean(Raglan.class));
    assertThat(outlived[0].enabled()).isFalse();
  }

  @Test
  void logsTracesWhenNothingElseIsConfigured(CapturedOutput output) {
    bare.run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(output).contains("dev.raglan.traces").contains("Assistant.answer");
  }

  @Test
  void doesNotLogTracesWhenTheyGoElsewhere(CapturedOutput output) {
    runner.run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(output).doesNotContain("dev.raglan.traces");
  }

  @Test
  void doesNotLogTracesWhenTheLogIsOff(CapturedOutput output) {
    bare.withPropertyValues("raglan.export.log.enabled=false")
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(output).doesNotContain("dev.raglan.traces");
  }

  @Test
  void logsTracesAsWellWhenAskedTo(CapturedOutput output) {
    runner
        .withPropertyValues("raglan.export.log.enabled=true")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.of(context)).hasSize(1);
            });
    assertThat(output).contains("dev.raglan.traces");
  }

  @ParameterizedTest
  @CsvSource({
    "athina, /api/v1/trace/sdk, athina-api-key, k-1",
    "adaline, /logs/trace, authorization, Bearer k-1",
    "spans-api, /v5/spans/batch, x-api-key, k-1"
  })
  void sendsWholeTracesToServices(String service, String path, String header, String key)
      throws Exception {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        path,
        exchange -> {
          bodies.add(
              exchange.getRequestHeaders().getFirst(header)
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String prefix = "raglan.export." + service;
    try {
      bare.withPropertyValues(
              prefix + ".api-key=k-1",
              prefix + ".project-id=p",
              prefix + ".account-id=a",
              prefix + ".base-url=http://localhost:" + server.getAddress().getPort(),
              "raglan.export.traces.overflow=drop-oldest",
              "raglan.delivery.timeout=1m",
              "raglan.delivery.shutdown-timeout=1m")
          .run(context -> context.getBean(Assistant.class).answer("why?"));
    } finally {
      server.stop(0);
    }
    assertThat(bodies)
        .singleElement()
        .satisfies(body -> assertThat(body).startsWith(key + "{").contains("Assistant.answer"));
  }

  @Test
  void writesTracesToTheFile(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("deep").resolve("spans.jsonl");
    bare.withPropertyValues(
            "raglan.export.file.path=" + file,
            "raglan.export.file.max-size=1MB",
            "raglan.export.file.max-files=2")
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(Files.readString(file)).contains("Assistant.answer");
  }

  @Test
  void writesToATargetInTheDialectsThatItReads(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("spans.jsonl");
    bare.withPropertyValues(
            "raglan.export.file.path=" + file, "raglan.export.file.dialects=langfuse")
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(Files.readString(file))
        .contains("langfuse.observation.input")
        .doesNotContain("gen_ai.", "openinference.");
  }

  @Test
  void applicationThatSwitchesSpringBoot3sTracingOffKeepsItsTargets(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("spans.jsonl");
    bare.withInitializer(
            context ->
                context
                    .getEnvironment()
                    .getPropertySources()
                    .addLast(
                        new MapPropertySource(
                            "application.yml", Map.of("management.tracing.enabled", "false"))))
        .withPropertyValues("raglan.export.file.path=" + file)
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(Files.readString(file)).contains("Assistant.answer");
  }

  @Test
  void saysThatConfiguredTargetsAreNotUsed(@TempDir Path directory, CapturedOutput output) {
    Path file = directory.resolve("spans.jsonl");
    bare.withPropertyValues(
            "management.tracing.export.enabled=false", "raglan.export.file.path=" + file)
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(output.toString().lines().filter(line -> line.contains("nothing goes to")))
        .singleElement()
        .asString()
        .contains("management.tracing.export.enabled=false");
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"management.tracing.export.enabled", "management.tracing.enabled"})
  void writesToBeansAloneWhereExportingIsOff(
      String property, @TempDir Path directory, CapturedOutput output) {
    Path file = directory.resolve("spans.jsonl");
    runner
        .withPropertyValues(
            property + "=false",
            "raglan.export.file.path=" + file,
            "raglan.export.log.enabled=true")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.of(context)).hasSize(1);
            });
    bare.withPropertyValues(property + "=false")
        .run(context -> context.getBean(Assistant.class).answer("why?"));
    assertThat(file).doesNotExist();
    assertThat(output).doesNotContain("dev.raglan.traces");
  }

  @Test
  void namesTheServiceAfterTheApplication() {
    runner
        .withPropertyValues("spring.application.name=shop")
        .run(context -> assertThat(resource(context, "service.name")).isEqualTo("shop"));
    runner
        .withPropertyValues("spring.application.name=shop", "raglan.service-name=assistant")
        .run(context -> assertThat(resource(context, "service.name")).isEqualTo("assistant"));
  }

  @Test
  void saysTheEnvironment() {
    runner
        .withPropertyValues("raglan.environment=staging")
        .run(
            context ->
                assertThat(resource(context, "deployment.environment.name")).isEqualTo("staging"));
  }

  private static String resource(
      org.springframework.context.ApplicationContext context, String key) {
    context.getBean(Assistant.class).answer("why?");
    return String.valueOf(
        RecordedSpans.of(context)
            .get(0)
            .getResource()
            .getAttribute(io.opentelemetry.api.common.AttributeKey.stringKey(key)));
  }

  @Test
  void recordsNothingAtARatioOfZero() {
    runner
        .withPropertyValues("raglan.sampling.ratio=0")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.of(context)).isEmpty();
            });
  }

  @Test
  void capturesAsConfigured() {
    runner
        .withPropertyValues(
            "raglan.capture.input=false",
            "raglan.capture.exceptions=type",
            "raglan.capture.infer=false",
            "raglan.capture.max-length=64",
            "raglan.capture.max-items=3",
            "raglan.capture.max-depth=2")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).doesNotContain("why?").contains("because");
              assertThat(context.getBean(Raglan.class).capturePolicy().exceptions())
                  .isEqualTo(ExceptionCapture.TYPE);
              assertThat(context.getBean(Raglan.class).capturePolicy().infer()).isFalse();
              assertThat(context.getBean(Raglan.class).capturePolicy().limits())
                  .isEqualTo(new dev.raglan.model.CaptureLimits(64, 3, 2));
            });
  }

  @Test
  void hidesSecretsFieldsAndPatterns() {
    runner
        .withPropertyValues(
            "raglan.redaction.fields=question", "raglan.redaction.patterns=order-\\d+")
        .run(
            context -> {
              context.getBean(Assistant.class).look("what I asked", "order-42 of mine");
              assertThat(attributes(context))
                  .doesNotContain("what I asked", "order-42")
                  .contains("of mine");
            });
  }

  @Test
  void hidesEmailAddressesWhenAsked() {
    runner
        .withPropertyValues("raglan.redaction.emails=true")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("write to ada@example.org");
              assertThat(attributes(context))
                  .doesNotContain("ada@example.org")
                  .contains("write to");
            });
  }

  @Test
  void usesTheApplicationsRedactors() {
    runner
        .withBean(Redactor.class, () -> text -> text.replace("because", "hidden"))
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).doesNotContain("because").contains("hidden");
            });
  }

  @Test
  void keepsOfACallWhatTheApplicationsDecidersSay() {
    runner
        .withBean("open", CaptureDecider.class, () -> request -> CaptureMode.FULL)
        .withBean("strict", CaptureDecider.class, () -> request -> CaptureMode.STRUCTURE)
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context))
                  .doesNotContain("why?")
                  .doesNotContain("because")
                  .contains("<text, 7 characters>")
                  .contains("structure");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raglan.capture.mode=structure",
        "raglan.capture.mode=none",
        "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=false",
        "OPENINFERENCE_HIDE_OUTPUTS=true"
      })
  void keepsNoTextWhereThatIsConfigured(String property) {
    runner
        .withPropertyValues(property)
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).doesNotContain("because");
            });
  }

  @Test
  void aPropertyCountsBeforeAVariable() {
    runner
        .withPropertyValues(
            "OPENINFERENCE_HIDE_OUTPUTS=true",
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=false",
            "raglan.capture.output=true")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).contains("because").doesNotContain("why?");
            });
  }

  @Test
  void writesTheDialectsAskedFor() {
    runner
        .withPropertyValues("raglan.dialects=gen-ai")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).contains("gen_ai.").doesNotContain("openinference.");
            });
  }

  @Test
  void beginsEveryTraceWithTheParameters() {
    runner
        .withPropertyValues("raglan.params.chunk_size=512")
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(attributes(context)).contains("chunk_size").contains("512");
            });
  }

  @Test
  void tagsEverySpan() {
    runner
        .withPropertyValues("raglan.tags=beta,chat")
        .run(
            context -> {
              assertThat(context.getBean(Raglan.class).tags()).isEqualTo(List.of("beta", "chat"));
            });
  }

  @Test
  void needsNoSharedOpenTelemetryWhenStandalone() {
    runner
        .withPropertyValues("raglan.otel-mode=standalone")
        .withBean("a", io.opentelemetry.api.OpenTelemetry.class, RecordedSpans::other)
        .withBean("b", io.opentelemetry.api.OpenTelemetry.class, RecordedSpans::other)
        .run(
            context -> {
              context.getBean(Assistant.class).answer("why?");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Assistant.answer");
              assertThat(context).doesNotHaveBean(RaglanSource.PROCESSOR_BEAN);
            });
  }

  @Test
  void checksPropertiesAtTheStartEvenWhereBeansAreLazy() {
    runner
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
        .withPropertyValues("raglan.sampling.ratio=2")
        .run(context -> assertThat(context).hasFailed());
  }

  private static String attributes(org.springframework.context.ApplicationContext context) {
    SpanData span = RecordedSpans.of(context).get(0);
    return span.getAttributes().toString();
  }

  public static class Assistant {

    @Generation
    public String answer(String question) {
      return "because";
    }

    @Generation
    public String look(String question, String detail) {
      return "done";
    }
  }
}
