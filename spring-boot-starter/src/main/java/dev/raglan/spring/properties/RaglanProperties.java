package dev.raglan.spring.properties;

import dev.raglan.model.CaptureMode;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.model.PipelineType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/**
 * Properties of an application under {@code raglan}.
 *
 * @param enabled Whether annotated methods are traced. Without, no bean of Raglan's is registered.
 * @param otelMode Whose OpenTelemetry SDK spans are recorded with.
 * @param serviceName Name of the service; that of spring.application.name unless set. For an SDK of
 *     Raglan's own.
 * @param environment Deployment environment, such as production. For an SDK of Raglan's own.
 * @param sampling Which traces are recorded.
 * @param capture What is captured of a call.
 * @param redaction What is kept out of everything that is captured.
 * @param dialects Conventions that span attributes are written in.
 * @param params Parameters that every trace begins with, such as chunk_size; or a list of them,
 *     such as chunk_size=512,top_k=4.
 * @param pipelineType Pipeline that every trace is of; none in particular unless set.
 * @param tags Tags put on every span.
 * @param mdc Whether the logging context holds trace_id and span_id while a span is the current
 *     one.
 * @param traceContext How session, customer, user, environment and topic travel.
 * @param pricing What tokens cost, for estimates where nobody says it.
 * @param estimateTokens Whether token counts that nobody reported are estimated, and marked so.
 *     Needs com.knuddels:jtokkit.
 * @param web What is known of each web request's spans from the request itself.
 * @param advisorOrder Order of the tracing advisor among a bean's advisors; smaller is further out.
 *     The default is outside of caching and transactions.
 * @param export Where spans go.
 * @param delivery How spans get there: how many may wait, when they leave, how long is waited.
 */
