package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists element by element: messages, documents, embeddings, several responses, or the chunks
 * of one.
 */
public final class ListExtractor implements ResultExtractor {

  private static final int MAX_ELEMENTS = Math.max(Limits.DOCUMENTS, Limits.MESSAGES);

  private static final int MAX_CHUNKS = 16_384;

  /** Set while a list is read on this thread: a list within it may be the same one. */
  private static final ThreadLocal<@Nullable Boolean> READING = new ThreadLocal<>();

  private final Extractors elements;
  private final Vectors vectors;

  /**
   * @param elements reads one element
   * @param vectors reads lists of numbers
   */
  public ListExtractor(Extractors elements, Vectors vectors) {
    this.elements = elements;
    this.vectors = vectors;
  }

  @Override
  public boolean supports(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || Object[].class.isAssignableFrom(type);
  }

  @Override
  public Extraction extract(Object value) {
    if (!ListElements.isList(value)) {
      return Extraction.NONE;
    }
    return read(value);
  }

  /** Reads a vector, or several, as lists of fractions. */
  private Extraction embedded(Object list) {
    Iterator<?> each = ListElements.iterator(list);
    Object first = each.hasNext() ? each.next() : null;
    if (isFraction(first)) {
      return embeddings(List.of(list), 1, ListElements.size(list));
    }
    boolean several =
        first != null
            && ListElements.isList(first)
            && ListElements.size(first) > 0
            && isFraction(ListElements.iterator(first).next());
    return several
        ? embeddings(
            ListElements.ends(list, Limits.VECTORS),
            ListElements.size(list),
            Vectors.dimensions(first))
        : Extraction.NONE;
  }

  private Extraction embeddings(List<Object> all, int count, int dimensions) {
    return Extraction.of(new Embeddings(null, count, dimensions, vectors.of(all), null));
  }

  private static boolean isFraction(@Nullable Object value) {
    return value instanceof Double
        || value instanceof Float
        || value instanceof BigDecimal
        || value instanceof JsonNode node && node.isFloatingPointNumber();
  }

  /** Reads a list; what is a list in it, or carries one, is not gone into. */
  Extraction read(Object list) {
    Extraction embedded = embedded(list);
    if (!embedded.equals(Extraction.NONE)) {
      return embedded;
    }
    if (READING.get() != null) {
      return Extraction.NONE;
    }
    READING.set(true);
    try {
      return readElements(list);
    } finally {
      READING.remove();
    }
  }

  /** Reads a list; one whose first elements have nothing to read is not gone through. */
  private Extraction readElements(Object list) {
    ChunkReader chunks = chunksOf(list);
    if (chunks != null) {
      return chunks.result();
    }
    Merging merging = new Merging();
    Iterator<?> each = ListElements.iterator(list);
    int size = ListElements.size(list);
    Object unknown = null;
    int looked = 0;
    while (each.hasNext() && looked < MAX_ELEMENTS && (looked < 2 || !merging.isEmpty())) {
      Object element = each.next();
      looked++;
      if (element != null && !ListElements.isList(element)) {
        Extraction read = isText(element) ? Extraction.NONE : elements.extract(element);
        boolean other = read.equals(Extraction.NONE);
        if (unknown != null && Merging.isMessage(read)) {
          merging.add(among(unknown));
        }
        unknown = other && looked == 1 ? element : null;
        merging.add(other && merging.isConversation() ? among(element) : read);
      }
      if (looked == 2 && merging.isConversation()) {
        pass(size - MAX_ELEMENTS, each);
      }
    }
    return merging.result(size - looked);
  }

  /** Passes over elements: the newest messages count more than those after the first. */
  private static void pass(int count, Iterator<?> each) {
    for (int i = 0; i < count && each.hasNext(); i++) {
      each.next();
    }
  }

  /** Reads an element that stands among messages: a text, or one in the application's own role. */
  private Extraction among(Object element) {
    Shape shape = Shape.of(element);
    return shape.isText() || Messages.isAmongMessages(shape)
        ? Extraction.of(Messages.of(shape, Messages.PARAGRAPHS))
        : Extraction.NONE;
  }

  /** Reads what a container holds. */
  Extraction readElement(Object element) {
    return isText(element) ? Extraction.NONE : elements.extract(element);
  }

  /** Reads a list of chunks; returns null if the first element is not one, or is all of it. */
  private @Nullable ChunkReader chunksOf(Object list) {
    Iterator<?> each = ListElements.iterator(list);
    Object first = each.hasNext() ? each.next() : null;
    for (int i = 0; i < EventLines.MOST_BEFORE && isBesideData(first) && each.hasNext(); i++) {
      first = each.next();
    }
    ChunkReader reader = each.hasNext() ? elements.accumulator(first) : null;
    if (first == null || reader == null || isWhole(first)) {
      return null;
    }
    reader.add(first);
    for (int i = 1; i < MAX_CHUNKS && each.hasNext(); i++) {
      Object chunk = each.next();
      if (chunk != null) {
        reader.add(chunk);
      }
    }
    return reader;
  }

  /**
   * The first of several whole responses says why it ended; the first of several chunks does so if
   * the answer is short.
   */
  private boolean isWhole(Object first) {
    if (isText(first) || ChatChunks.isDelta(Shape.of(first))) {
      return false;
    }
    Extraction read = elements.extract(first);
    return read.completion() != null && !read.completion().finishReasons().isEmpty();
  }

  private static boolean isBesideData(@Nullable Object first) {
    return first instanceof String line && EventLines.isBesideData(line);
  }

  private static boolean isText(Object element) {
    return element instanceof CharSequence
        || element instanceof JsonNode node && node.isValueNode()
        || PlainValues.areOf(element.getClass()) && PlainValues.of(element) instanceof String;
  }
}
