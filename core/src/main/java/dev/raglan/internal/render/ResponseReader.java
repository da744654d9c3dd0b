package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ResponseInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the facts of a response: those that are bound, else those that were read. */
final class ResponseReader {

  private static final ResponseInfo UNKNOWN = new ResponseInfo(null, null, List.of());

  private ResponseReader() {}

  static ResponseInfo read(Rendering rendering) {
    ResponseInfo read = rendering.callsModel() ? read(rendering.readFromOutput()) : UNKNOWN;
    if (!rendering.hasBindings()) {
      return bounded(read, rendering.writer().values());
    }
    String id = rendering.text(Field.RESPONSE_ID);
    String model = rendering.text(Field.RESPONSE_MODEL);
    List<String> reasons = rendering.texts(Field.FINISH_REASON);
    ResponseInfo all =
        new ResponseInfo(
            id == null ? read.id() : id,
            model == null ? read.model() : model,
            reasons.isEmpty() ? read.finishReasons() : reasons);
    return bounded(all, rendering.writer().values());
  }

  private static ResponseInfo bounded(ResponseInfo read, AttributeWriter values) {
    return read == UNKNOWN
        ? read
        : new ResponseInfo(
            bounded(read.id(), values),
            bounded(read.model(), values),
            values.names(spelled(read.finishReasons())));
  }

  private static List<String> spelled(List<String> reasons) {
    List<String> spelled = new ArrayList<>(reasons.size());
    for (String reason : reasons) {
      spelled.add(spelled(reason));
    }
    return spelled;
  }

  /**
   * Returns the conventions' word for why a model stopped, whichever the provider has; a word that
   * stands for none of them as it is.
   */
  private static String spelled(String reason) {
    return switch (reason.toLowerCase(Locale.ROOT).replace('-', '_')) {
      case "stop",
          "end_turn",
          "endturn",
          "stop_sequence",
          "stopsequence",
          "stop_criteria_met",
          "end_of_text",
          "endoftext",
          "word",
          "completed",
          "complete",
          "finish",
          "finished",
          "eos",
          "eos_token",
          "normal",
          "success",
          "alternative_status_final" ->
          "stop";
      case "length",
          "max_tokens",
          "maxtokens",
          "maximum_tokens",
          "token_limit",
          "limit",
          "max_output_tokens",
          "model_length",
          "max_completion_tokens",
          "max_prompt_tokens",
          "alternative_status_truncated_final",
          "model_context_window_exceeded" ->
          "length";
      case "tool_calls",
          "tool_call",
          "tool_use",
          "tooluse",
          "function_call",
          "tool_execution",
          "requires_action",
          "alternative_status_tool_calls" ->
          "tool_call";
      case "content_filter",
          "content_filtered",
          "safety",
          "prohibited_content",
          "blocklist",
          "image_safety",
          "image_prohibited_content",
          "recitation",
          "image_recitation",
          "spii",
          "model_armor",
          "refusal",
          "error_toxic",
          "guardrail_intervened",
          "sensitive",
          "blacklist",
          "alternative_status_content_filter" ->
          "content_filter";
      default -> reason;
    };
  }

  private static @Nullable String bounded(@Nullable String text, AttributeWriter values) {
    return text == null ? null : values.name(text);
  }

  private static ResponseInfo read(Extraction output) {
    Completion completion = output.completion();
    if (completion != null) {
      return new ResponseInfo(
          completion.responseId(), completion.model(), completion.finishReasons());
    }
    Embeddings embeddings = output.embeddings();
    return embeddings == null ? UNKNOWN : new ResponseInfo(null, embeddings.model(), List.of());
  }
}