@ConfigurationProperties("raglan")
public record RaglanProperties(
    @DefaultValue("true") Boolean enabled,
    @DefaultValue("auto") OtelMode otelMode,
    @Nullable String serviceName,
    @Nullable String environment,
    @DefaultValue Sampling sampling,
    @DefaultValue Capture capture,
    @DefaultValue Redaction redaction,
    @DefaultValue({"gen-ai", "openinference"}) List<String> dialects,
    @DefaultValue NamedValues params,
    @Nullable PipelineType pipelineType,
    @DefaultValue List<String> tags,
    @DefaultValue("false") Boolean mdc,
    @DefaultValue Travel traceContext,
    @DefaultValue Pricing pricing,
    @DefaultValue("false") Boolean estimateTokens,
    @DefaultValue Web web,
    @DefaultValue("" + DEFAULT_ADVISOR_ORDER) Integer advisorOrder,
    @DefaultValue Export export,
    @DefaultValue Delivery delivery) {

  /** Outside of caching and transactions, inside of retries and of other threads. */
  public static final int DEFAULT_ADVISOR_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  /**
   * Sampling of traces.
   *
   * @param ratio Share of the traces that are recorded, from 0 to 1. For an SDK of Raglan's own.
   */
  public record Sampling(@DefaultValue("1.0") Double ratio) {}

  /**
   * Capture of arguments, results and exceptions where an annotation leaves it open.
   *
   * @param input Whether arguments are captured; true unless set, or unless
   *     OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT or one of OPENINFERENCE_HIDE_* say no.
   * @param output Whether results are captured; as for input.
   * @param mode Part of a call that is kept; a bean of type CaptureDecider decides for a call.
   * @param infer Whether parameters that no annotation binds are told by their names and shapes,
   *     such as model, messages or query.
   * @param exceptions How much of an exception is recorded.
   * @param maxLength Most characters of one rendered value; from 64 to 16777216.
   * @param maxItems Most elements of one array, or entries of one object; from 1 to 1048576.
   * @param maxDepth How deep objects and arrays are followed; from 1 to 256.
   */
  public record Capture(
      @Nullable Boolean input,
      @Nullable Boolean output,
      @DefaultValue("full") CaptureMode mode,
      @DefaultValue("true") Boolean infer,
      @DefaultValue("full") ExceptionCapture exceptions,
      @DefaultValue("16384") Integer maxLength,
      @DefaultValue("256") Integer maxItems,
      @DefaultValue("12") Integer maxDepth) {}

  /**
   * Redaction of everything that is captured.
   *
   * @param secrets Whether secrets are found and hidden in text: API keys, tokens, private keys,
   *     card numbers, passwords in assignments and URLs.
   * @param emails Whether e-mail addresses are found and hidden in text.
   * @param fields Names of fields whose values are hidden, instead of the default ones, such as
   *     password, token, authorization, api_key and cookie. Case, hyphens and underscores do not
   *     count.
   * @param patterns Regular expressions; what they find in text is hidden.
   */
  public record Redaction(
      @DefaultValue("true") Boolean secrets,
      @DefaultValue("false") Boolean emails,
      @Nullable List<String> fields,
      @DefaultValue List<String> patterns) {}

  /**
   * Propagation of session, customer, user, environment and topic.
   *
   * @param inBaggage Whether they travel to other services in OpenTelemetry's baggage, and are
   *     taken from there; every service that is called can read them then.
   */
  public record Travel(@DefaultValue("false") Boolean inBaggage) {}

  /**
   * Prices of tokens, for estimates of costs that no response reports; those shipped unless set.
   *
   * @param currency Currency of the prices, as an ISO 4217 code; that of the file unless set, else
   *     USD. The shipped prices are in USD and count in no other.
   * @param models Prices by model, over those of the file. A name with a dot goes in brackets, such
   *     as [gpt-4.1].
   * @param file Path of a file of prices, over those shipped; in JSON.
   */
  public record Pricing(
      @Nullable String currency, @DefaultValue Map<String, Price> models, @Nullable String file) {}

  /**
   * Price of one model, per million tokens.
   *
   * @param input Price of a million input tokens.
   * @param cachedInput Price of a million input tokens read from the provider's cache; that of
   *     others unless set.
   * @param cacheWrite Price of a million input tokens written to the provider's cache; that of
   *     others unless set.
   * @param output Price of a million output tokens; 0 unless set.
   */
  public record Price(
      @Nullable Double input,
      @Nullable Double cachedInput,
      @Nullable Double cacheWrite,
      @DefaultValue("0") Double output) {}

  /**
   * Web requests: their root spans, and the attributes that spans are given of them, at most 256
   * characters each.
   *
   * @param root Whether a web request has a root span; unless set, where the application has no
   *     other tracing.
   * @param propagate Whether traces go on from service to service where the application has no
   *     other tracing: a traceparent that comes in is adopted, and RestClient, RestTemplate and
   *     WebClient send one.
   * @param enabled Whether web requests are read. Whoever sends one can write what they like into
   *     its headers. Under WebFlux, what operators call on other threads takes
   *     spring.reactor.context-propagation=auto as well.
   * @param sessionHeader Name of the header that holds the session, such as X-Session-Id.
   * @param customerHeader Name of the header that holds the customer, such as X-Tenant-Id.
   * @param userHeader Name of the header that holds the customer's user, such as X-User-Id.
   * @param userFromPrincipal Whether the user is the one who is logged in; without one, what the
   *     header says.
   * @param tagsHeader Name of the header that holds tags, with commas between; at most 16 are read.
   */
  public record Web(
      @Nullable Boolean root,
      @DefaultValue("true") Boolean propagate,
      @DefaultValue("false") Boolean enabled,
      @Nullable String sessionHeader,
      @Nullable String customerHeader,
      @Nullable String userHeader,
      @DefaultValue("false") Boolean userFromPrincipal,
      @Nullable String tagsHeader) {}

  /**
   * Targets of spans.
   *
   * @param log A readable tree of each trace, in the log.
   * @param otlp A receiver of OpenTelemetry's protocol.
   * @param file A file of OTLP JSON Lines.
   * @param athina Athina's log of traces and inferences.
   * @param lastmile LastMile's traces, events and feedback.
   * @param adaline Adaline's traces and spans.
   * @param spansApi The Spans API of Scale's platform, or one with the same paths.
   * @param traces Bounds of spans that wait for the end of their trace, for targets that take whole
   *     traces.
   * @param kafka A Kafka topic; needs raglan-kafka.
   */
  public record Export(
      @DefaultValue Log log,
      @DefaultValue Otlp otlp,
      @DefaultValue LogFile file,
      @DefaultValue Athina athina,
      @DefaultValue LastMile lastmile,
      @DefaultValue Adaline adaline,
      @DefaultValue SpansApi spansApi,
      @DefaultValue Traces traces,
      @DefaultValue KafkaTopic kafka) {}

  /**
   * Athina's log of traces and inferences.
   *
   * @param apiKey API key. Nothing is sent unless set.
   * @param baseUrl Address of its API.
   * @param log Which calls log: traces, inferences or both.
   * @param timeout How long one request may take.
   */
  public record Athina(
      @Nullable String apiKey,
      @DefaultValue("https://log.athina.ai") String baseUrl,
      @DefaultValue("traces") String log,
      @DefaultValue("10s") Duration timeout) {

    /** The settings, without the key. */
    @Override
    public String toString() {
      return "Athina[log=%s, timeout=%s]".formatted(log, timeout);
    }
  }

  /**
   * LastMile's traces, events and feedback.
   *
   * @param apiToken API token. Nothing is sent unless set.
   * @param projectId Id of the project; looked up by its name unless set.
   * @param project Name of the project, which is created if there is none; the service's name
   *     unless set.
   * @param baseUrl Address of its API.
   * @param timeout How long one request may take.
   */
  public record LastMile(
      @Nullable String apiToken,
      @Nullable String projectId,
      @Nullable String project,
      @DefaultValue("https://lastmileai.dev") String baseUrl,
      @DefaultValue("10s") Duration timeout) {

    /** The settings, without the token. */
    @Override
    public String toString() {
      return "LastMile[projectId=%s, project=%s, timeout=%s]"
          .formatted(projectId, project, timeout);
    }
  }

  /**
   * Adaline's traces and spans.
   *
   * @param apiKey API key. Nothing is sent unless set.
   * @param projectId Id of the project; required with the key.
   * @param baseUrl Address of its API.
   * @param timeout How long one request may take.
   */
  public record Adaline(
      @Nullable String apiKey,
      @Nullable String projectId,
      @DefaultValue("https://api.adaline.ai/v2") String baseUrl,
      @DefaultValue("10s") Duration timeout) {

    /** The settings, without the key. */
    @Override
    public String toString() {
      return "Adaline[projectId=%s, timeout=%s]".formatted(projectId, timeout);
    }
  }

  /**
   * The Spans API of Scale's platform, or one with the same paths.
   *
   * @param apiKey API key. Nothing is sent unless set.
   * @param accountId Account that spans are stored under; required with Scale's own address.
   * @param baseUrl Address of the API.
   * @param timeout How long one request may take.
   */
  public record SpansApi(
      @Nullable String apiKey,
      @Nullable String accountId,
      @DefaultValue("https://api.egp.scale.com") String baseUrl,
      @DefaultValue("10s") Duration timeout) {

    /** The settings, without the key. */
    @Override
    public String toString() {
      return "SpansApi[accountId=%s, timeout=%s]".formatted(accountId, timeout);
    }
  }

  /**
   * Bounds of spans that wait for the end of their trace, for targets that take whole traces.
   *
   * @param maxBytes Most memory of all kept spans of one target, as estimated; from 64KB to 4GB.
   *     Unless set, 32MB or an eighth of the heap, whichever is less.
   * @param maxSpans Most spans of one trace; from 1 to 1000000.
   * @param maxAge How long a trace waits for another span before it is sent as it is; from 1s to
   *     24h.
   * @param overflow Which spans are left out beyond that: drop-newest or drop-oldest.
   */
  public record Traces(
      @Nullable DataSize maxBytes,
      @DefaultValue("10000") Integer maxSpans,
      @DefaultValue("5m") Duration maxAge,
      @DefaultValue("drop-newest") String overflow) {}

  /**
   * A readable tree of each trace, in the log.
   *
   * @param enabled Whether traces are logged, at INFO by the logger dev.raglan.traces. With an SDK
   *     of Raglan's own they are unless spans go elsewhere.
   */
  public record Log(@Nullable Boolean enabled) {}

  /**
   * A receiver of OpenTelemetry's protocol.
   *
   * @param endpoint Address of the receiver, such as http://localhost:4318. Nothing is sent unless
   *     set, or OTEL_EXPORTER_OTLP_ENDPOINT is.
   * @param protocol How spans travel; http/protobuf unless set.
   * @param headers Headers sent with every request, by name, or as a list such as
   *     authorization=Bearer%20a,x-api-key=b.
   * @param timeout How long one request may take; 10s unless set.
   * @param compression How requests are compressed: with gzip, and not at all to this machine,
   *     unless set.
   * @param compressionLevel Level of compression, from 1 for the least work up; 1 unless set.
   * @param maxRequestBytes Size of one request at most; 4 MiB unless set, less a margin for gRPC.
   * @param allowPlaintextCredentials Whether headers with credentials may go to another host over
   *     plain http.
   * @param proxy HTTP proxy, such as proxy.acme.com:3128; the JVM's unless set.
   * @param trustedCertificates PEM file of the trusted authorities; the JVM's unless set.
   * @param clientCertificate PEM file of the client's certificate chain.
   * @param clientKey PEM file of the client's private key, PKCS#8 and unencrypted.
   * @param dialects Conventions that this backend reads, such as openinference: spans go there
   *     without the attributes of others. Those of raglan.dialects unless set.
   */
  public record Otlp(
      @Nullable String endpoint,
      @Nullable String protocol,
      @DefaultValue NamedSecrets headers,
      @Nullable Duration timeout,
      @Nullable String compression,
      @Nullable Integer compressionLevel,
      @Nullable DataSize maxRequestBytes,
      @DefaultValue("false") Boolean allowPlaintextCredentials,
      @Nullable String proxy,
      @Nullable String trustedCertificates,
      @Nullable String clientCertificate,
      @Nullable String clientKey,
      @DefaultValue List<String> dialects) {

    /** The settings, without those that may hold a secret. */
    @Override
    public String toString() {
      return "Otlp[protocol=%s, headers=%s, timeout=%s, compression=%s]"
          .formatted(protocol, headers.keySet(), timeout, compression);
    }
  }

  /**
   * A file of OTLP JSON Lines.
   *
   * @param path Path of the file; its directories are created. Nothing is written unless set.
   * @param maxSize How large the file grows before it is rotated; from 1B to 1TB.
   * @param maxFiles How many files are kept, the current one included; from 1 to 10000.
   * @param dialects Conventions that this backend reads, such as openinference: spans go there
   *     without the attributes of others. Those of raglan.dialects unless set.
   */
  public record LogFile(
      @Nullable String path,
      @DefaultValue("64MB") DataSize maxSize,
      @DefaultValue("5") Integer maxFiles,
      @DefaultValue List<String> dialects) {}

  /**
   * A Kafka topic of OTLP in protocol buffers. Needs dev.raglan:raglan-kafka.
   *
   * @param bootstrapServers Brokers to ask for the cluster's members, such as
   *     kafka-1:9092,kafka-2:9092. Nothing is sent unless set.
   * @param topic Topic that spans are written to.
   * @param properties Properties of Kafka's producer, such as security.protocol.
   * @param allowPlaintextCredentials Whether a login may go to another host without TLS.
   * @param dialects Conventions that this backend reads, such as openinference: spans go there
   *     without the attributes of others. Those of raglan.dialects unless set.
   */
  public record KafkaTopic(
      @Nullable String bootstrapServers,
      @DefaultValue("otlp_spans") String topic,
      @DefaultValue Map<String, String> properties,
      @DefaultValue("false") Boolean allowPlaintextCredentials,
      @DefaultValue List<String> dialects) {

    /** The settings, without the values of properties, which may be secrets. */
    @Override
    public String toString() {
      return "KafkaTopic[bootstrapServers=%s, topic=%s, properties=%s]"
          .formatted(bootstrapServers, topic, properties.keySet());
    }
  }

  /**
   * Delivery of spans to their targets, off the threads that end them.
   *
   * @param maxQueueBytes Most memory that spans which wait may hold, as estimated; from 64KB to
   *     256GB. What does not fit is dropped, and counted.
   * @param maxQueueSpans Most spans that may wait; from 1 to 1048576. What does not fit is dropped,
   *     and counted.
   * @param batchSize Most spans in one export; as soon as so many wait they leave. At most
   *     max-queue-spans.
   * @param interval How long a span waits at most for a batch to fill up; from 1ms to 1h.
   * @param timeout How long one export to any target may take; from 1ms to 1h.
   * @param shutdownTimeout How long closing may take, until what still waits is given up; from 1ms
   *     to 1h.
   * @param spool Files that spans are kept in while an OTLP receiver is down.
   */
  public record Delivery(
      @Nullable DataSize maxQueueBytes,
      @DefaultValue("8192") Integer maxQueueSpans,
      @DefaultValue("512") Integer batchSize,
      @DefaultValue("1s") Duration interval,
      @DefaultValue("10s") Duration timeout,
      @DefaultValue("5s") Duration shutdownTimeout,
      @DefaultValue Spool spool) {}

  /**
   * Files that spans are kept in while an OTLP receiver is down, also past the end of the process.
   *
   * @param directory Directory of the files; created if it is missing. Nothing is kept unless set.
   * @param maxBytes Most bytes of the files, for each receiver; from 1MB to 1TB. The oldest spans
   *     go when it is reached.
   * @param maxAge Time after which a span is dropped; from 1s to 365d.
   */
  public record Spool(
      @Nullable String directory,
      @DefaultValue("256MB") DataSize maxBytes,
      @DefaultValue("24h") Duration maxAge) {}
}
