package dev.raglan.samples.rag.search;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Traced;
import dev.raglan.samples.rag.corpus.Chunk;
import dev.raglan.samples.rag.corpus.EnglishTerms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.springframework.stereotype.Component;

/** A Lucene index in memory; a search scores by BM25. */
@Component
class SearchIndex implements AutoCloseable {

  static final String TITLE = "title";
  static final String CONTENT = "content";
  private static final String ID = "id";

  private final IndexWriter writer;
  private final SearcherManager searchers;

  SearchIndex() throws IOException {
    writer =
        new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(EnglishTerms.ANALYZER));
    searchers = new SearcherManager(writer, null);
  }

  /** Adds chunks and makes them searchable; returns how many the index now holds. */
  @Traced(input = Capture.OFF)
  public int add(List<Chunk> chunks) {
    try {
      writer.addDocuments(chunks.stream().map(SearchIndex::toDocument).toList());
      searchers.maybeRefreshBlocking();
      return writer.getDocStats().numDocs;
    } catch (IOException e) {
      throw new UncheckedIOException("The chunks could not be indexed", e);
    }
  }

  /** The best chunks for a query, best first. */
  List<RetrievedDoc> search(Query query, int topK) {
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search(searcher, query, topK);
      } finally {
        searchers.release(searcher);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The index could not be searched", e);
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    writer.close();
  }

  private static List<RetrievedDoc> search(IndexSearcher searcher, Query query, int topK)
      throws IOException {
    List<RetrievedDoc> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, topK).scoreDocs) {
      found.add(toRetrieved(searcher.storedFields().document(hit.doc), hit.score));
    }
    return List.copyOf(found);
  }

  private static Document toDocument(Chunk chunk) {
    Document document = new Document();
    document.add(new StringField(ID, chunk.id(), Store.YES));
    document.add(new TextField(TITLE, chunk.title(), Store.YES));
    document.add(new TextField(CONTENT, chunk.content(), Store.YES));
    return document;
  }

  private static RetrievedDoc toRetrieved(Document document, double score) {
    return new RetrievedDoc(document.get(ID), document.get(TITLE), document.get(CONTENT), score);
  }
}
