package dev.raglan.internal.invoke;

import dev.raglan.internal.capture.StreamedElements;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * A streamed result as it passes by: gathered as it is, or put together if its elements are the
 * chunks of a model's answer.
 *
 * @param gathering the elements, or their number alone if there is a reader
 * @param reader puts chunks together; null if the elements are none
 * @param reading what may be recorded of that
 */
record StreamAccumulator(
    StreamedElements gathering, @Nullable ChunkReader reader, Reading reading) {

  void add(@Nullable Object element) {
    gathering.add(element);
    if (reader != null && element != null) {
      reader.add(element);
    }
  }

  /** The content so far: the answer's text, or what was gathered; null if there is none. */
  @Nullable Object content() {
    Completion completion = reader == null ? null : read().completion();
    return completion == null || completion.messages().isEmpty()
        ? gathering.content()
        : completion.messages().get(0).content();
  }

  /** What was read out of the chunks so far. */
  Extraction read() {
    return reader == null ? Extraction.NONE : reading.disclosed(reader.result());
  }

  StreamSummary summary() {
    return gathering.summary();
  }
}
