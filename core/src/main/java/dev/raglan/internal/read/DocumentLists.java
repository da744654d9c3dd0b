package dev.raglan.internal.read;

import dev.raglan.internal.foreign.Carriers;
import dev.raglan.model.Extraction;
import dev.raglan.model.RetrievedChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
    "organic_results",
    "organic", // Serper
    "items",
    "result_items",
    "rankings", // NVIDIA, reranking
    "vectors", // Amazon's S3 Vectors
    "scored_chunks", // Ragie
    "retrieval_nodes", // LlamaCloud
    "references", // Azure AI Search, agentic retrieval
    "edges", // Zep, and lists of GraphQL's
    "source_documents", // LangChain, Flowise
    "retrieved_documents", // The last ones of applications
    "retrieved_chunks",
    "ranked_documents",
    "docs",
    "nodes",
    "context",
    "content"
  };

  /** Objects that hold the list, under the name of the store. */
  private static final String[][] NESTED = {
    {"hits", "hits"}, // Elasticsearch, OpenSearch
    {"result", "points"}, // Qdrant
    {"result", "hits"}, // Pinecone, with integrated embedding
    {"result", "matches"}, // Cloudflare, Vectorize
    {"result", "data"}, // Cloudflare, AI Search
    {"response", "docs"}, // Solr
    {"output", "results"}, // DashScope, reranking
    {"contexts", "contexts"}, // Vertex AI, RAG Engine
    {"webPages", "value"}, // Bing
    {"root", "children"}, // Vespa
    {"results", "search_results"},
    {"data", "documents"}, // Astra
    {"data", "chunks"} // RAGFlow
  };

  /** Names of which each document and each list of documents has one. */
  public static final String[] DISTINCTIVE =
      Stream.concat(Arrays.stream(LISTS), Arrays.stream(DocumentReader.DISTINCTIVE))
          .toArray(String[]::new);

  private static final ShapeReader<@Nullable Extraction> LISTED =
      ShapeReader.of(DocumentLists::readListed);

  private DocumentLists() {}

  /** Returns the documents that the value or a list in it holds; null if there are none. */
  public static @Nullable Extraction of(Shape shape) {
    RetrievedChunk single = DocumentReader.document(shape);
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
    Extraction nested = nested(shape);
    if (nested != null) {
      return nested;
    }
    Shape queries = shape.at("nearest_neighbors"); // Of Vector Search: those of the first query.
    List<Shape> first = queries == null ? List.of() : queries.elements(1);
    Extraction found = documents(first.isEmpty() ? byClass(shape) : first.get(0), LISTS);
    found = found == null ? cited(shape) : found;
    return found == null ? grouped(shape) : found;
  }

  private static @Nullable Extraction nested(Shape shape) {
    for (String[] path : NESTED) {
      Shape holder = shape.at(path[0]);
      if (holder != null && !holder.isText() && !ListElements.isList(holder.value())) {
        Extraction nested = documents(holder, path[1]);
        if (nested != null) {
          return nested;
        }
      }
    }
    return null;
  }

  /** Returns the documents of all groups, or of all queries that were sent at once. */
  private static @Nullable Extraction grouped(Shape shape) {
    Shape result = shape.at("result");
    Shape holder = result == null || result.isText() ? shape : result;
    List<RetrievedChunk> documents = new ArrayList<>();
    int leftOut = 0;
    for (Shape group : holder.list(Limits.DOCUMENTS, "groups", "grouped_hits", "responses")) {
      Extraction nested = group.isText() ? null : nested(group);
      Extraction found = nested == null && !group.isText() ? documents(group, "hits") : nested;
      if (found != null) {
        int room = Math.min(Limits.DOCUMENTS - documents.size(), found.documents().size());
        documents.addAll(found.documents().subList(0, room));
        leftOut += found.documents().size() - room + found.documentsLeftOut();
      }
    }
    return documents.isEmpty() ? null : Extraction.ofDocuments(documents, leftOut);
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
      List<Shape> ofQueries = found; // One list for each query.
      found = new ArrayList<>();
      size = 0;
      for (Shape each : ofQueries) {
        if (!ListElements.isList(each.value())) {
          return null;
        }
        size += ListElements.size(each.value());
        found.addAll(each.elements(Limits.DOCUMENTS - found.size()));
      }
    }
    List<RetrievedChunk> documents = new ArrayList<>();
    for (Shape each : found) {
      RetrievedChunk document = DocumentReader.document(each);
      if (document == null) {
        return null;
      }
      documents.add(document);
    }
    return documents.isEmpty() ? null : Extraction.ofDocuments(documents, size - documents.size());
  }
}
