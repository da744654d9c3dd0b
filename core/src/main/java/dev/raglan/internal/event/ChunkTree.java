package dev.raglan.internal.event;

import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Chunk;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes chunks as maps: an embedding by its dimensions, unless vectors are asked for. */
final class ChunkTree {

  private ChunkTree() {}

  /** Returns at most so many chunks; null for null. */
  static @Nullable List<Map<String, Object>> of(
      @Nullable Collection<Chunk> chunks, int limit, boolean vectors) {
    return chunks == null
        ? null
        : chunks.stream()
            .filter(Objects::nonNull)
            .limit(limit)
            .map(chunk -> of(chunk, vectors))
            .toList();
  }

  private static Map<String, Object> of(Chunk chunk, boolean vectors) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", chunk.id());
    if (chunk.content() != null) {
      tree.put("content", chunk.content());
    }
    if (chunk.embedding() != null && vectors) {
      tree.put("embedding", Vectors.rounded(chunk.embedding()));
    } else if (chunk.embedding() != null) {
      tree.put("embedding_dimensions", chunk.embedding().size());
    }
    if (!chunk.extras().isEmpty()) {
      tree.put("extras", chunk.extras());
    }
    return tree;
  }
}
