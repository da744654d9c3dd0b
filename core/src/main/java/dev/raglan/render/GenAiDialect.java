package dev.raglan.render;

import dev.raglan.annotation.Field;
import dev.raglan.capture.Step;
import dev.raglan.capture.StreamSummary;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's semantic conventions for generative AI. */
final class GenAiDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.MODEL, GenAi.REQUEST_MODEL)
          .text(Field.PROVIDER, GenAi.PROVIDER_NAME)
          .text(Field.RESPONSE_MODEL, GenAi.RESPONSE_MODEL)
          .text(Field.RESPONSE_ID, GenAi.RESPONSE_ID)
          .texts(Field.FINISH_REASON, GenAi.RESPONSE_FINISH_REASONS)
          .text(Field.SESSION_ID, GenAi.CONVERSATION_ID)
          .text(Field.DATA_SOURCE_ID, GenAi.DATA_SOURCE_ID)
          .text(Field.TOOLS, GenAi.TOOL_DEFINITIONS)
          .text(Field.TOOL_NAME, GenAi.TOOL_NAME)
          .text(Field.TOOL_ARGUMENTS, GenAi.TOOL_CALL_ARGUMENTS)
          .decimal(Field.TEMPERATURE, GenAi.REQUEST_TEMPERATURE)
          .integer(Field.MAX_TOKENS, GenAi.REQUEST_MAX_TOKENS)
          .decimal(Field.TOP_P, GenAi.REQUEST_TOP_P)
          .decimal(Field.TOP_K, GenAi.REQUEST_TOP_K)
          .texts(Field.STOP, GenAi.REQUEST_STOP_SEQUENCES)
          .decimal(Field.FREQUENCY_PENALTY, GenAi.REQUEST_FREQUENCY_PENALTY)
          .decimal(Field.PRESENCE_PENALTY, GenAi.REQUEST_PRESENCE_PENALTY)
          .integer(Field.SEED, GenAi.REQUEST_SEED)
          .integer(Field.PROMPT_TOKENS, GenAi.USAGE_INPUT_TOKENS)
          .integer(Field.COMPLETION_TOKENS, GenAi.USAGE_OUTPUT_TOKENS)
          .text(Field.EMBEDDING_MODEL, GenAi.REQUEST_MODEL)
          .integer(Field.EMBEDDING_DIMENSIONS, GenAi.EMBEDDINGS_DIMENSION_COUNT);

  @Override
  public String name() {
    return "gen-ai";
  }

  @Override
  public void renderStep(Step step, AttributeSink sink) {
    String operation = operationOf(step);
    if (operation != null) {
      sink.put(GenAi.OPERATION_NAME, operation);
    }
    Step.GenerationStep generation = step.generation();
    if (generation != null) {
      putIfKnown(GenAi.PROVIDER_NAME, generation.provider(), sink);
      putIfKnown(GenAi.REQUEST_MODEL, generation.model(), sink);
    }
    switch (step.type()) {
      case TOOL -> sink.put(GenAi.TOOL_NAME, step.name());
      case AGENT -> sink.put(GenAi.AGENT_NAME, step.name());
      case CHAIN -> sink.put(GenAi.WORKFLOW_NAME, step.name());
      default -> {}
    }
  }

  private static @Nullable String operationOf(Step step) {
    return switch (step.type()) {
      case GENERATION -> step.generation() == null ? "chat" : step.generation().operation().id();
      case EMBEDDING -> "embeddings";
      case RETRIEVER -> "retrieval";
      case RERANKER -> "rerank";
      case TOOL -> "execute_tool";
      case AGENT -> "invoke_agent";
      case CHAIN -> "invoke_workflow";
      default -> null;
    };
  }

  private static void putIfKnown(
      AttributeKey<String> key, @Nullable String value, AttributeSink sink) {
    if (value != null) {
      sink.put(key, value);
    }
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    FIELDS.write(rendering, sink);
    StreamSummary stream = rendering.stream();
    if (stream != null && stream.secondsToFirst() >= 0) {
      sink.put(GenAi.RESPONSE_TIME_TO_FIRST_CHUNK, stream.secondsToFirst());
    }
    SpanType type = rendering.step().type();
    switch (type) {
      case GENERATION -> renderMessages(rendering, sink);
      case RETRIEVER -> putIfKnown(GenAi.RETRIEVAL_QUERY_TEXT, rendering.text(Field.QUERY), sink);
      case TOOL -> renderToolResult(rendering, sink);
      default -> {}
    }
  }

  private static void renderMessages(Rendering rendering, AttributeSink sink) {
    Content system = rendering.content(Field.SYSTEM_PROMPT);
    if (system != null) {
      sink.put(GenAi.SYSTEM_INSTRUCTIONS, "[" + MessageJson.textPart(system.value()) + "]");
    }
    Content prompt = rendering.prompt();
    if (prompt != null && !prompt.json()) {
      sink.put(GenAi.INPUT_MESSAGES, MessageJson.messages("user", prompt.value(), null));
    }
    Content response = rendering.response();
    if (response != null && !response.json()) {
      List<String> reasons = rendering.texts(Field.FINISH_REASON);
      String reason = reasons.isEmpty() ? "stop" : reasons.get(0);
      sink.put(GenAi.OUTPUT_MESSAGES, MessageJson.messages("assistant", response.value(), reason));
    }
  }

  private static void renderToolResult(Rendering rendering, AttributeSink sink) {
    Content output = rendering.output();
    if (output != null) {
      sink.put(GenAi.TOOL_CALL_RESULT, output.value());
    }
  }
}
