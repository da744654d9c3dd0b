package dev.raglan;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.Otlp;
import dev.raglan.export.TraceLog;
import dev.raglan.internal.agent.PairedPipeline;
import dev.raglan.internal.agent.PairedTelemetry;
import dev.raglan.internal.ambient.CaptureVariables;
import dev.raglan.internal.ambient.JvmTracing;
import dev.raglan.internal.ambient.OtelVariables;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.delivery.DeliveryProcessor;
import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.event.ChangeRecorder;
import dev.raglan.internal.event.EventRecorder;
import dev.raglan.internal.event.EventWriter;
import dev.raglan.internal.event.FeedbackRecorder;
import dev.raglan.internal.facade.DataLog;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.internal.invoke.WovenCalls;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.library.Neighbours;
import dev.raglan.internal.pricing.PriceMetering;
import dev.raglan.internal.pricing.TokenEstimator;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.ExceptionRenderer;
import dev.raglan.internal.record.ExternalPipeline;
import dev.raglan.internal.record.ParamValues;
import dev.raglan.internal.record.Pipeline;
import dev.raglan.internal.record.RecordingParams;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.StandalonePipeline;
import dev.raglan.internal.record.TraceLifecycle;
import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.redact.ForeignTexts;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.text.LogLine;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.PipelineType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.CaptureDecider;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.JsonCodec;
import dev.raglan.spi.Redactor;
import dev.raglan.trace.Params;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Raglan}. Not thread-safe. */
public final class RaglanBuilder {

  private final @Nullable OpenTelemetry external;
  private @Nullable DeliveryProcessor sharedTargets;
  private final List<ExportTarget> targets = new ArrayList<>();
  private @Nullable DeliverySettings delivery;
  private boolean enabled = true;
  private @Nullable String serviceName;
  private final Map<String, String> resourceAttributes = new LinkedHashMap<>();
  private @Nullable String environment;
  private double samplingRatio = 1;
  private @Nullable CapturePolicy capturePolicy;
  private @Nullable CaptureDecider captureDecider;
  private List<Dialect> dialects = Dialects.defaults();
  private List<String> tags = List.of();
  private Redactor redactor = Redaction.standard();
  private final List<JsonCodec> codecs = new ArrayList<>();
  private final Map<String, Object> params = new LinkedHashMap<>();
  private @Nullable PipelineType pipelineType;
  private boolean mdc;
  private boolean closeAtExit = true;
  private boolean joinsGlobal = true;
  private boolean contextInBaggage;
  private PriceTable prices = PriceTable.shipped();
  private @Nullable TokenEstimator estimator;
  private boolean embeddingVectors;

  RaglanBuilder(@Nullable OpenTelemetry external) {
    this.external = external;
  }

  /** Sets whether calls are traced at all; true by default. */
  public RaglanBuilder enabled(boolean enabled) {
    this.enabled = enabled;
    return this;
  }

  /** Sets the service's name, {@code service.name} of the resource; standalone only. */
  public RaglanBuilder serviceName(String serviceName) {
    this.serviceName = requireText("serviceName", serviceName);
    return this;
  }

  /**
   * Takes the service's name, the resource's attributes and the OTLP receiver from OpenTelemetry's
   * environment variables, such as {@code OTEL_SERVICE_NAME}, {@code OTEL_RESOURCE_ATTRIBUTES} and
   * {@code OTEL_EXPORTER_OTLP_ENDPOINT}; standalone only. A name that was set before stays; the
   * receiver is added to the targets. Unless {@link #capture} was called, {@code
   * OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT} and OpenInference's {@code
   * OPENINFERENCE_HIDE_INPUTS}, {@code OPENINFERENCE_HIDE_OUTPUTS} and the like say whether input
   * and output are captured.
   *
   * @throws IllegalArgumentException if a variable's value is not valid
   */
  public RaglanBuilder fromEnvironment() {
    return fromEnvironment(System::getenv);
  }

  /**
   * Adds attributes of the resource, such as {@code service.version}; standalone only. The
   * service's name and the environment have methods of their own, which win. Values are redacted
   * and bounded as those of spans are.
   *
   * @throws IllegalArgumentException if a key is blank, longer than 255 characters or not printable
   *     ASCII
   */
  public RaglanBuilder resourceAttributes(Map<String, String> attributes) {
    attributes.forEach(
        (key, value) ->
            resourceAttributes.put(requireKey(key), Objects.requireNonNull(value, key)));
    return this;
  }

