package dev.raglan.internal.library.stainless;

import com.openai.core.JsonField;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice.Delta;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextDeltaEvent;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of openai-java's chunks: those of Chat Completions and of Responses. */
@SuppressWarnings("deprecation") // Compatible servers still send what openai-java deprecates.
final class OpenAiTexts implements TextDeltas.Texts {

  /** The fields of a delta that are looked at; a later version may have others. */
  private static final Set<String> FIELDS =
      Set.of(
          "_audio",
          "_content",
          "_functionCall",
          "_refusal",
          "_role",
          "_toolCalls",
          "_allProperties",
          "_additionalProperties");

  /** The value itself: an Optional for each field of each chunk would be garbage. */
  private static final JsonField.Visitor<Object, @Nullable Object> VALUE =
      new JsonField.Visitor<>() {
        @Override
        public @Nullable Object visitKnown(Object value) {
          return value;
        }

        @Override
        public @Nullable Object visitDefault() {
          return null;
        }
      };

  private static final boolean KNOWS_ALL_FIELDS =
      fields().filter(name -> name.startsWith("_")).allMatch(FIELDS::contains);

  private static final boolean HAS_AUDIO = fields().anyMatch("_audio"::equals);

  private static Stream<String> fields() {
    return Arrays.stream(Delta.class.getMethods()).map(Method::getName);
  }

  @Override
  public @Nullable String continued(Object last, Object chunk) {
    if (last instanceof ChatCompletionChunk before && chunk instanceof ChatCompletionChunk now) {
      return KNOWS_ALL_FIELDS ? continued(before, now) : null;
    }
    return last instanceof ResponseStreamEvent before
            && chunk instanceof ResponseStreamEvent now
            && before.isOutputTextDelta()
            && now.isOutputTextDelta()
        ? continued(before.asOutputTextDelta(), now.asOutputTextDelta())
        : null;
  }

  private static @Nullable String continued(ChatCompletionChunk last, ChatCompletionChunk chunk) {
    boolean isSame =
        isSame(chunk._id(), last._id())
            && isSame(chunk._model(), last._model())
            && isAbsent(chunk._usage())
            && isSame(chunk._additionalProperties(), last._additionalProperties());
    Choice choice = isSame ? only(chunk) : null;
    Choice before = choice == null ? null : only(last);
    return choice == null || before == null ? null : continued(before, choice);
  }

  private static @Nullable Choice only(ChatCompletionChunk chunk) {
    List<Choice> choices = known(chunk._choices());
    return choices != null && choices.size() == 1 ? choices.get(0) : null;
  }

  private static @Nullable String continued(Choice last, Choice choice) {
    boolean isSame =
        isSame(choice._index(), last._index())
            && isAbsent(choice._finishReason())
            && isSame(choice._additionalProperties(), last._additionalProperties());
    Delta delta = isSame ? known(choice._delta()) : null;
    Delta before = delta == null ? null : known(last._delta());
    return delta != null && before != null && isTextAlone(before, delta)
        ? known(delta._content())
        : null;
  }

  private static boolean isTextAlone(Delta last, Delta delta) {
    return isAbsent(delta._toolCalls())
        && isAbsent(delta._functionCall())
        && isAbsent(delta._refusal())
        && (isAbsent(delta._role()) || isSame(delta._role(), last._role()))
        && !(HAS_AUDIO && !isAbsent(delta._audio()))
        && delta._additionalProperties().isEmpty();
  }

  private static @Nullable String continued(
      ResponseTextDeltaEvent last, ResponseTextDeltaEvent event) {
    return isSame(event._outputIndex(), last._outputIndex())
            && event._additionalProperties().isEmpty()
        ? known(event._delta())
        : null;
  }

  /** Returns the value of a field; null for none, and for one of another type. */
  @SuppressWarnings("unchecked") // The visitor returns what it is given.
  private static <T> @Nullable T known(JsonField<T> field) {
    return (T) ((JsonField<Object>) field).accept(VALUE);
  }

  private static boolean isSame(JsonField<?> field, JsonField<?> last) {
    Object value = known(field);
    return value == null ? field.isMissing() && last.isMissing() : value.equals(known(last));
  }

  private static boolean isAbsent(JsonField<?> field) {
    return field.isMissing() || field.isNull();
  }

  private static boolean isSame(Map<?, ?> properties, Map<?, ?> last) {
    return properties.isEmpty() ? last.isEmpty() : properties.equals(last);
  }

  @Override
  public Object chunk(Object last, String text) {
    if (last instanceof ChatCompletionChunk chunk) {
      Choice choice = only(chunk);
      long index = choice == null ? 0 : choice._index().asKnown().orElse(0L);
      Map<String, Object> delta = Map.of("delta", Map.of("content", text), "index", index);
      return Map.of("choices", List.of(delta));
    }
    long output =
        last instanceof ResponseStreamEvent event && event.isOutputTextDelta()
            ? event.asOutputTextDelta()._outputIndex().asKnown().orElse(0L)
            : 0;
    return Map.of("type", "response.output_text.delta", "output_index", output, "delta", text);
  }
}
