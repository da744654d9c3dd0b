package dev.raglan.internal.read;

import dev.raglan.internal.capture.KeptChunks;
import dev.raglan.internal.capture.StreamedElements;
import dev.raglan.internal.capture.UnreadValues;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * A streamed result as it passes by: its elements are gathered as they are, or put together if they
 * are the chunks of a model's answer. Chunks that cannot change are kept until they are read, as
 * far as they are not too many.
 *
 * <p>Elements are added by one thread at a time; once all are, it is thread-safe.
 */
public final class StreamAccumulator implements UnreadValues.Weighed {

  private final StreamedElements elements;
  private final @Nullable ChunkReader reader;
  private final boolean content;
  private final KeptChunks kept;
  private boolean keeps;

  private StreamAccumulator(
      StreamedElements elements, @Nullable ChunkReader reader, boolean content, KeptChunks kept) {
    this.elements = elements;
    this.reader = reader;
    this.content = content;
    this.kept = kept;
    this.keeps = reader instanceof SafeChunks;
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
    StreamedElements elements = snapshots.stream(keepsElements, secondsToFirst);
    return new StreamAccumulator(elements, reader, content, snapshots.chunks());
  }

  /** Adds an element. */
  public void add(@Nullable Object element) {
    elements.add(element);
    if (reader == null || element == null) {
      return;
    }
    if (!keeps || !((SafeChunks) reader).keep(element, kept)) {
      readKept();
      reader.add(element);
    }
  }

  /** Reads the chunks that were kept; those that come later are read as they pass by. */
  private synchronized void readKept() {
    if (keeps && reader != null) {
      keeps = false;
      kept.all().forEach(reader::add);
      kept.all().clear();
    }
  }

  /** Returns true if it holds chunks that are still to be read, and no others. */
  public boolean isUnread() {
    return keeps;
  }

  /** Returns the memory that the unread chunks keep from being freed, in bytes. */
  @Override
  public long bytes() {
    return kept.bytes();
  }

  /** Returns the content so far: the answer's text, or the elements; null before the first one. */
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
    Extraction result = result(reader);
    return content ? result : result.withoutContent();
  }

  private synchronized Extraction result(ChunkReader chunks) {
    readKept();
    return chunks.result();
  }

  /** Returns the number of elements, and the time to the first. */
  public StreamSummary summary() {
    return elements.summary();
  }
}