  private static String requireKey(String key) {
    requireText("key", key);
    if (key.length() > 255 || !key.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "the key of a resource attribute must be printable ASCII of at most 255 characters but is"
              + " '"
              + LogLine.cut(key, 64)
              + "'");
    }
    return key;
  }

  RaglanBuilder fromEnvironment(UnaryOperator<@Nullable String> variables) {
    OtelVariables otel = new OtelVariables(variables);
    String name = otel.serviceName();
    if (serviceName == null && name != null) {
      serviceName(name);
    }
    resourceAttributes(otel.resourceAttributes());
    Otlp.fromEnvironment(variables).ifPresent(this::exportTo);
    if (capturePolicy == null) {
      CaptureVariables content = new CaptureVariables(variables);
      CapturePolicy usual = CapturePolicy.DEFAULT;
      capturePolicy =
          new CapturePolicy(
              content.input(), content.output(), usual.exceptions(), usual.limits(), usual.mode());
    }
    return this;
  }

  /** Sets the environment, {@code deployment.environment.name} of the resource; standalone only. */
  public RaglanBuilder environment(String environment) {
    this.environment = requireText("environment", environment);
    return this;
  }

  /**
   * Sets the share of traces that is recorded; standalone only. 1 by default.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public RaglanBuilder samplingRatio(double ratio) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("samplingRatio must be between 0 and 1 but is " + ratio);
    }
    this.samplingRatio = ratio;
    return this;
  }

  /** Sets what is captured where an annotation leaves it open, and how much of it. */
  public RaglanBuilder capture(CapturePolicy policy) {
    this.capturePolicy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Sets the decision how much of a call is kept, asked before anything of the call is read;
   * without one, and where it returns null, {@link CapturePolicy#mode()} decides.
   */
  public RaglanBuilder captureDecider(CaptureDecider decider) {
    this.captureDecider = Objects.requireNonNull(decider, "decider");
    return this;
  }

  /**
   * Sets the redaction of everything that is written; by default that of the fields and secrets of
   * {@link Redaction#standard()}.
   */
  public RaglanBuilder redaction(Redactor redactor) {
    this.redactor = Objects.requireNonNull(redactor, "redactor");
    return this;
  }

  /** Adds a codec that makes an application's own types readable, such as a Jackson 3 mapper. */
  public RaglanBuilder codec(JsonCodec codec) {
    this.codecs.add(Objects.requireNonNull(codec, "codec"));
    return this;
  }

  /**
   * Sets the conventions that attributes are written in, gen-ai and openinference by default.
   *
   * @throws IllegalArgumentException if a name is not known
   */
  public RaglanBuilder dialects(String... names) {
    this.dialects = Stream.of(names).map(Dialects::named).toList();
    return this;
  }

  /** Adds a dialect of the application's own. */
  public RaglanBuilder dialect(Dialect dialect) {
    List<Dialect> all = new ArrayList<>(dialects);
    all.add(Objects.requireNonNull(dialect, "dialect"));
    this.dialects = List.copyOf(all);
    return this;
  }

  /**
   * Adds targets that spans go to; standalone only. Without any, finished traces are logged.
   *
   * @see dev.raglan.export.Otlp
   * @see dev.raglan.export.OtlpJsonFile
   * @see dev.raglan.export.TraceLog
   */
  public RaglanBuilder exportTo(ExportTarget... targets) {
    this.targets.addAll(List.of(targets));
    return this;
  }

  /** Sets the delivery of spans, {@link DeliverySettings#DEFAULT} by default; standalone only. */
  public RaglanBuilder delivery(DeliverySettings settings) {
    this.delivery = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /** Sets the tags put on every span. */
  public RaglanBuilder tags(String... tags) {
    this.tags = List.of(tags);
    return this;
  }

  /**
   * Adds parameters that every trace begins with.
   *
   * @throws IllegalArgumentException if a name is blank or longer than 128 characters
   * @see Params
   */
  public RaglanBuilder params(Map<String, ?> added) {
    added.forEach((key, value) -> params.put(ParamValues.requireName(key), value));
    params.values().removeIf(Objects::isNull);
    return this;
  }

  /** Sets the pipeline that every trace is of; null, the default, for none in particular. */
  public RaglanBuilder pipelineType(@Nullable PipelineType type) {
    this.pipelineType = type;
    return this;
  }

  /**
   * Sets whether the logging context (SLF4J's MDC) holds {@code trace_id} and {@code span_id} while
   * a span is the current one; false by default.
   */
  public RaglanBuilder mdc(boolean wanted) {
    this.mdc = wanted;
    return this;
  }

  /**
   * Sets whether tracing is closed when the JVM ends, also by a signal, so that what ended last is
   * delivered; true by default, standalone only. Off where something else closes it at the end, and
   * later, such as a framework with a shutdown hook of its own.
   */
  public RaglanBuilder closeAtExit(boolean close) {
    this.closeAtExit = close;
    return this;
  }

  /**
   * Sets whether session, customer, user, environment and topic travel to other services in
   * OpenTelemetry's baggage, and are taken from there; false by default, since every service that
   * is called can read them. On an SDK that the application owns, its propagators decide whether
   * baggage travels at all.
   */
  public RaglanBuilder traceContextInBaggage(boolean inBaggage) {
    this.contextInBaggage = inBaggage;
    return this;
  }

  /** Sets the prices for estimates of cost; {@link PriceTable#shipped()} by default. */
  public RaglanBuilder pricing(PriceTable table) {
    this.prices = Objects.requireNonNull(table, "table");
    return this;
  }

  /**
   * Sets whether token counts that nobody reported are estimated, and marked so; false by default.
   * Needs {@code com.knuddels:jtokkit}.
   *
   * @throws IllegalStateException if they are wanted and jtokkit is not on the class path
   */
  public RaglanBuilder estimateTokens(boolean wanted) {
    this.estimator = wanted ? TokenEstimator.required() : null;
    return this;
  }

  /** Sets whether the vectors of embeddings are written, rounded; false by default. */
  public RaglanBuilder embeddingVectors(boolean wanted) {
    this.embeddingVectors = wanted;
    return this;
  }

  /**
   * Sets whether spans join the tracing of the JVM where there is one: the OpenTelemetry that an
   * agent or the application has registered globally. True by default. Spans are then started there
   * too, and it samples and names the service; the targets get Raglan's spans all the same. False
   * keeps an SDK of Raglan's own apart, whose spans still hang below the current one.
   */
  public RaglanBuilder joinGlobal(boolean joins) {
    this.joinsGlobal = joins;
    return this;
  }

  /**
   * Opens the targets and builds.
   *
   * @throws IllegalStateException if a target cannot work here, or if targets are given for an SDK
   *     that the application owns
   * @throws dev.raglan.export.UnusableSpoolException if the spool's directory cannot be used
   */
  public Raglan build() {
    Neighbours.join();
    JsonRenderer json = jsonRenderer();
    Renderer renderer =
        new Renderer(
            Dialects.withOwn(written()),
            Dialects.beside(written()),
            json,
            new PriceMetering(prices.prices(), "USD".equals(prices.currency()), estimator),
            attributeLimit());
    Extractors extractors = BuiltIn.extractors(embeddingVectors);
    return assemble(json, renderer, extractors, openPipeline(renderer));
  }

  /**
   * Opens the targets and returns a processor for an SDK that the application owns. The processor
   * writes the trace context on the spans of other libraries, in the dialects that are set, and
   * takes every span to the targets; it ends with the SDK that it is added to.
   *
   * <p>Uses {@link #capture}, {@link #redaction}, {@link #codec}, {@link #dialects}, {@link
   * #exportTo} and {@link #delivery}. Without a target it writes the trace context alone.
   *
   * @throws IllegalStateException if a target cannot work here
   * @throws dev.raglan.export.UnusableSpoolException if the spool's directory cannot be used
   */
  public SpanProcessor spanProcessor() {
    Renderer renderer = new Renderer(Dialects.withOwn(written()), jsonRenderer());
    SpanProcessor traceContext = TraceContextProcessor.of(renderer);
    return targets.isEmpty()
        ? traceContext
        : new TargetsProcessor(
            traceContext,
            DeliveryProcessor.open(deliverySettings(), inDialects(targets), foreignTexts()));
  }

  /**
   * Sets the processor, made by {@link #spanProcessor}, that the SDK passed in has: {@link
   * Raglan#flush} and {@link Raglan#delivery} then tell of its targets. By default they know
   * nothing of an SDK that the application owns. Of a processor that wraps this one, or that
   * something else made, they know nothing either, and a flush is {@link FlushResult#UNKNOWN}.
   *
   * @throws IllegalStateException without an SDK that the application owns
   */
  public RaglanBuilder deliveredBy(SpanProcessor processor) {
    if (external == null) {
      throw new IllegalStateException(
          "deliveredBy is for Raglan.builder(OpenTelemetry): an SDK of Raglan's own has its targets"
              + " by exportTo");
    }
    sharedTargets = processor instanceof TargetsProcessor known ? known.delivery() : null;
    return this;
  }

  /** Returns the dialects that tracing is configured with, and those that targets have chosen. */
  private List<Dialect> written() {
    List<Dialect> all = new ArrayList<>(dialects);
    for (ExportTarget target : targets) {
      for (String name : target.dialects()) {
        if (all.stream().noneMatch(each -> each.name().equals(name))) {
          all.add(Dialects.named(name));
        }
      }
    }
    return all;
  }

  /** Returns the targets, of which none gets a dialect that another alone has chosen. */
  private List<ExportTarget> inDialects(List<ExportTarget> all) {
    if (written().size() == dialects.size()) {
      return all;
    }
    String[] configured =
        Stream.concat(Stream.of(Dialects.OWN), dialects.stream().map(Dialect::name))
            .toArray(String[]::new);
    return all.stream()
        .map(target -> target.dialects().isEmpty() ? target.inDialects(configured) : target)
        .toList();
  }

  private JsonRenderer jsonRenderer() {
    JsonRenderer.Builder writer =
        JsonRenderer.builder().limits(limits()).redactor(Redaction.parts(redactor));
    codecs.forEach(writer::codec);
    return writer.build();
  }

  private CapturePolicy policy() {
    return capturePolicy == null ? CapturePolicy.DEFAULT : capturePolicy;
  }

  private CaptureLimits limits() {
    CaptureLimits limits = policy().limits();
    return external == null ? limits : ExternalPipeline.within(external, limits);
  }

  private int attributeLimit() {
    return external == null
        ? StandalonePipeline.MAX_ATTRIBUTES
        : ExternalPipeline.attributeLimit(external);
  }

  private Raglan assemble(
      JsonRenderer json, Renderer renderer, Extractors extractors, Pipeline pipeline) {
    AtomicBoolean on = new AtomicBoolean(enabled);
    ValueText values = new ValueText(json);
    CapturePolicy policy = policy();
    CaptureDecisions decisions = new CaptureDecisions(policy.mode(), captureDecider);
    RecordingParams pipelineParams =
        new RecordingParams(on::get, decisions, new ParamValues(json), params);
    ValueSnapshotter snapshotter =
        new ValueSnapshotter(json, extractors::isImmutable, extractors::isReadByShape);
    ValueReader reader = new ValueReader(snapshotter, extractors::extract);
    WovenCalls calls = new WovenCalls();
    EventWriter events = new EventWriter(renderer, policy, decisions, reader, values);
    SpanRecorder spans =
        new SpanRecorder(
            calls,
            pipeline.openTelemetry().getTracer(TraceContextProcessor.SCOPE_NAME),
            pipeline.renderTime(renderer, policy.limits().maxLength()),
            new ExceptionRenderer(policy.exceptions(), json),
            new TraceLifecycle(
                pipelineParams,
                new TraceLifecycle.Settings(pipelineType, contextInBaggage, mdc),
                values,
                events::writeTrace));
    Engine engine =
        new Engine(
            on::get,
            spans,
            snapshotter,
            extractors,
            renderer,
            policy,
            decisions,
            new Propagation(pipeline.openTelemetry()),
            renderer.names(tags),
            BuiltIn::resultHandlers);
    calls.goTo(engine);
    return new Raglan(
        on,
        pipeline,
        engine,
        new SpanOpener(engine, new ChangeRecorder(on::get, spans, renderer, values, events)),
        pipelineParams,
        new EventRecorder(on::get, spans, renderer, events).events(),
        new FeedbackRecorder(on::get, spans, renderer, values, events).feedbacks(),
        new DataLog(on::get, values));
  }

  /** Builds, and registers the instance as {@link Raglan#global()}, for woven calls. */
  public Raglan buildGlobal() {
    Raglan raglan = build();
    Raglan.setGlobal(raglan);
    return raglan;
  }

  /**
   * Builds, and registers the instance as {@link Raglan#named}, until it is closed: an application
   * may have several, each with targets and parameters of its own. Without a service name, the name
   * is that too.
   *
   * @throws IllegalArgumentException if the name is blank
   * @throws IllegalStateException if there is one of that name
   */
  public Raglan buildNamed(String name) {
    requireText("name", name);
    if (serviceName == null && external == null) {
      serviceName = name;
    }
    Raglan raglan = build();
    try {
      Raglan.register(name, raglan);
    } catch (IllegalStateException taken) {
      raglan.close();
      throw taken;
    }
    return raglan;
  }

  private Pipeline openPipeline(Renderer renderer) {
    if (external != null) {
      if (concernsOwnSdk()) {
        throw new IllegalStateException(
            "serviceName, environment, samplingRatio, exportTo and delivery are for an SDK of"
                + " Raglan's own; with Raglan.builder(OpenTelemetry) set them on the SDK that is"
                + " passed in");
      }
      return new ExternalPipeline(external, sharedTargets, foreignTexts());
    }
    if (!enabled) {
      return new ExternalPipeline(OpenTelemetry.noop(), null, ForeignTexts.UNCHANGED);
    }
    OpenTelemetry shared = joinsGlobal ? JvmTracing.global() : null;
    if (shared != null && targets.isEmpty()) {
      return new ExternalPipeline(shared, null, foreignTexts());
    }
    return shared != null || JvmTracing.exists() ? paired(shared, renderer) : standalone(renderer);
  }

  private Pipeline standalone(Renderer renderer) {
    return StandalonePipeline.open(
        spans(renderer, samplingRatio), opened(), deliverySettings(), foreignTexts(), closeAtExit);
  }

  /** Opens an own SDK whose spans fit into the trees of the JVM's tracing. */
  private Pipeline paired(@Nullable OpenTelemetry shared, Renderer renderer) {
    IdGenerator ids = PairedTelemetry.ids();
    Pipeline own =
        StandalonePipeline.open(
            spans(renderer, shared == null ? samplingRatio : 1),
            ids,
            opened(),
            deliverySettings(),
            foreignTexts(),
            closeAtExit);
    PairedTelemetry both = new PairedTelemetry(shared, ids, own.openTelemetry());
    return new PairedPipeline(own, new ExternalPipeline(both, null, foreignTexts()), both);
  }

  private StandalonePipeline.Spans spans(Renderer renderer, double ratio) {
    return new StandalonePipeline.Spans(resource(renderer), ratio, renderer);
  }

  /** Returns the targets to open: the log if there are no others. */
  private List<ExportTarget> opened() {
    return inDialects(targets.isEmpty() ? List.of(TraceLog.toLogger()) : targets);
  }

  private ForeignTexts foreignTexts() {
    return new ForeignTexts(Redaction.parts(redactor));
  }

  private boolean concernsOwnSdk() {
    boolean names = serviceName != null || environment != null || !resourceAttributes.isEmpty();
    return names || samplingRatio != 1 || !targets.isEmpty() || delivery != null;
  }

  private DeliverySettings deliverySettings() {
    return delivery == null ? DeliverySettings.DEFAULT : delivery;
  }

  /** Returns the resource, whose attributes are redacted and bounded as those of spans are. */
  private Resource resource(Renderer renderer) {
    AttributesBuilder attributes = Attributes.builder();
    resourceAttributes.forEach((key, value) -> attributes.put(key, value));
    if (serviceName != null) {
      attributes.put(RaglanAttributes.SERVICE_NAME, renderer.name(serviceName));
    }
    if (environment != null) {
      attributes.put(RaglanAttributes.ENVIRONMENT, renderer.name(environment));
    }
    Attributes bounded = renderer.bounded(attributes.build());
    return Resource.getDefault().merge(Resource.create(bounded));
  }

  private static String requireText(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    return value;
  }
}
