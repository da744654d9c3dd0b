package dev.raglan.render;

import dev.raglan.annotation.Field;
import dev.raglan.capture.Step;
import dev.raglan.capture.StreamSummary;
import dev.raglan.semconv.RaglanAttributes;
import java.util.Locale;

/** What no other convention has a word for; always written. */
final class RaglanDialect implements Dialect {

  private static final FieldKeys FIELDS =
      new FieldKeys()
          .text(Field.CUSTOMER_ID, RaglanAttributes.CUSTOMER_ID)
          .text(Field.CUSTOMER_USER_ID, RaglanAttributes.CUSTOMER_USER_ID)
          .text(Field.EXTERNAL_REFERENCE_ID, RaglanAttributes.REFERENCE_ID)
          .text(Field.ENVIRONMENT, RaglanAttributes.ENVIRONMENT)
          .text(Field.PROMPT_SLUG, RaglanAttributes.PROMPT_SLUG)
          .text(Field.TOPIC, RaglanAttributes.TOPIC)
          .text(Field.USER_QUERY, RaglanAttributes.USER_QUERY)
          .text(Field.CONTEXT, RaglanAttributes.CONTEXT)
          .text(Field.EXPECTED_RESPONSE, RaglanAttributes.EXPECTED_RESPONSE)
          .text(Field.FUNCTIONS, RaglanAttributes.FUNCTIONS)
          .text(Field.FUNCTION_CALL_RESPONSE, RaglanAttributes.FUNCTION_CALL_RESPONSE)
          .text(Field.TOOL_CHOICE, RaglanAttributes.TOOL_CHOICE)
          .text(Field.TOOL_CALLS, RaglanAttributes.TOOL_CALLS)
          .text(Field.ERROR, RaglanAttributes.ERROR_MESSAGE)
          .decimal(Field.COST, RaglanAttributes.COST_TOTAL)
          .integer(Field.RESPONSE_TIME, RaglanAttributes.RESPONSE_TIME)
          .integer(Field.STATUS_CODE, RaglanAttributes.STATUS_CODE);

  @Override
  public String name() {
    return "raglan";
  }

  @Override
  public void renderStep(Step step, AttributeSink sink) {
    sink.put(RaglanAttributes.SPAN_TYPE, typeOf(step));
    if (step.event() != null) {
      sink.put(RaglanAttributes.EVENT_TYPE, step.event().id());
    }
    if (step.eventName() != null) {
      sink.put(RaglanAttributes.EVENT_NAME, step.eventName());
    }
    Step.GenerationStep generation = step.generation();
    if (generation != null && generation.promptSlug() != null) {
      sink.put(RaglanAttributes.PROMPT_SLUG, generation.promptSlug());
    }
  }

  private static String typeOf(Step step) {
    String custom = step.customType();
    return custom != null ? custom : step.type().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void render(Rendering rendering, AttributeSink sink) {
    FIELDS.write(rendering, sink);
    StreamSummary stream = rendering.stream();
    if (stream != null) {
      sink.put(RaglanAttributes.STREAM_CHUNKS, stream.chunks());
    }
  }
}
