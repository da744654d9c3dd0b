package dev.raglan.internal.library.stainless;

import com.anthropic.core.JsonField;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawContentBlockDeltaEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of anthropic-java's events: the deltas of one block. */
final class AnthropicTexts implements TextDeltas.Texts {

  /** The value itself: an Optional for each field of each event would be garbage. */
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

  @Override
  public @Nullable String continued(Object last, Object chunk) {
    RawContentBlockDeltaEvent before = delta(last);
    RawContentBlockDeltaEvent now = before == null ? null : delta(chunk);
    return before != null
            && now != null
            && isSame(now._index(), before._index())
            && now._additionalProperties().isEmpty()
        ? text(now)
        : null;
  }

  /** Returns the value of a field; null for none, and for one of another type. */
  @SuppressWarnings("unchecked") // The visitor returns what it is given.
  private static <T> @Nullable T known(JsonField<T> field) {
    return (T) ((JsonField<Object>) field).accept(VALUE);
  }

  private static boolean isSame(JsonField<Long> index, JsonField<Long> last) {
    Long value = known(index);
    return value != null && value.equals(known(last));
  }

  private static @Nullable RawContentBlockDeltaEvent delta(Object chunk) {
    return chunk instanceof RawMessageStreamEvent event && event.isContentBlockDelta()
        ? event.asContentBlockDelta()
        : null;
  }

  private static @Nullable String text(RawContentBlockDeltaEvent event) {
    RawContentBlockDelta delta = known(event._delta());
    if (delta == null || !delta.isText()) {
      return null;
    }
    TextDelta text = delta.asText();
    return text._additionalProperties().isEmpty() ? known(text._text()) : null;
  }

  @Override
  public Object chunk(Object last, String text) {
    RawContentBlockDeltaEvent before = delta(last);
    long index = before == null ? 0 : before._index().asKnown().orElse(0L);
    Map<String, Object> delta = Map.of("type", "text_delta", "text", text);
    return Map.of("type", "content_block_delta", "index", index, "delta", delta);
  }
}
