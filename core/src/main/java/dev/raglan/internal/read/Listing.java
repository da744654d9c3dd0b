package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.model.Extraction;
import java.util.Iterator;
import java.util.function.Function;

/** Reads lists element by element: messages, documents, embeddings, or several responses. */
final class Listing {

  private static final int MAX_ELEMENTS = Math.max(Limits.DOCUMENTS, Limits.MESSAGES);

  private final Function<Object, Extraction> elements;

  /**
   * @param elements reads one element
   */
  Listing(Function<Object, Extraction> elements) {
    this.elements = elements;
  }

  Extraction read(Object list) {
    return read(ListElements.iterator(list), ListElements.size(list));
  }

  /** A list whose first elements have nothing to read is not gone through. */
  private Extraction read(Iterator<?> each, int size) {
    Merging merging = new Merging();
    int looked = 0;
    while (each.hasNext() && looked < MAX_ELEMENTS && (looked < 2 || !merging.isEmpty())) {
      Object element = each.next();
      looked++;
      if (element != null && !isText(element) && !ListElements.isList(element)) {
        merging.add(elements.apply(element));
      }
    }
    return merging.result(size - looked);
  }

  private static boolean isText(Object element) {
    return element instanceof CharSequence
        || element instanceof JsonNode node && node.isValueNode();
  }
}
