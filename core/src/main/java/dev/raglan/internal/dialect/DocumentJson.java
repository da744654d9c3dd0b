package dev.raglan.internal.dialect;

import dev.raglan.model.RetrievedChunk;
import dev.raglan.spi.ContentWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids and scores of documents as a JSON array of bounded length; the best are kept.
 *
 * @param text the array, always valid JSON
 * @param leftOut how many documents are not in it
 */
record DocumentJson(String text, int leftOut) {

  /** The most characters of one document, so that a long id does not cost others their place. */
  private static final int LONGEST = 256;

  static DocumentJson of(List<RetrievedChunk> documents, ContentWriter writer) {
    StringBuilder array = new StringBuilder("[");
    int most = Math.min(documents.size(), writer.limits().maxItems());
    int count = 0;
    while (count < most) {
      String document = writer.json(tree(documents.get(count)), LONGEST);
      if (array.length() + document.length() + 2 > writer.limits().maxLength()) {
        break;
      }
      array.append(count == 0 ? "" : ",").append(document);
      count++;
    }
    return new DocumentJson(array.append(']').toString(), documents.size() - count);
  }

  private static Map<String, Object> tree(RetrievedChunk document) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (document.id() != null) {
      tree.put("id", document.id());
    }
    if (document.score() != null) {
      tree.put("score", document.score());
    }
    return tree;
  }
}
