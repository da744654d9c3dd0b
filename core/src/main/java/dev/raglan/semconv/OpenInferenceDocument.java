package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Arrays;

/**
 * The keys of one document in the OpenInference conventions.
 *
 * <p>A document is flattened: each of its values has a key that begins with the list's prefix and
 * the document's number, such as {@code retrieval.documents.0.document.id}. Source: the page
 * "Semantic Conventions" of the OpenInference specification. Immutable.
 */
public final class OpenInferenceDocument {

  /** Retrieved documents: a prefix. */
  public static final String RETRIEVED = "retrieval.documents";

  /** Documents that are to be reranked: a prefix. */
  public static final String RERANKER_INPUT = "reranker.input_documents";

  /** Documents that were reranked: a prefix. */
  public static final String RERANKER_OUTPUT = "reranker.output_documents";

  /** The documents whose keys are made once: more than a span has room for by default. */
  private static final int KEPT = 32;

  private static final OpenInferenceDocument[] OF_RETRIEVED = firstOf(RETRIEVED);
  private static final OpenInferenceDocument[] OF_INPUT = firstOf(RERANKER_INPUT);
  private static final OpenInferenceDocument[] OF_OUTPUT = firstOf(RERANKER_OUTPUT);

  private final AttributeKey<String> id;
  private final AttributeKey<String> content;
  private final AttributeKey<Double> score;
  private final AttributeKey<String> metadata;

  private OpenInferenceDocument(String list, int number) {
    String prefix = list + "." + number + ".document.";
    this.id = AttributeKey.stringKey(prefix + "id");
    this.content = AttributeKey.stringKey(prefix + "content");
    this.score = AttributeKey.doubleKey(prefix + "score");
    this.metadata = AttributeKey.stringKey(prefix + "metadata");
  }

  private static OpenInferenceDocument[] firstOf(String list) {
    OpenInferenceDocument[] first = new OpenInferenceDocument[KEPT];
    Arrays.setAll(first, number -> new OpenInferenceDocument(list, number));
    return first;
  }

  private static OpenInferenceDocument of(OpenInferenceDocument[] first, String list, int number) {
    return number >= 0 && number < KEPT ? first[number] : new OpenInferenceDocument(list, number);
  }

  /** The keys of a retrieved document, by its number from 0. */
  public static OpenInferenceDocument retrieved(int number) {
    return of(OF_RETRIEVED, RETRIEVED, number);
  }

  /** The keys of a document that is to be reranked, by its number from 0. */
  public static OpenInferenceDocument rerankerInput(int number) {
    return of(OF_INPUT, RERANKER_INPUT, number);
  }

  /** The keys of a document that was reranked, by its number from 0. */
  public static OpenInferenceDocument rerankerOutput(int number) {
    return of(OF_OUTPUT, RERANKER_OUTPUT, number);
  }

  /** The document's id. Type: string. Example: {@code d1}. */
  public AttributeKey<String> id() {
    return id;
  }

  /** The document's text. Content. Type: string. Example: {@code A raglan is a sleeve.}. */
  public AttributeKey<String> content() {
    return content;
  }

  /** The document's score, in the store's own measure. Type: double. Example: {@code 0.98}. */
  public AttributeKey<Double> score() {
    return score;
  }

  /** Other facts of the document, as JSON. Type: string. Example: {@code {"page":3}}. */
  public AttributeKey<String> metadata() {
    return metadata;
  }
}
