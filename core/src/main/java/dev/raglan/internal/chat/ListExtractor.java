package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ResultExtractor;
import java.util.Collection;
import java.util.Iterator;

/**
 * Reads lists element by element: messages, documents, embeddings, several responses, or the chunks
 * of one.
 */
public final class ListExtractor implements ResultExtractor {

  private static final int MAX_ELEMENTS = Math.max(Limits.DOCUMENTS, Limits.MESSAGES);

  private final Extractors elements;

  /**
   * @param elements reads one element
   */
  public ListExtractor(Extractors elements) {
    this.elements = elements;
  }

  @Override
  public boolean supports(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Object[].class.isAssignableFrom(type);
  }

  @Override
  public Extraction extract(Object value) {
    return ListElements.isList(value) ? read(value) : Extraction.NONE;
  }

  /** Reads a list; one whose first elements have nothing to read is not gone through. */
  Extraction read(Object list) {
    Merging merging = new Merging();
    Iterator<?> each = ListElements.iterator(list);
    int looked = 0;
    while (each.hasNext() && looked < MAX_ELEMENTS && (looked < 2 || !merging.isEmpty())) {
      Object element = each.next();
      looked++;
      if (element != null && !isText(element) && !ListElements.isList(element)) {
        merging.add(elements.extract(element));
      }
    }
    return merging.result(ListElements.size(list) - looked);
  }

  private static boolean isText(Object element) {
    return element instanceof CharSequence
        || element instanceof JsonNode node && node.isValueNode();
  }
}
