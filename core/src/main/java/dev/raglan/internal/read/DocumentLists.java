package dev.raglan.internal.read;

import dev.raglan.internal.foreign.Carriers;
import dev.raglan.model.Extraction;
import dev.raglan.model.RetrievedChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that a search found out of maps and beans: those that have a text and an id or a
 * score, or an id and a score, as Lucene's {@code ScoreDoc} does; in lists, in lists inside of what
 * a store answers, or in columns, as Chroma has them.
 */
public final class DocumentLists {

  private static final String[] LISTS = {
    "documents",
    "chunks",
    "matches",
    "matches_list",
    "hits",
    "results",
    "score_docs",
    "passages",
    "sources",
    "points",
    "result",
    "search_results",
    "retrieval_results",
    "objects",
    "records",
    "rows",
    "data",
    "value",
    "neighbors",
    "ResultItems",
    "organic_results"
  };

  /** Objects that hold the list, under the name of the store. */
  private static final String[][] NESTED = {
    {"hits", "hits"}, // Elasticsearch, OpenSearch
    {"result", "points"}, // Qdrant
    {"result", "hits"}, // Pinecone, with integrated embedding
    {"response", "docs"}, // Solr
    {"root", "children"}, // Vespa
    {"results", "search_results"},
    {"data", "documents"}, // Astra
    {"data", "chunks"} // RAGFlow
  };

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
    "DocumentId",
    "url",
    "link"
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
    "search_score"
  };
  private static final String[] DISTANCE = {
    "distance", "_distance", "vector_distance", "cosine_distance", "vector_score", "$dist", "dist"
  };
  private static final String[] CONTENT = {
    "content",
    "text",
    "page_content",
    "passage",
    "body",
    "chunk",
    "snippet",
    "document",
    "chunk_text",
    "Content",
    "Text"
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

  private static final String[] METADATA = {"metadata", "meta"};

  /** Objects inside of a document that hold its text. */
  private static final String[] INNER = {
    "document",
    "chunk",
    "node",
    "_source",
    "payload",
    "entity",
    "properties",
    "fields",
    "extra_attributes",
    "attributes",
    "segment",
    "datapoint",
    "DocumentExcerpt"
  };

  /** Names of which each document and each list of documents has one. */
  public static final String[] DISTINCTIVE =
      Stream.of(LISTS, SCORE, CONTENT, INNER).flatMap(Arrays::stream).toArray(String[]::new);

  private static final ShapeReader<@Nullable Shape> INSIDE =
      ShapeReader.of(shape -> object(shape, INNER));
  private static final ShapeReader<@Nullable Extraction> LISTED =
      ShapeReader.of(DocumentLists::readListed);

  private DocumentLists() {}

  /** Returns the documents that the value or a list in it holds; null if there are none. */
  public static @Nullable Extraction of(Shape shape) {
    RetrievedChunk single = document(shape);
    return single == null ? listed(shape) : Extraction.ofDocuments(List.of(single), 0);
  }

  /** Returns the documents that a list in the value holds; null if there are none. */
  public static @Nullable Extraction listed(Shape shape) {
    return LISTED.read(shape);
  }

  private static @Nullable Extraction readListed(Shape shape) {
    if (shape.isText()) {
      return null;
    }
    Extraction columns = DocumentColumns.of(shape);
    if (columns != null) {
      return columns;
    }
    for (String[] path : NESTED) {
      Shape holder = shape.at(path[0]);
      if (holder != null && !holder.isText() && !ListElements.isList(holder.value())) {
        Extraction nested = documents(holder, path[1]);
        if (nested != null) {
          return nested;
        }
      }
    }
    Shape queries = shape.at("nearest_neighbors"); // Of Vector Search: those of the first query.
    List<Shape> first = queries == null ? List.of() : queries.elements(1);
    Extraction found = documents(first.isEmpty() ? byClass(shape) : first.get(0), LISTS);
    return found == null ? cited(shape) : found;
  }

  /** Bedrock's knowledge bases list what each part of an answer refers to. */
  private static @Nullable Extraction cited(Shape shape) {
    List<RetrievedChunk> documents = new ArrayList<>();
    for (Shape citation : shape.list(Limits.DOCUMENTS, "citations")) {
      Extraction found = citation.isText() ? null : documents(citation, "retrieved_references");
      if (found != null && documents.size() + found.documents().size() <= Limits.DOCUMENTS) {
        documents.addAll(found.documents());
      }
    }
    return documents.isEmpty() ? null : Extraction.ofDocuments(documents, 0);
  }

  /** Returns the documents that the texts of a list are; none for any other value. */
  static Extraction ofTexts(Object carrier) {
    Object value = Carriers.open(carrier);
    if (value == null || !ListElements.isList(value)) {
      return Extraction.NONE;
    }
    List<RetrievedChunk> documents = new ArrayList<>();
    Iterator<?> each = ListElements.iterator(value);
    while (each.hasNext() && documents.size() < Limits.DOCUMENTS) {
      Object element = each.next();
      if (element instanceof CharSequence text) {
        documents.add(RetrievedChunk.of(null, text.toString(), null));
      } else if (element != null) {
        return Extraction.NONE;
      }
    }
    return documents.isEmpty()
        ? Extraction.NONE
        : Extraction.ofDocuments(
            documents, Math.max(0, ListElements.size(value) - Limits.DOCUMENTS));
  }

  /** Weaviate answers GraphQL with the documents of each class: those of the first are taken. */
  private static Shape byClass(Shape shape) {
    Shape data = shape.at("data");
    Shape got = data == null || data.isText() ? null : data.at("Get");
    Shape first = got == null ? null : got.firstMember("documents");
    return first == null ? shape : first;
  }

  private static @Nullable Extraction documents(Shape shape, String... lists) {
    List<Shape> found = shape.list(Limits.DOCUMENTS, lists);
    int size = shape.size(lists);
    if (!found.isEmpty() && ListElements.isList(found.get(0).value())) {
      size = ListElements.size(found.get(0).value()); // One list for each query.
      found = found.get(0).elements(Limits.DOCUMENTS);
    }
    List<RetrievedChunk> documents = new ArrayList<>();
    for (Shape each : found) {
      RetrievedChunk document = document(each);
      if (document == null) {
        return null;
      }
      documents.add(document);
    }
    return documents.isEmpty() ? null : Extraction.ofDocuments(documents, size - documents.size());
  }

  /** Returns the document that the value is; null if it is not a document. */
  static @Nullable RetrievedChunk document(Shape shape) {
    if (shape.isText()) {
      return null;
    }
    Shape nested = INSIDE.read(shape);
    Shape held = nested == null ? shape : nested;
    Shape text = object(held, "text_document"); // Bedrock has it one level further down.
    Shape inner = text == null ? held : text;
    Shape metadata = inner.at(METADATA);
    Shape store = shape.at("_additional");
    String content = content(inner, metadata);
    String id = id(shape, inner, store);
    Double score = score(shape, inner, store);
    Double rated = score == null ? distance(shape, inner) : score;
    boolean isKnown =
        content != null
            ? id != null || rated != null || inner.has("page_content")
            : id != null && (score != null || rated != null && shape.has("datapoint"));
    return isKnown ? new RetrievedChunk(id, content, rated, extras(inner, content)) : null;
  }

  /** Returns an object that is held under one of the names; null for anything else. */
  private static @Nullable Shape object(Shape shape, String... names) {
    Shape found = shape.at(names);
    return found == null || found.isText() || ListElements.isList(found.value()) ? null : found;
  }

  /** Returns the distance to the query, which is least for the best. */
  private static @Nullable Double distance(Shape shape, Shape inner) {
    for (Shape each : List.of(shape, inner)) {
      Double distance = number(each, DISTANCE);
      if (distance != null) {
        return distance;
      }
    }
    Shape metadata = object(shape, METADATA);
    return metadata == null ? null : number(metadata, DISTANCE);
  }

  /** Returns a number; some stores have it as a text. */
  private static @Nullable Double number(Shape shape, String... names) {
    Double number = shape.number(names);
    String text = number == null ? shape.text(names) : null;
    try {
      return text == null ? number : Double.valueOf(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static @Nullable String content(Shape inner, @Nullable Shape metadata) {
    String content = text(inner);
    return content != null || metadata == null || metadata.isText() ? content : text(metadata);
  }

  /** Returns a text; Bedrock's knowledge bases have it one level down. */
  private static @Nullable String text(Shape shape) {
    String text = shape.text(CONTENT);
    Shape content = text == null ? shape.at("content") : null;
    if (content == null || content.isText()) {
      return text;
    }
    return ListElements.isList(content.value()) ? pieces(content) : content.text("text");
  }

  /** Returns the texts of the pieces of a content; null if it has none. */
  private static @Nullable String pieces(Shape content) {
    List<String> texts = new ArrayList<>();
    for (Shape each : content.elements(Limits.PARTS)) {
      String text = each.isText() ? each.asText() : each.text("text");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts.isEmpty() ? null : String.join("\n", texts);
  }

  private static @Nullable String id(Shape shape, Shape inner, @Nullable Shape store) {
    String id = shape.id(ID);
    Shape composed = id == null ? shape.at("id") : null;
    if (composed != null && !composed.isText()) {
      id = composed.id("uuid", "num");
    }
    id = id == null ? inner.id(ID) : id;
    id = id == null && store != null ? store.id(ID) : id;
    id = id == null ? address(shape) : id;
    boolean isScored = shape.number("relevance_score", "score") != null;
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
    score = score == null && store != null ? number(store, SCORE) : score;
    Shape metadata = score == null ? object(shape, METADATA) : null;
    return metadata == null ? score : metadata.number(SCORE);
  }

  /** Returns the metadata, without the text if that stands there. */
  private static Map<String, Object> extras(Shape inner, @Nullable String content) {
    Map<String, Object> extras = Extras.of(inner.get(METADATA));
    extras.values().removeIf(each -> each.equals(content));
    return extras;
  }
}
