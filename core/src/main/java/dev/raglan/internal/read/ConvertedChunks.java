package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reader of chunks that are converted before they are read; a list of them is read one by one.
 *
 * @param reader reads the converted chunks
 * @param conversion returns null for a chunk that is left out
 */
public record ConvertedChunks(ChunkReader reader, Function<Object, @Nullable Object> conversion)
    implements ChunkReader {

  @Override
  public void add(Object chunk) {
    Object converted = conversion.apply(chunk);
    if (converted instanceof ArrayNode several) {
      several.forEach(reader::add);
    } else if (converted != null) {
      reader.add(converted);
    }
  }

  @Override
  public Extraction result() {
    return reader.result();
  }
}
