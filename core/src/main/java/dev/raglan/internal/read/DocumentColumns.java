package dev.raglan.internal.read;

import dev.raglan.model.Extraction;
import dev.raglan.model.RetrievedChunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that stand in columns, as Chroma answers: a list of ids, one of texts and so on,
 * each with a list for every query.
 */
final class DocumentColumns {

  private static final String[] IDS = {"ids"};
  private static final String[] TEXTS = {"documents"};
  private static final String[] SCORES = {"distances", "scores"};
  private static final String[] METADATA = {"metadatas"};

  private DocumentColumns() {}

  /** Returns the documents of all queries; null if there are no columns. */
  static @Nullable Extraction of(Shape shape) {
    List<Object> ids = column(shape, IDS);
    List<Object> texts = column(shape, TEXTS);
    List<Object> scores = column(shape, SCORES);
    if (ids.isEmpty() || texts.isEmpty() && scores.isEmpty()) {
      return null;
    }
    List<Object> metadata = column(shape, METADATA);
    List<RetrievedChunk> documents = new ArrayList<>();
    for (int i = 0; i < Math.min(ids.size(), Limits.DOCUMENTS); i++) {
      documents.add(
          new RetrievedChunk(
              String.valueOf(ids.get(i)),
              at(i, texts) instanceof CharSequence text ? text.toString() : null,
              at(i, scores) instanceof Number score ? (Double) score.doubleValue() : null,
              Extras.of(at(i, metadata))));
    }
    return Extraction.ofDocuments(documents, ids.size() - documents.size());
  }

  private static @Nullable Object at(int index, List<Object> column) {
    return index < column.size() ? column.get(index) : null;
  }

  private static List<Object> column(Shape shape, String... names) {
    List<Object> column = new ArrayList<>();
    for (Shape each : shape.list(Limits.DOCUMENTS, names)) {
      if (ListElements.isList(each.value())) {
        each.elements(Limits.DOCUMENTS).forEach(cell -> column.add(cell.scalar()));
      } else {
        column.add(each.scalar());
      }
    }
    return column;
  }
}
