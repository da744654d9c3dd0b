package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Attributes that neither OpenTelemetry's GenAI conventions nor OpenInference have a word for.
 *
 * <p>Source: Raglan; the words are from the logging pages of Athina, LastMile, Adaline and Scale.
 */
public final class RaglanAttributes {

  /**
   * The span's type: a {@link dev.raglan.model.SpanType} in lower case, or the application's own.
   * Type: string. Example: {@code retriever}.
   */
  public static final AttributeKey<String> SPAN_TYPE = AttributeKey.stringKey("raglan.span.type");

  /**
   * The outcome of the span, as {@link dev.raglan.model.Status#id()} says it. Type: string.
   * Example: {@code canceled}.
   */
  public static final AttributeKey<String> STATUS = AttributeKey.stringKey("raglan.status");

  /**
   * The RAG event the span stands for, as {@link dev.raglan.model.RagEventType#id()} says it. Type:
   * string. Example: {@code retrieval}.
   */
  public static final AttributeKey<String> EVENT_TYPE = AttributeKey.stringKey("raglan.event.type");

  /** The RAG event's name, when it was given one. Type: string. Example: {@code vector search}. */
  public static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("raglan.event.name");

  /**
   * The annotated method, class included (OpenTelemetry's code conventions). Type: string. Example:
   * {@code com.acme.Rag.ask}.
   */
  public static final AttributeKey<String> CODE_FUNCTION =
      AttributeKey.stringKey("code.function.name");

  /**
   * True if the call returned a future that had not completed when the span ended. Type: boolean.
   * Example: {@code true}.
   */
  public static final AttributeKey<Boolean> RESULT_PENDING =
      AttributeKey.booleanKey("raglan.result.pending");

  /** Number of elements of a streamed result. Type: integer. Example: {@code 42}. */
  public static final AttributeKey<Long> STREAM_CHUNKS =
      AttributeKey.longKey("raglan.stream.chunks");

  /** The customer on whose behalf the call is made. Type: string. Example: {@code acme}. */
  public static final AttributeKey<String> CUSTOMER_ID =
      AttributeKey.stringKey("raglan.customer.id");

  /** The end user of that customer. Type: string. Example: {@code u-7}. */
  public static final AttributeKey<String> CUSTOMER_USER_ID =
      AttributeKey.stringKey("raglan.customer.user_id");

  /** The application's own id of the call. Type: string. Example: {@code order-4711}. */
  public static final AttributeKey<String> REFERENCE_ID =
      AttributeKey.stringKey("raglan.reference_id");

  /**
   * The prompt that messages were read out of, as it was passed: kept beside the span for hosted
   * services, and never exported as an attribute. Type: string. Example: {@code
   * [{"role":"user","content":"hi"}]}.
   */
  public static final AttributeKey<String> PASSED_PROMPT =
      AttributeKey.stringKey("raglan.passed.prompt");

  /**
   * The response that an answer was read out of, as it was passed: kept beside the span for hosted
   * services, and never exported as an attribute. Type: string. Example: {@code {"choices":[]}}.
   */
  public static final AttributeKey<String> PASSED_RESPONSE =
      AttributeKey.stringKey("raglan.passed.response");

  /**
   * The service's name, of the resource (OpenTelemetry's service conventions). Type: string.
   * Example: {@code my-api}.
   */
  public static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  /**
   * The session, or conversation, of the call (OpenTelemetry's session conventions). Type: string.
   * Example: {@code s-1}.
   */
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("session.id");

  /**
   * The environment the application runs in (OpenTelemetry's deployment conventions). Type: string.
   * Example: {@code production}.
   */
  public static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment.name");

  /** The slug of the prompt template. Type: string. Example: {@code answer-v2}. */
  public static final AttributeKey<String> PROMPT_SLUG =
      AttributeKey.stringKey("raglan.prompt.slug");

  /** The version of the prompt template. Type: string. Example: {@code 2}. */
  public static final AttributeKey<String> PROMPT_VERSION =
      AttributeKey.stringKey("raglan.prompt.version");

  /** The application's release. Type: string. Example: {@code 2026.1}. */
  public static final AttributeKey<String> RELEASE = AttributeKey.stringKey("raglan.release");

  /** The topic that the call is filed under. Type: string. Example: {@code billing}. */
  public static final AttributeKey<String> TOPIC = AttributeKey.stringKey("raglan.topic");

  /** The end user's query. Content. Type: string. Example: {@code What is Raglan?}. */
  public static final AttributeKey<String> USER_QUERY = AttributeKey.stringKey("raglan.user_query");

  /**
   * The retrieved context, as text or JSON. Content. Type: string. Example: {@code Raglan is a
   * sleeve.}.
   */
  public static final AttributeKey<String> CONTEXT = AttributeKey.stringKey("raglan.context");

