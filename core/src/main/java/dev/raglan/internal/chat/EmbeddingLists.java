package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.ShapeReader;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads embeddings out of JSON, maps and beans: {@code data[].embedding}. */
final class EmbeddingLists {

  /** The most vectors that are put in the order of their index. */
  private static final int MOST_SORTED = 2_048;

  private static final String[] LISTS = {"data", "embeddings", "predictions", "results"};
  private static final String[] VECTOR = {
    "embedding", "vector", "values", "text_embedding", "image_embedding"
  };
  private static final String[] TYPES = {"float", "int8", "uint8", "binary", "ubinary"};
  private static final String[] OF_DOCUMENTS = {
    "id", "text", "content", "document", "metadata", "payload", "score"
  };

  private final Vectors vectors;
  private final ShapeReader<@Nullable Embeddings> reader;

  EmbeddingLists(Vectors vectors) {
    this.vectors = vectors;
    this.reader = ShapeReader.of(this::read);
  }

  /** All that embeddings take is input. */
  private static @Nullable Usage ofInput(@Nullable Usage usage) {
    boolean isTotal = usage != null && usage.inputTokens() == null && usage.outputTokens() == null;
    return usage == null || !isTotal ? usage : Usage.of(usage.totalTokens(), null);
  }

  /** Returns the tokens that Vertex AI counts for each text, summed; null for other answers. */
  private static @Nullable Usage counted(Shape shape) {
    Long input = null;
    for (Shape each : shape.list(MOST_SORTED, "predictions")) {
      Shape embeddings = each.at("embeddings");
      Shape statistics = embeddings == null ? null : embeddings.at("statistics");
      input = statistics == null ? input : UsageReader.sum(input, statistics.count("token_count"));
    }
    return input == null ? null : Usage.of(input, null);
  }

  /** Returns the embeddings that the value holds; null if it holds none. */
  @Nullable Embeddings of(Shape shape) {
    return reader.read(shape);
  }

  private @Nullable Embeddings read(Shape shape) {
    Object only = only(shape);
    if (only != null) {
      return embeddings(shape, List.of(only), 1);
    }
    Shape holder = holder(shape);
    List<Shape> list = holder.list(vectors.asked() ? MOST_SORTED : 1, LISTS);
    if (list.isEmpty()) {
      return null;
    }
    SortedMap<Long, Object> byIndex = new TreeMap<>();
    for (Shape each : list) {
      Object vector = each.has(OF_DOCUMENTS) ? null : vector(each);
      if (vector != null) {
        Long index = each.count("index");
        byIndex.putIfAbsent(index == null ? (Long) (long) byIndex.size() : index, vector);
      }
    }
    if (byIndex.isEmpty()) {
      return null;
    }
    return embeddings(shape, new ArrayList<>(byIndex.values()), holder.size(LISTS));
  }

  /** Returns the vector of one text; Jina has one for each of its tokens: the first. */
  private static @Nullable Object vector(Shape each) {
    Shape nested = each.at("embeddings"); // Of Vertex AI
    Object vector = (nested == null ? each : nested).get(VECTOR);
    if (vector == null && Vectors.dimensions(each.value()) > 0) {
      return each.value();
    }
    List<Shape> several =
        vector == null && nested != null && !nested.isText() && !nested.isObject()
            ? each.list(1, "embeddings")
            : List.of();
    return several.isEmpty() ? vector : several.get(0).value();
  }

  /** Amazon's Titan, Gemini and Ollama have one vector alone; a document has one beside a text. */
  private static @Nullable Object only(Shape shape) {
    Shape vector = shape.at("embedding", "vector");
    if (vector == null || shape.has(OF_DOCUMENTS)) {
      return null;
    }
    Shape values = vector.at("values");
    Object numbers = values == null ? vector.value() : values.value();
    return Vectors.dimensions(numbers) > 0 ? numbers : null;
  }

  /** Cohere has a list for each type of number. */
  private static Shape holder(Shape shape) {
    Shape byType = shape.at("embeddings");
    if (byType != null && !byType.isText() && shape.size("embeddings") == 0) {
      for (String each : TYPES) {
        Object list = byType.get(each);
        if (list != null) {
          return Shape.of(Map.of("embeddings", list));
        }
      }
    }
    return shape;
  }

  private Embeddings embeddings(Shape shape, List<Object> found, int count) {
    int dimensions = Vectors.dimensions(found.get(0));
    Usage stated = UsageReader.in(shape);
    return new Embeddings(
        Completions.model(shape),
        count,
        dimensions == 0 ? null : (Integer) dimensions,
        vectors.of(found),
        ofInput(stated == null ? counted(shape) : stated));
  }
}
