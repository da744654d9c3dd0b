package dev.raglan.internal.capture;

import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.StreamSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a streamed result as it passes by: text is joined, other elements are listed, both
 * within the limits. Not thread-safe: its user sees to that.
 */
public final class StreamedElements {

  private final ValueSnapshotter gatherer;
  private final CaptureLimits limits;
  private final boolean keepsContent;
  private final double secondsToFirst;
  private final StringBuilder text = new StringBuilder();
  private final List<@Nullable Object> elements = new ArrayList<>();
  private long textLength;
  private long chunks;

  StreamedElements(ValueSnapshotter gatherer, boolean keepsContent, double secondsToFirst) {
    this.gatherer = gatherer;
    this.limits = gatherer.renderer().limits();
    this.keepsContent = keepsContent;
    this.secondsToFirst = secondsToFirst;
  }

  /** Takes note of an element. */
  public void add(@Nullable Object element) {
    chunks++;
    if (!keepsContent) {
      return;
    }
    if (element instanceof CharSequence chunk && elements.isEmpty()) {
      append(chunk);
    } else if (elements.size() < limits.maxItems()) {
      elements.add(gatherer.hold(element));
    }
  }

  /** Keeps a little more than will be written: what is redacted must be seen whole. */
  private void append(CharSequence chunk) {
    textLength += chunk.length();
    int room = limits.maxLength() + CaptureLimits.REDACTION_WINDOW - text.length();
    text.append(chunk, 0, Math.min(room, chunk.length()));
  }

  /**
   * Returns the content so far: the joined text, or the list of elements; null before the first
   * element.
   */
  public @Nullable Object content() {
    if (elements.isEmpty()) {
      return textLength == 0 ? null : joinedText();
    }
    List<@Nullable Object> all = new ArrayList<>(elements);
    if (textLength > 0) {
      all.add(0, joinedText());
    }
    return Collections.unmodifiableList(all);
  }

  /** Returns the text as it is, to be redacted and cut with the others; what is left of more. */
  private String joinedText() {
    if (textLength == text.length()) {
      return text.toString();
    }
    return gatherer.renderer().text(text, limits.maxLength(), textLength);
  }

  /** Returns the number of elements, and the time to the first. */
  public StreamSummary summary() {
    return new StreamSummary(chunks, secondsToFirst);
  }
}