  /** The ground truth. Content. Type: string. Example: {@code A sleeve.}. */
  public static final AttributeKey<String> EXPECTED_RESPONSE =
      AttributeKey.stringKey("raglan.expected_response");

  /** The functions offered to the model, as JSON. Content. Type: string. Example: {@code []}. */
  public static final AttributeKey<String> FUNCTIONS = AttributeKey.stringKey("raglan.functions");

  /** The answer of the called function. Content. Type: string. Example: {@code 21}. */
  public static final AttributeKey<String> FUNCTION_CALL_RESPONSE =
      AttributeKey.stringKey("raglan.function_call_response");

  /** The tool that the model may or must choose. Type: string. Example: {@code auto}. */
  public static final AttributeKey<String> TOOL_CHOICE =
      AttributeKey.stringKey("raglan.tool_choice");

  /** The tool calls the model asked for, as JSON. Content. Type: string. Example: {@code []}. */
  public static final AttributeKey<String> TOOL_CALLS = AttributeKey.stringKey("raglan.tool_calls");

  /** Tags. Type: string[]. Example: {@code ["chat"]}. */
  public static final AttributeKey<List<String>> TAGS = AttributeKey.stringArrayKey("raglan.tags");

  /**
   * Attributes of the application's own, as JSON. Type: string. Example: {@code {"tier":"gold"}}.
   */
  public static final AttributeKey<String> CUSTOM_ATTRIBUTES =
      AttributeKey.stringKey("raglan.custom_attributes");

  /**
   * The options of a request where some were bound together, as JSON. Type: string. Example: {@code
   * {"logprobs":true}}.
   */
  public static final AttributeKey<String> MODEL_OPTIONS =
      AttributeKey.stringKey("raglan.model_options");

  /**
   * The bound documents in a form that Raglan could not read documents from. Content. Type: string.
   * Example: {@code [1,2]}.
   */
  public static final AttributeKey<String> DOCUMENTS = AttributeKey.stringKey("raglan.documents");

  /** Tokens in input and output. Unit: tokens. Type: integer. Example: {@code 280}. */
  public static final AttributeKey<Long> USAGE_TOTAL_TOKENS =
      AttributeKey.longKey("raglan.usage.total_tokens");

  /**
   * True if token counts are estimates of Raglan's; written when they are. Type: boolean. Example:
   * {@code true}.
   */
  public static final AttributeKey<Boolean> USAGE_ESTIMATED =
      AttributeKey.booleanKey("raglan.usage.estimated");

  /** Number of embeddings that were computed. Type: integer. Example: {@code 12}. */
  public static final AttributeKey<Long> EMBEDDINGS_COUNT =
      AttributeKey.longKey("raglan.embeddings.count");

  /**
   * The cost of the input. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0009}.
   */
  public static final AttributeKey<Double> COST_PROMPT =
      AttributeKey.doubleKey("raglan.cost.prompt");

  /**
   * The cost of the output. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0012}.
   */
  public static final AttributeKey<Double> COST_COMPLETION =
      AttributeKey.doubleKey("raglan.cost.completion");

  /**
   * True if the cost was computed from a price table; written when it was. Type: boolean. Example:
   * {@code true}.
   */
  public static final AttributeKey<Boolean> COST_ESTIMATED =
      AttributeKey.booleanKey("raglan.cost.estimated");

  /**
   * The cost of the call. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0021}.
   */
  public static final AttributeKey<Double> COST_TOTAL = AttributeKey.doubleKey("raglan.cost.total");

  /** Time that the model took. Unit: milliseconds. Type: integer. Example: {@code 350}. */
  public static final AttributeKey<Long> RESPONSE_TIME =
      AttributeKey.longKey("raglan.response_time");

  /** The HTTP status code of the provider's answer. Type: integer. Example: {@code 200}. */
  public static final AttributeKey<Long> STATUS_CODE = AttributeKey.longKey("raglan.status_code");

  /**
   * The error message that the application reported. Type: string. Example: {@code rate limited}.
   */
  public static final AttributeKey<String> ERROR_MESSAGE = AttributeKey.stringKey("raglan.error");

  /**
   * The category of an error: {@code rate_limit}, {@code auth}, {@code timeout}, {@code server} or
   * {@code client}. Type: string. Example: {@code rate_limit}.
   */
  public static final AttributeKey<String> ERROR_CATEGORY =
      AttributeKey.stringKey("raglan.error.category");

  /**
   * The reason why something could not be captured: the class of what was thrown. Type: string.
   * Example: {@code java.lang.StackOverflowError}.
   */
  public static final AttributeKey<String> CAPTURE_ERROR =
      AttributeKey.stringKey("raglan.capture.error");

