package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads embeddings out of JSON, maps and beans: {@code data[].embedding}. */
final class EmbeddingLists {

  /** The most vectors that are put in the order of their index. */
  private static final int MOST_SORTED = 2_048;

  private final Vectors vectors;

  EmbeddingLists(Vectors vectors) {
    this.vectors = vectors;
  }

  /** All that embeddings take is input. */
  private static @Nullable Usage ofInput(@Nullable Usage usage) {
    boolean isTotal = usage != null && usage.inputTokens() == null && usage.outputTokens() == null;
    return usage == null || !isTotal ? usage : Usage.of(usage.totalTokens(), null);
  }

  /** Returns the embeddings that the value holds; null if it holds none. */
  @Nullable Embeddings of(Shape shape) {
    SortedMap<Long, Object> byIndex = new TreeMap<>();
    for (Shape each : shape.list(vectors.asked() ? MOST_SORTED : 1, "data", "embeddings")) {
      Object vector = each.get("embedding", "vector", "values");
      if (vector == null && Vectors.dimensions(each.value()) > 0) {
        vector = each.value();
      }
      if (vector != null) {
        Long index = each.count("index");
        byIndex.putIfAbsent(index == null ? (Long) (long) byIndex.size() : index, vector);
      }
    }
    if (byIndex.isEmpty()) {
      return null;
    }
    List<Object> found = new ArrayList<>(byIndex.values());
    int dimensions = Vectors.dimensions(found.get(0));
    return new Embeddings(
        Completions.model(shape),
        shape.size("data", "embeddings"),
        dimensions == 0 ? null : (Integer) dimensions,
        vectors.of(found),
        ofInput(UsageReader.in(shape)));
  }
}
