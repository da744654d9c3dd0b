package dev.raglan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings that a model computed.
 *
 * @param model the model that computed them; null if the response does not say
 * @param count how many there are
 * @param dimensions how many numbers each has; null if there are none
 * @param vectors the first of them, as many as the limits allow; empty unless vectors are asked for
 * @param usage the tokens it took; null if the response does not say
 */
public record Embeddings(
    @Nullable String model,
    int count,
    @Nullable Integer dimensions,
    List<List<Double>> vectors,
    @Nullable Usage usage) {

  /** Copies the list. */
  public Embeddings {
    vectors = List.copyOf(vectors);
  }

  /** Returns these embeddings by count and dimensions alone. */
  public Embeddings withoutVectors() {
    return new Embeddings(model, count, dimensions, List.of(), usage);
  }
}