  /**
   * The part of the call that was kept, if that is not everything. Type: string. Example: {@code
   * structure}.
   *
   * @see dev.raglan.model.CaptureMode
   */
  public static final AttributeKey<String> CAPTURE_MODE =
      AttributeKey.stringKey("raglan.capture.mode");

  /** The version of what runs. Type: string. Example: {@code 2.1.0}. */
  public static final AttributeKey<String> VERSION = AttributeKey.stringKey("raglan.version");

  /** The id of the prompt that is used (Adaline). Type: string. Example: {@code prompt_abc}. */
  public static final AttributeKey<String> PROMPT_ID = AttributeKey.stringKey("raglan.prompt.id");

  /** The id of the deployment that is used (Adaline). Type: string. Example: {@code deploy_abc}. */
  public static final AttributeKey<String> DEPLOYMENT_ID =
      AttributeKey.stringKey("raglan.deployment.id");

  /**
   * True if evaluators run on the span once it has ended (Adaline). Type: boolean. Example: {@code
   * true}.
   */
  public static final AttributeKey<Boolean> RUN_EVALUATION =
      AttributeKey.booleanKey("raglan.run_evaluation");

  /** The application's group of spans (Scale). Type: string. Example: {@code batch-7}. */
  public static final AttributeKey<String> GROUP_ID = AttributeKey.stringKey("raglan.group_id");

  /** The variant of the application that ran (Scale). Type: string. Example: {@code var_abc}. */
  public static final AttributeKey<String> APPLICATION_VARIANT_ID =
      AttributeKey.stringKey("raglan.application.variant_id");

  /** The interaction the span is part of (Scale). Type: string. Example: {@code int_abc}. */
  public static final AttributeKey<String> APPLICATION_INTERACTION_ID =
      AttributeKey.stringKey("raglan.application.interaction_id");

  /**
   * Prefix of the keys of parameters: {@code raglan.param.chunk_size}. Type: of the value, a string
   * holds JSON where it is neither text, number nor boolean. Example: {@code 512}.
   */
  public static final String PARAM_PREFIX = "raglan.param.";

  /**
   * The input of the RAG event, as text or JSON. Content. Type: string. Example: {@code What is
   * Raglan?}.
   */
  public static final AttributeKey<String> EVENT_INPUT =
      AttributeKey.stringKey("raglan.event.input");

  /**
   * The output of the RAG event, as text or JSON. Content. Type: string. Example: {@code
   * [{"id":"c1","score":0.9}]}.
   */
  public static final AttributeKey<String> EVENT_OUTPUT =
      AttributeKey.stringKey("raglan.event.output");

  /**
   * Other facts of the RAG event, as a JSON object. Type: string. Example: {@code
   * {"index":"docs"}}.
   */
  public static final AttributeKey<String> EVENT_METADATA =
      AttributeKey.stringKey("raglan.event.metadata");

  /**
   * The input in the OpenTelemetry event of a RAG event (LastMile's word). Content. Type: string.
   * Example: {@code What is Raglan?}.
   */
  public static final AttributeKey<String> LOGGED_INPUT = AttributeKey.stringKey("input");

  /**
   * The output in the OpenTelemetry event of a RAG event (LastMile's word). Content. Type: string.
   * Example: {@code A sleeve.}.
   */
  public static final AttributeKey<String> LOGGED_OUTPUT = AttributeKey.stringKey("output");

  /**
   * The metadata in the OpenTelemetry event of a RAG event (LastMile's word), as a JSON object.
   * Type: string. Example: {@code {"index":"docs"}}.
   */
  public static final AttributeKey<String> LOGGED_EVENT_DATA = AttributeKey.stringKey("event_data");

  /**
   * The kind of a RAG event, on its span (LastMile's word); written where spans go to LastMile.
   * Type: string. Example: {@code retrieval}.
   */
  public static final AttributeKey<String> LASTMILE_SPAN_KIND =
      AttributeKey.stringKey("lastmile.span.kind");

  /**
   * The trace's input, on its topmost span, where it is not that span's own: of the trace's event,
   * else the first of its RAG events. Content. Type: string. Example: {@code What is Raglan?}.
   */
  public static final AttributeKey<String> TRACE_INPUT =
      AttributeKey.stringKey("raglan.trace.input");

  /**
   * The trace's output, on its topmost span, where it is not that span's own: of the trace's event,
   * else the last of its RAG events. Content. Type: string. Example: {@code A sleeve.}.
   */
  public static final AttributeKey<String> TRACE_OUTPUT =
      AttributeKey.stringKey("raglan.trace.output");

  /**
   * Other facts of the trace's event, as JSON, on the trace's topmost span. Type: string. Example:
   * {@code {"tier":"gold"}}.
   */
  public static final AttributeKey<String> TRACE_METADATA =
      AttributeKey.stringKey("raglan.trace.metadata");

