package dev.raglan.internal.read;

import dev.raglan.internal.capture.StreamedElements;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * A streamed result as it passes by: its elements are gathered as they are, or put together if they
 * are the chunks of a model's answer. Not thread-safe: its user sees to that.
 */
public final class StreamAccumulator {

  private final StreamedElements elements;
  private final @Nullable ChunkReader reader;
  private final boolean content;

  private StreamAccumulator(
      StreamedElements elements, @Nullable ChunkReader reader, boolean content) {
    this.elements = elements;
    this.reader = reader;
    this.content = content;
  }

  /**
   * Begins with the first element, which is still to be added.
   *
   * @param extractors find a reader for the chunks; null if none is asked for
   * @param content true if the content of elements is captured, false for usage, ids and their
   *     number alone
   * @param secondsToFirst from the start of the span to the first element, in seconds; negative if
   *     not known
   */
  public static StreamAccumulator begin(
      @Nullable Object first,
      ValueSnapshotter snapshots,
      @Nullable Extractors extractors,
      boolean content,
      double secondsToFirst) {
    ChunkReader reader = extractors == null ? null : extractors.accumulator(first);
    boolean keepsElements = content && reader == null;
    return new StreamAccumulator(snapshots.stream(keepsElements, secondsToFirst), reader, content);
  }

  /** Adds an element. */
  public void add(@Nullable Object element) {
    elements.add(element);
    if (reader != null && element != null) {
      reader.add(element);
    }
  }

  /** Returns the content so far: the answer's text, or the elements; null if there is none. */
  public @Nullable Object content() {
    Completion completion = reader == null ? null : read().completion();
    return completion == null || completion.messages().isEmpty()
        ? elements.content()
        : completion.messages().get(0).content();
  }

  /** Returns what was read out of the chunks so far. */
  public Extraction read() {
    if (reader == null) {
      return Extraction.NONE;
    }
    Extraction result = reader.result();
    return content ? result : result.withoutContent();
  }

  /** Returns the number of elements, and the time to the first. */
  public StreamSummary summary() {
    return elements.summary();
  }
}
