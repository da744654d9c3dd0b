package dev.raglan.internal.library.stainless;

import dev.raglan.internal.read.CopiedChunks;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the chunks of such a library, which never change. A chunk that does nothing but
 * continue the text of the last one is kept as that text: the chunk itself weighs 30 times as much.
 */
final class TextDeltas implements CopiedChunks {

  private final ChunkReader reader;
  private final Function<Object, Object> conversion;
  private final Texts texts;
  private @Nullable Object copied;
  private @Nullable Object added;

  /** The texts that continue the last chunk and are still to be read, as one; null for none. */
  private @Nullable StringBuilder continued;

  /** The texts of the chunks of a library. Stateless. */
  interface Texts {

    /**
     * Returns the text of a chunk; null if the chunk says anything else that the last one does not.
     *
     * @param last the chunk that it is compared with
     */
    @Nullable String continued(Object last, Object chunk);

    /** Returns the chunk, as it is converted, that continues the last one with the text. */
    Object chunk(Object last, String text);
  }

  /**
   * @param reader reads the converted chunks
   * @param conversion converts a chunk to the JSON that it stands for
   */
  TextDeltas(ChunkReader reader, Function<Object, Object> conversion, Texts texts) {
    this.reader = reader;
    this.conversion = conversion;
    this.texts = texts;
  }

  @Override
  public Object copy(Object chunk) {
    Object last = copied;
    String text = last == null ? null : texts.continued(last, chunk);
    if (text != null) {
      return text;
    }
    copied = chunk;
    return chunk;
  }

  @Override
  public void add(Object chunk) {
    if (chunk instanceof String text && added != null) {
      continued = continued == null ? new StringBuilder() : continued;
      continued.append(text);
    } else {
      addContinued();
      added = chunk;
      reader.add(conversion.apply(chunk));
    }
  }

  /** Adds the texts in one chunk: to look through each by its names takes more than its text. */
  private void addContinued() {
    StringBuilder joined = continued;
    Object last = added;
    continued = null;
    if (joined != null && last != null) {
      reader.add(texts.chunk(last, joined.toString()));
    }
  }

  @Override
  public Extraction result() {
    addContinued();
    return reader.result();
  }
}