  /**
   * The pipeline of the trace, as {@link dev.raglan.model.PipelineType#id()} says it, on the
   * trace's topmost span. Type: string. Example: {@code query}.
   */
  public static final AttributeKey<String> PIPELINE_TYPE =
      AttributeKey.stringKey("raglan.pipeline.type");

  /**
   * The trace that ingested what this one reads, on the trace's topmost span. Type: string.
   * Example: {@code 0af7651916cd43dd8448eb211c80319c}.
   */
  public static final AttributeKey<String> INGESTION_TRACE_ID =
      AttributeKey.stringKey("raglan.ingestion.trace_id");

  /**
   * The kind of feedback: {@code binary}, {@code neutral}, {@code numeric}, {@code categorical},
   * {@code text} or {@code json}. Type: string. Example: {@code binary}.
   */
  public static final AttributeKey<String> FEEDBACK_KIND =
      AttributeKey.stringKey("raglan.feedback.kind");

  /** The value of the feedback, as text or JSON. Content. Type: string. Example: {@code true}. */
  public static final AttributeKey<String> FEEDBACK_VALUE =
      AttributeKey.stringKey("raglan.feedback.value");

  /** The choices of a categorical feedback. Type: string[]. Example: {@code ["good","bad"]}. */
  public static final AttributeKey<List<String>> FEEDBACK_CATEGORIES =
      AttributeKey.stringArrayKey("raglan.feedback.categories");

  /** The reason for the feedback. Content. Type: string. Example: {@code too long}. */
  public static final AttributeKey<String> FEEDBACK_COMMENT =
      AttributeKey.stringKey("raglan.feedback.comment");

  /**
   * The origin of the feedback, as {@link dev.raglan.model.FeedbackSource#id()} says it. Type:
   * string. Example: {@code user}.
   */
  public static final AttributeKey<String> FEEDBACK_SOURCE =
      AttributeKey.stringKey("raglan.feedback.source");

  /**
   * The id of the feedback: of two with the same id the later one counts. Type: string. Example:
   * {@code 6f1ad1c5-0f3e-4b1b-9d0a-0c8f5f1c2a77}.
   */
  public static final AttributeKey<String> FEEDBACK_ID =
      AttributeKey.stringKey("raglan.feedback.id");

  /**
   * The target of the feedback: {@code span}, {@code trace}, {@code reference}, {@code session} or
   * {@code project}. Type: string. Example: {@code trace}.
   */
  public static final AttributeKey<String> FEEDBACK_TARGET =
      AttributeKey.stringKey("raglan.feedback.target");

  /**
   * The trace that the feedback is on. Type: string. Example: {@code
   * 0af7651916cd43dd8448eb211c80319c}.
   */
  public static final AttributeKey<String> FEEDBACK_TRACE_ID =
      AttributeKey.stringKey("raglan.feedback.trace_id");

  /** The span that the feedback is on. Type: string. Example: {@code b7ad6b7169203331}. */
  public static final AttributeKey<String> FEEDBACK_SPAN_ID =
      AttributeKey.stringKey("raglan.feedback.span_id");

  /**
   * The application's own id of the call that the feedback is on. Type: string. Example: {@code
   * order-4711}.
   */
  public static final AttributeKey<String> FEEDBACK_REFERENCE_ID =
      AttributeKey.stringKey("raglan.feedback.reference_id");

  /**
   * Number of messages missing from the span, in the dialect that had to leave out the most. The
   * first message and the latest ones are kept. Type: integer. Example: {@code 12}.
   */
  public static final AttributeKey<Long> MESSAGES_LEFT_OUT =
      AttributeKey.longKey("raglan.messages.left_out");

  /**
   * Number of tool calls and attachments missing from the flattened messages. Type: integer.
   * Example: {@code 3}.
   */
  public static final AttributeKey<Long> MESSAGE_PARTS_LEFT_OUT =
      AttributeKey.longKey("raglan.message_parts.left_out");

  /**
   * Number of documents missing from the span, in the dialect that had to leave out the most. The
   * best are kept. Type: integer. Example: {@code 30}.
   */
  public static final AttributeKey<Long> DOCUMENTS_LEFT_OUT =
      AttributeKey.longKey("raglan.documents.left_out");

  /** Number of offered tools missing from the flattened ones. Type: integer. Example: {@code 5}. */
  public static final AttributeKey<Long> TOOLS_LEFT_OUT =
      AttributeKey.longKey("raglan.tools.left_out");

  /** Number of embeddings missing from the flattened ones. Type: integer. Example: {@code 90}. */
  public static final AttributeKey<Long> EMBEDDINGS_LEFT_OUT =
      AttributeKey.longKey("raglan.embeddings.left_out");

  private RaglanAttributes() {}
}
