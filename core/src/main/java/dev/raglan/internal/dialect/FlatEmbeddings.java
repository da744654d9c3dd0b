package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.Embeddings;
import dev.raglan.semconv.OpenInference;
import dev.raglan.spi.Content;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.RenderedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes embeddings as one attribute for each text, and one for each vector where vectors are asked
 * for; the first are kept.
 */
final class FlatEmbeddings {

  private FlatEmbeddings() {}

  static void write(RenderedCall call, NumberedSink sink) {
    Embeddings embeddings = call.readFromOutput().embeddings();
    List<List<Double>> vectors = embeddings == null ? List.of() : embeddings.vectors();
    List<String> texts = texts(call);
    int count = Math.max(texts.size(), vectors.size());
    int number = 0;
    while (number < count && sink.room() >= 2) {
      if (number < texts.size()) {
        sink.put(OpenInference.embeddingText(number), texts.get(number));
      }
      if (number < vectors.size()) {
        sink.put(OpenInference.embeddingVector(number), vectors.get(number));
      }
      number++;
    }
    call.leftOut().embeddings(count - number);
  }

  /** The embedded texts: a text, or a list of texts. */
  private static List<String> texts(RenderedCall call) {
    Content input = firstOf(call.content(Field.QUERY), InputOutput.prompt(call));
    if (input == null) {
      return List.of();
    }
    if (!input.json()) {
      return List.of(input.value());
    }
    return call.writer().parse(input.value()) instanceof List<?> list
            && list.stream().allMatch(String.class::isInstance)
        ? list.stream().map(String.class::cast).toList()
        : List.of();
  }

  private static @Nullable Content firstOf(@Nullable Content first, @Nullable Content second) {
    return first == null ? second : first;
  }
}
