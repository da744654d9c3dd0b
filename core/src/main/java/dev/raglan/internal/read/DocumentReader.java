package dev.raglan.internal.read;

import dev.raglan.model.RetrievedChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one document that a search found: what has a text and an id or a score, or an id and a
 * score, in itself or in an object inside of it, as the stores have them.
 */
final class DocumentReader {

  private static final String[] ID = {
    "id",
    "_id",
    "id_",
    "doc_id",
    "document_id",
    "chunk_id",
    "file_id",
    "doc",
    "key",
    "uuid",
    "pk",
    "datapoint_id",
    "objectID", // Algolia
    "DocumentId",
    "ID", // Of a row, as Oracle names its columns
    "Id",
    "url",
    "link",
    "source_uri"
  };
  private static final String[] SCORE = {
    "@search.rerankerScore",
    "@search.score",
    "score",
    "_score",
    "similarity",
    "relevance_score",
    "relevance",
    "certainty",
    "_rankingScore",
    "_relevance_score",
    "$similarity",
    "vector_search_score",
    "search_score",
    "rank_fusion_score",
    "logit",
    "SCORE",
    "Score"
  };
  private static final String[] DISTANCE = {
    "distance",
    "_distance",
    "vector_distance",
    "cosine_distance",
    "vector_score",
    "$dist",
    "dist",
    "DISTANCE",
    "Distance"
  };

  /** Names of a text, or of the pieces of one. */
  private static final String[] CONTENT = {
    "content",
    "text",
    "page_content",
    "passage",
    "passage_text",
    "body",
    "chunk",
    "snippet",
    "document",
    "chunk_text",
    "markdown",
    "$vectorize",
    "Content",
    "Text",
    "CONTENT",
    "TEXT"
  };

  /** Names of a text where there is a score beside it. */
  private static final String[] SCORED_CONTENT = {"data", "input", "memory", "fact"};

  /** Names of the pieces of a text. */
  private static final String[] PIECES = {
    "snippets", "highlights", "chunks", "extractive_segments", "extractive_answers"
  };

  /** Objects that hold the address of a document. */
  private static final String[] PLACES = {
    "s3_location",
    "web_location",
    "confluence_location",
    "salesforce_location",
    "share_point_location",
    "kendra_document_location"
  };

  /** Objects that hold scores and ids of the store. */
  private static final String[] STORE = {"_additional", "query_metadata", "hybrid_search_info"};

  private static final String[] METADATA = {"metadata", "meta", "attributes"};

  /** Objects inside of a document that hold its text. */
  private static final String[] INNER = {
    "document",
    "chunk",
    "node",
    "_source",
    "source",
    "payload",
    "entity",
    "properties",
    "fields",
    "extra_attributes",
    "attributes",
    "segment",
    "datapoint",
    "DocumentExcerpt",
    "source_data", // Azure AI Search, agentic retrieval
    "base", // BigQuery
    "doc",
    "passage",
    "item",
    "value"
  };

  /** Objects inside of those: of Bedrock, of Discovery Engine and of Neo4j. */
  private static final String[] INNERMOST = {
    "text_document", "struct_data", "derived_struct_data", "properties"
  };

  /** Names of which each document has one. */
  static final String[] DISTINCTIVE =
      Stream.of(SCORE, CONTENT, INNER).flatMap(Arrays::stream).toArray(String[]::new);

  private static final ShapeReader<@Nullable Shape> INSIDE =
      ShapeReader.of(shape -> object(shape, INNER));

  private DocumentReader() {}

