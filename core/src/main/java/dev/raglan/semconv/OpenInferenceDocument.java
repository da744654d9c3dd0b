package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;

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

  private final String prefix;

  private OpenInferenceDocument(String list, int number) {
    this.prefix = list + "." + number + ".document.";
  }

  /** The keys of a retrieved document, by its number from 0. */
  public static OpenInferenceDocument retrieved(int number) {
    return new OpenInferenceDocument(RETRIEVED, number);
  }

  /** The keys of a document that is to be reranked, by its number from 0. */
  public static OpenInferenceDocument rerankerInput(int number) {
    return new OpenInferenceDocument(RERANKER_INPUT, number);
  }

  /** The keys of a document that was reranked, by its number from 0. */
  public static OpenInferenceDocument rerankerOutput(int number) {
    return new OpenInferenceDocument(RERANKER_OUTPUT, number);
  }

  /** The document's id. Type: string. Example: {@code d1}. */
  public AttributeKey<String> id() {
    return AttributeKey.stringKey(prefix + "id");
  }

  /** The document's text. Content. Type: string. Example: {@code A raglan is a sleeve.}. */
  public AttributeKey<String> content() {
    return AttributeKey.stringKey(prefix + "content");
  }

  /** The document's score, in the store's own measure. Type: double. Example: {@code 0.98}. */
  public AttributeKey<Double> score() {
    return AttributeKey.doubleKey(prefix + "score");
  }

  /** Other facts of the document, as JSON. Type: string. Example: {@code {"page":3}}. */
  public AttributeKey<String> metadata() {
    return AttributeKey.stringKey(prefix + "metadata");
  }
}
