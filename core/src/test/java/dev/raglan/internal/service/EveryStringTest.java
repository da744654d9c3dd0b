package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.export.TraceLog;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.otlp.OtlpMessage;
import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.Feedback;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.spi.KeepingTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A secret in every string that a span can carry reaches no target: neither on spans of Raglan's
 * nor on those of others, nor in their resource and their instrumentation scope.
 */
class EveryStringTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Pattern SECRET = Pattern.compile("sk-proj-\\w+-at-([\\w-]+)");

  private final FourServers servers = new FourServers();
  private final KeepingTarget kept = new KeepingTarget();
  private final StringBuffer tree = new StringBuffer();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    servers.close();
  }

  /** Returns a secret that tells where it was planted. */
  private static String secret(String place) {
    return "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-" + place;
  }

  private RaglanBuilder exporting(RaglanBuilder builder) {
    return builder
        .exportTo(
            servers.targets(
                OtlpJsonFile.at(directory.resolve("spans.jsonl")), TraceLog.to(tree), kept))
        .delivery(DeliverySettings.builder().interval(Duration.ofMillis(5)).build());
  }

  /** Methods whose constants, arguments and results have secrets. */
  static final class Service {

    @Traced(
        value = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-annotated-name",
        tags = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-annotated-tag",
        attributes = "constant=sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-annotated-attribute")
    Object annotated(Object argument) {
      Thread.currentThread().setName(secret("thread"));
      writeOn(Span.current(), "own");
      throw new IllegalStateException(secret("message"), new RuntimeException(secret("cause")));
    }

    @Generation(
        provider = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-annotated-provider",
        model = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4-at-annotated-model")
    Map<String, Object> answer(Object prompt) {
      Map<String, Object> function =
          Map.of(
              "name", secret("tool"), "arguments", "{\"q\":\"" + secret("tool-argument") + "\"}");
      Map<String, Object> call =
          Map.of("id", secret("call-id"), "type", "function", "function", function);
      Map<String, Object> message =
          Map.of("role", secret("role"), "content", secret("content"), "tool_calls", List.of(call));
      return Map.of(
          "id", secret("response-id"),
          "object", "chat.completion",
          "model", secret("response-model"),
          "system_fingerprint", secret("fingerprint"),
          "service_tier", secret("tier"),
          "choices", List.of(Map.of("message", message, "finish_reason", secret("finish"))),
          "usage", Map.of("prompt_tokens", 3, "completion_tokens", 4));
    }

    @Generation
    Map<String, Object> refused(Object prompt) {
      return Map.of(
          "error",
          Map.of(
              "type",
              secret("error-type"),
              "code",
              secret("error-code"),
              "message",
              secret("error-message")));
    }
  }

  private static void call(Raglan raglan, String name, Object argument) {
    try {
      ReflectedCall.of(new Service(), name, argument).tracedBy(raglan);
    } catch (Throwable expected) {
      assertThat(expected).isInstanceOf(IllegalStateException.class);
    }
  }

  private static void writeOn(Span span, String who) {
    Attributes attributes = Attributes.of(AttributeKey.stringKey("note"), secret(who + "-event"));
    span.setAttribute("api", secret(who + "-attribute"))
        .setAttribute(secret(who + "-key"), true)
        .setAttribute(AttributeKey.stringArrayKey("all"), List.of(secret(who + "-array")))
        .addEvent(secret(who + "-event-name"), attributes)
        .recordException(new IllegalStateException(secret(who + "-exception")))
        .addLink(other(TraceState.getDefault()), attributes)
        .setStatus(StatusCode.ERROR, secret(who + "-status"))
        .updateName(secret(who + "-name"));
  }

  private static SpanContext other(TraceState state) {
    return SpanContext.createFromRemoteParent(
        "0123456789abcdef0123456789abcdef", "0123456789abcdef", TraceFlags.getSampled(), state);
  }

  private static void run(Raglan raglan) {
    TraceContext above =
        TraceContext.builder()
            .sessionId(secret("session"))
            .customerId(secret("customer"))
            .customerUserId(secret("user"))
            .environment(secret("environment"))
            .topic(secret("topic"))
            .tags(secret("context-tag"))
            .metadata(secret("metadata-key"), secret("metadata"))
            .build();
    raglan.params().register(secret("param-key"), secret("param"));
    try (Scope scope = above.makeCurrent()) {
      ActiveTrace trace =
          raglan
              .trace(secret("trace-name"))
              .referenceId(secret("reference"))
              .link(
                  other(TraceState.getDefault()),
                  Attributes.of(AttributeKey.stringKey(secret("link-key")), secret("link")))
              .input(Map.of(secret("map-key"), secret("input")))
              .start();
      trace.tags(secret("tag")).version(secret("version")).promptId(secret("prompt-id"));
      trace.deploymentId(secret("deployment")).status(secret("status"));
      trace.attribute(secret("attribute-key"), secret("attribute"));
      trace.metadata(Map.of(secret("meta-key"), secret("meta")));
      generate(raglan);
      retrieve(raglan);
      call(raglan, "annotated", Map.of("a", secret("argument")));
      call(raglan, "answer", List.of(Map.of("role", secret("asker"), "content", secret("asked"))));
      call(raglan, "refused", secret("prompt"));
      raglan.params().register(secret("late-param-key"), secret("late-param"));
      trace.recordException(new IllegalArgumentException(secret("recorded")));
      trace.output(List.of(secret("output"))).end();
      raglan.flush(WAIT);
      comment(raglan, trace);
    }
    raglan.flush(WAIT);
  }

  private static void generate(Raglan raglan) {
    try (ActiveGeneration generation = raglan.generation(secret("generation")).start()) {
      generation.provider(secret("provider")).model(secret("model"));
      generation.responseModel(secret("answered-by")).promptSlug(secret("slug"));
      generation.externalReferenceId(secret("external")).responseId(secret("response"));
      generation.finishReason(secret("reason")).stop(secret("stop")).error(secret("error"));
      generation.userQuery(secret("query")).context(Map.of("documents", secret("context")));
      generation.expectedResponse(secret("expected")).systemPrompt(secret("system"));
      generation.tools(List.of(Map.of("name", secret("offered"), "description", secret("of"))));
      generation.toolCalls(List.of(Map.of("id", secret("id"), "name", secret("called"))));
      generation.functionCallResponse(secret("function")).toolChoice(secret("choice"));
      generation.modelOptions(Map.of(secret("option-key"), secret("option")));
      generation.customAttributes(Map.of(secret("custom-key"), secret("custom")));
      generation.prompt(
          List.of(Map.of("role", "user", "name", secret("speaker"), "content", secret("text"))));
      generation.response(secret("answer")).field(Field.TOPIC, secret("late-topic"));
    }
  }

  private static void retrieve(Raglan raglan) {
    Document document =
        Document.of(
            secret("document-id"), secret("document"), Map.of("m", secret("document-meta")));
    RetrievedChunk chunk = RetrievedChunk.of(secret("chunk-id"), secret("chunk"), 0.5);
    raglan
        .rag()
        .named(secret("event"))
        .metadata(Map.of(secret("e-key"), secret("e")))
        .query(secret("q"), secret("r"), secret("s"));
    raglan.rag().retrieval(secret("retrieval"), List.of(chunk));
    raglan.rag().chunking(document, List.of(Chunk.of(secret("piece-id"), secret("piece"))));
    raglan.rag().chunking(secret("path"), List.of());
    raglan.rag().embedding(secret("embedded"), new float[] {1, 2});
    raglan.rag().queryRewrite(secret("before"), List.of(secret("after")));
    raglan.rag().template(secret("template"), secret("resolved"));
    raglan.rag().synthesize(secret("in"), secret("out"));
    raglan.rag().toolCall(secret("rag-tool"), Map.of("a", secret("rag-argument")), secret("rag"));
    raglan.rag().traceEvent(secret("t-in"), secret("t-out"), Map.of("m", secret("t-meta")));
  }

  private static void comment(Raglan raglan, ActiveTrace trace) {
    raglan
        .feedback()
        .forTrace(trace.traceId())
        .log(
            Feedback.categorical(secret("category"), List.of(secret("category"), "b"))
                .withName(secret("feedback-name"))
                .withComment(secret("comment"))
                .withId(secret("feedback-id")));
    raglan.feedback().forReference(secret("reference")).json(Map.of(secret("j"), secret("json")));
    raglan.feedback().forSession(secret("session")).text(secret("feedback"));
    SpanUpdate update =
        SpanUpdate.create()
            .name(secret("new-name"))
            .status(secret("new-status"))
            .tags(secret("new-tag"))
            .attribute(secret("new-key"), secret("new"))
            .input(secret("new-input"))
            .output(secret("new-output"));
    raglan.updateTrace(trace.traceId(), update);
    raglan.updateReference(secret("reference"), update);
  }

  private Map<String, String> written() throws Exception {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("athina", servers.athina.accepted.toString());
    all.put("adaline", servers.adaline.accepted.toString());
    all.put("lastmile", servers.lastMile.accepted.toString() + servers.lastMile.spans);
    all.put("spans-api", servers.spansApi.spans().toString());
    all.put("file", Files.readString(directory.resolve("spans.jsonl")));
    all.put("log", tree.toString());
    all.put("spans", kept.spans().toString());
    StringBuilder protobuf = new StringBuilder();
    OtlpMessage.byTrace(kept.spans(), 1 << 20)
        .forEach(each -> protobuf.append(new String(each.encoded(), StandardCharsets.UTF_8)));
    all.put("protobuf", protobuf.toString());
    return all;
  }

  private void assertThatNoSecretIsWritten() throws Exception {
    assertThat(kept.spans()).isNotEmpty();
    Map<String, List<String>> found = new LinkedHashMap<>();
    written()
        .forEach(
            (target, text) -> {
              assertThat(text).as(target).isNotEmpty();
              List<String> places =
                  SECRET.matcher(text).results().map(match -> match.group(1)).distinct().toList();
              if (!places.isEmpty()) {
                found.put(target, places);
              }
            });
    assertThat(found).isEmpty();
  }

  @Test
  void ofASpanOfRaglansIsRedacted() throws Exception {
    String thread = Thread.currentThread().getName();
    RaglanBuilder builder =
        Raglan.builder()
            .joinGlobal(false)
            .serviceName(secret("service"))
            .environment(secret("deployment-environment"))
            .resourceAttributes(Map.of(secret("resource-key"), secret("resource")))
            .tags(secret("common-tag"));
    try (Raglan raglan = exporting(builder).build()) {
      run(raglan);
    } finally {
      Thread.currentThread().setName(thread);
    }
    assertThatNoSecretIsWritten();
  }

  @Test
  void ofASpanOfRaglansIsRedactedForTheExportersOfTheApplicationToo() {
    String thread = Thread.currentThread().getName();
    InMemorySpanExporter own = InMemorySpanExporter.create();
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(own)).build();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
        Raglan raglan = Raglan.builder(sdk).build()) {
      run(raglan);
      assertThat(own.getFinishedSpanItems())
          .hasSizeGreaterThan(5)
          .allSatisfy(
              each ->
                  assertThat(SECRET.matcher(each.toString()).results().map(MatchResult::group))
                      .isEmpty());
      assertThat(own.getFinishedSpanItems())
          .flatExtracting(SpanData::getEvents)
          .extracting(EventData::getName)
          .contains("exception", "__REDACTED__");
    } finally {
      Thread.currentThread().setName(thread);
    }
  }

  @Test
  void ofASpanOfOthersIsRedacted() throws Exception {
    Resource resource =
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"),
                secret("their-service"),
                AttributeKey.stringArrayKey("process.command_args"),
                List.of("java", "-Dopenai=" + secret("arguments"))),
            "https://schemas.example.com/" + secret("resource-schema"));
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(exporting(Raglan.builder()).spanProcessor())
            .build();
    try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build()) {
      Tracer tracer =
          sdk.tracerBuilder(secret("scope"))
              .setInstrumentationVersion(secret("scope-version"))
              .setSchemaUrl("https://schemas.example.com/" + secret("schema"))
              .build();
      TraceState state = TraceState.builder().put("vendor", secret("trace-state")).build();
      Context parent = Context.root().with(Span.wrap(other(state)));
      Span span = tracer.spanBuilder("theirs").setParent(parent).startSpan();
      writeOn(span, "their");
      span.end();
      try (Raglan raglan = Raglan.builder(sdk).build()) {
        run(raglan);
      }
      provider.forceFlush().join(30, TimeUnit.SECONDS);
      assertThatNoSecretIsWritten();
    }
  }
}