  /** Returns the document that the value is; null if it is not a document. */
  static @Nullable RetrievedChunk document(Shape shape) {
    if (shape.isText()) {
      return null;
    }
    Shape nested = INSIDE.read(shape);
    Shape held = nested == null ? shape : nested;
    Shape text = nested == null ? null : object(held, INNERMOST);
    Shape inner = text == null ? held : text;
    String content = content(inner);
    String beside = content == null && nested != null ? content(shape) : null;
    if (beside != null) {
      inner = shape; // The object in it tells more of the document, as attributes of a file do.
      content = beside;
    }
    Shape store = object(shape, STORE);
    Double score = score(shape, inner, store);
    Double rated = score == null ? distance(shape, inner, store) : score;
    if (content == null && rated != null) {
      content = scoredContent(shape);
    }
    String id = id(shape, inner, store);
    boolean isKnown =
        content != null
            ? id != null || rated != null || inner.has("page_content")
            : id != null && (score != null || rated != null && shape.has("datapoint"));
    return isKnown
        ? new RetrievedChunk(id, content, rated, Extras.of(inner.get(METADATA), content))
        : null;
  }

  /** Returns the first object under one of the names; null if the shape has no such object. */
  private static @Nullable Shape object(Shape shape, String... names) {
    for (String name : names) {
      Shape found = shape.at(name);
      if (found != null && !found.isText() && !ListElements.isList(found.value())) {
        return found;
      }
    }
    return null;
  }

  /** Returns the distance to the query, which is least for the best. */
  private static @Nullable Double distance(Shape shape, Shape inner, @Nullable Shape store) {
    Double distance = shape.decimal(DISTANCE);
    distance = distance == null ? inner.decimal(DISTANCE) : distance;
    distance = distance == null && store != null ? store.decimal(DISTANCE) : distance;
    Shape metadata = distance == null ? object(shape, METADATA) : null;
    return metadata == null ? distance : metadata.decimal(DISTANCE);
  }

  private static @Nullable String content(Shape inner) {
    String content = text(inner);
    Shape metadata = content == null ? inner.at(METADATA) : null;
    return content != null || metadata == null || metadata.isText() ? content : text(metadata);
  }

  /** Returns a text; Bedrock's knowledge bases and Spring Data have it one level down. */
  private static @Nullable String text(Shape shape) {
    String text = shape.text(CONTENT);
    if (text != null) {
      return text;
    }
    Shape content = object(shape, "content");
    String nested = content == null ? null : content.text(CONTENT);
    return nested == null ? pieces(shape) : nested;
  }

  private static @Nullable String scoredContent(Shape shape) {
    String text = shape.text(SCORED_CONTENT);
    Shape input = text == null ? object(shape, "input") : null;
    return input == null ? text : input.text("text");
  }

  /** Returns the texts of the pieces of a content; null if it has none. */
  private static @Nullable String pieces(Shape shape) {
    List<Shape> pieces = shape.list(Limits.PARTS, CONTENT);
    List<String> texts = new ArrayList<>();
    for (Shape each : pieces.isEmpty() ? shape.list(Limits.PARTS, PIECES) : pieces) {
      String text = each.isText() ? each.asText() : each.text("text", "content", "snippet");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  private static @Nullable String id(Shape shape, Shape inner, @Nullable Shape store) {
    String id = shape.id(ID);
    Shape composed = id == null ? object(shape, "id", "_id") : null;
    id = composed == null ? id : composed.id("uuid", "num", "$oid");
    id = id == null ? inner.id(ID) : id;
    id = id == null && store != null ? store.id(ID) : id;
    Shape content = id == null ? object(inner, "content") : null;
    id = content == null ? id : content.id(ID);
    id = id == null ? address(shape) : id;
    boolean isScored = shape.number("relevance_score", "score", "logit") != null;
    boolean isRanked = id == null && isScored && !shape.has("label");
    return isRanked ? shape.id("index") : id; // The place of the candidate that was ranked.
  }

  /** Returns the address of what a knowledge base of Bedrock's found. */
  private static @Nullable String address(Shape shape) {
    Shape location = object(shape, "location");
    Shape place = location == null ? null : object(location, PLACES);
    return place == null ? null : place.text("uri", "url");
  }

  private static @Nullable Double score(Shape shape, Shape inner, @Nullable Shape store) {
    Double score = shape.number(SCORE);
    score = score == null ? inner.number(SCORE) : score;
    score = score == null && store != null ? store.decimal(SCORE) : score;
    Shape metadata = score == null ? object(shape, METADATA) : null;
    return metadata == null ? score : metadata.number(SCORE);
  }
}
