package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Embeddings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads embeddings out of JSON, maps and beans: {@code data[].embedding}. */
final class EmbeddingLists {

  private final Vectors vectors;

  EmbeddingLists(Vectors vectors) {
    this.vectors = vectors;
  }

  /** The embeddings that the value is; null if it is none. */
  @Nullable Embeddings of(Shape shape) {
    List<Object> found = new ArrayList<>();
    for (Shape each : shape.list(Limits.VECTORS, "data", "embeddings")) {
      Object vector = each.get("embedding", "vector");
      if (vector == null && Vectors.dimensions(each.value()) > 0) {
        vector = each.value();
      }
      if (vector != null) {
        found.add(vector);
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    int dimensions = Vectors.dimensions(found.get(0));
    return new Embeddings(
        Completions.model(shape),
        shape.size("data", "embeddings"),
        dimensions == 0 ? null : (Integer) dimensions,
        vectors.of(found),
        UsageReader.in(shape));
  }
}
