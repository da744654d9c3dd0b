package dev.raglan.seeds;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A method on which every field of Athina's pages is bound, to an argument or to the result. */
final class AnnotatedGeneration {

  private Map<String, Object> result = Map.of();

  @Generation("g")
  @BindResult(field = Field.RESPONSE, path = "RESPONSE")
  @BindResult(field = Field.TOOL_CALLS, path = "TOOL_CALLS")
  @BindResult(field = Field.PROMPT_TOKENS, path = "PROMPT_TOKENS")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "COMPLETION_TOKENS")
  @BindResult(field = Field.TOTAL_TOKENS, path = "TOTAL_TOKENS")
  @BindResult(field = Field.COST, path = "COST")
  @BindResult(field = Field.RESPONSE_TIME, path = "RESPONSE_TIME")
  @BindResult(field = Field.STATUS_CODE, path = "STATUS_CODE")
  @BindResult(field = Field.ERROR, path = "ERROR")
  Map<String, Object> answer(
      @Bind(Field.MODEL) @Nullable Object model,
      @Bind(Field.PROMPT) @Nullable Object prompt,
      @Bind(Field.USER_QUERY) @Nullable Object userQuery,
      @Bind(Field.CONTEXT) @Nullable Object context,
      @Bind(Field.EXPECTED_RESPONSE) @Nullable Object expectedResponse,
      @Bind(Field.SESSION_ID) @Nullable Object sessionId,
      @Bind(Field.CUSTOMER_ID) @Nullable Object customerId,
      @Bind(Field.CUSTOMER_USER_ID) @Nullable Object customerUserId,
      @Bind(Field.EXTERNAL_REFERENCE_ID) @Nullable Object externalReferenceId,
      @Bind(Field.ENVIRONMENT) @Nullable Object environment,
      @Bind(Field.PROMPT_SLUG) @Nullable Object promptSlug,
      @Bind(Field.TOPIC) @Nullable Object topic,
      @Bind(Field.TAGS) @Nullable Object tags,
      @Bind(Field.FUNCTIONS) @Nullable Object functions,
      @Bind(Field.FUNCTION_CALL_RESPONSE) @Nullable Object functionCallResponse,
      @Bind(Field.TOOLS) @Nullable Object tools,
      @Bind(Field.TOOL_CHOICE) @Nullable Object toolChoice,
      @Bind(Field.TEMPERATURE) @Nullable Object temperature,
      @Bind(Field.MAX_TOKENS) @Nullable Object maxTokens,
      @Bind(Field.TOP_P) @Nullable Object topP,
      @Bind(Field.STOP) @Nullable Object stop,
      @Bind(Field.MODEL_OPTIONS) @Nullable Object modelOptions,
      @Bind(Field.CUSTOM_ATTRIBUTES) @Nullable Object customAttributes) {
    return result;
  }

  /** Calls the method with that field alone. */
  static void callWith(Field field, Object value, Spans spans) {
    Method method =
        Arrays.stream(AnnotatedGeneration.class.getDeclaredMethods())
            .filter(each -> each.getName().equals("answer"))
            .findFirst()
            .orElseThrow();
    Object[] arguments =
        Arrays.stream(method.getParameters())
            .map(parameter -> binds(parameter, field) ? value : null)
            .toArray();
    AnnotatedGeneration called = new AnnotatedGeneration();
    called.result = Map.of(field.name(), value);
    spans.call(called, "answer", arguments);
  }

  private static boolean binds(Parameter parameter, Field field) {
    return parameter.getAnnotation(Bind.class).value() == field;
  }
}
