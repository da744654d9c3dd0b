package dev.raglan.samples.rag.search;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.springframework.stereotype.Service;

/** Searches the index: a synonym counts for less than a word of the question. */
@Service
class Retriever {

  private static final float TITLE_BOOST = 1.5f;
  private static final float SYNONYM_BOOST = 0.3f;

  private final SearchIndex index;

  Retriever(SearchIndex index) {
    this.index = index;
  }

  @RagEvent(RagEventType.RETRIEVAL)
  public List<RetrievedDoc> retrieve(
      @Bind(value = Field.QUERY, path = "question") SearchQuery query,
      @Bind(Field.TOP_K) int topK) {
    return index.search(toLucene(query), topK);
  }

  private static Query toLucene(SearchQuery query) {
    BooleanQuery.Builder anyOf = new BooleanQuery.Builder();
    query.terms().forEach(term -> addTerm(anyOf, term, 1f));
    query.synonyms().forEach(term -> addTerm(anyOf, term, SYNONYM_BOOST));
    return anyOf.build();
  }

  private static void addTerm(BooleanQuery.Builder anyOf, String term, float boost) {
    anyOf.add(boosted(SearchIndex.CONTENT, term, boost), Occur.SHOULD);
    anyOf.add(boosted(SearchIndex.TITLE, term, boost * TITLE_BOOST), Occur.SHOULD);
  }

  private static Query boosted(String field, String term, float boost) {
    return new BoostQuery(new TermQuery(new Term(field, term)), boost);
  }
}
