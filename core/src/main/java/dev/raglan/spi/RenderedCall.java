package dev.raglan.spi;

import dev.raglan.annotation.Field;
import dev.raglan.model.Cost;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that has ended, as a {@link Dialect} reads it.
 *
 * <p>Each value is written out at most once, however many dialects ask for it. {@link Content},
 * texts and numbers are redacted and within the limits; messages and documents are not, until they
 * are written by the {@link #writer()}. Used by one thread, and not to be kept.
 */
public interface RenderedCall {

  /** Returns what was known of the span before the call. */
  SpanDescription description();

  /** Returns whether a value is bound to any field or attribute. */
  boolean hasBindings();

  /** Returns whether the span is a call of a model: a generation, an embedding or a reranking. */
  boolean callsModel();

  /** Returns the value that is bound to the field; null if none is. */
  @Nullable Content content(Field field);

  /** Returns the value that is bound to the field, as text or JSON text; null if none is. */
  @Nullable String text(Field field);

  /** Returns the value that is bound to the field as a whole number; null if it is not one. */
  @Nullable Long integer(Field field);

  /** Returns the value that is bound to the field as a number; null if it is not one. */
  @Nullable Double decimal(Field field);

  /** Returns the values that are bound to the field: none, one, or those of a collection. */
  List<String> texts(Field field);

  /**
   * Returns the tags of the description and those that are bound, without duplicates; empty if none
   * is bound, since those of the description are written with the description.
   */
  List<String> boundTags();

  /** Returns the arguments; null if they are not captured. */
  @Nullable Content input();

  /**
   * Returns the arguments as an object by their names, also where there is one alone; null if they
   * are not captured.
   */
  @Nullable Content inputByName();

  /** Returns the result; null if there is none, or it is not captured. */
  @Nullable Content output();

  /** Returns what was read out of the prompt, or of the documents to be reranked. */
  Extraction readFromInput();

  /** Returns what was read out of the result. */
  Extraction readFromOutput();

  /** Returns the messages to the model and back: bound ones, else those that were read. */
  Conversation conversation();

  /** Returns the facts of the response: bound ones, else those that were read. */
  ResponseInfo response();

  /** Returns the options of the request; null if none is known. */
  @Nullable ModelOptions options();

  /** Returns the tokens of the call: as bound, else as read, else estimated; null if unknown. */
  @Nullable Usage usage();

  /** Returns the cost of the call: as bound, else as read, else estimated; null if unknown. */
  @Nullable Cost cost();

  /** Returns the facts of a streamed result; null if the result was not streamed. */
  @Nullable StreamSummary stream();

  /** Returns the writer of values that the call holds as such. */
  ContentWriter writer();

  /** Returns the counts of parts of lists that are left out. */
  TruncationCounts leftOut();
}
