package dev.raglan.samples.rag;

import java.util.List;
import org.springframework.stereotype.Service;

/** Finds what a question can be answered from: rewrite, retrieve, rerank. */
@Service
class ContextSearch {

  private final QueryRewriter rewriter;
  private final Retriever retriever;
  private final Reranker reranker;
  private final SampleProperties.Search limits;

  ContextSearch(
      QueryRewriter rewriter, Retriever retriever, Reranker reranker, SampleProperties properties) {
    this.rewriter = rewriter;
    this.retriever = retriever;
    this.reranker = reranker;
    this.limits = properties.search();
  }

  List<RetrievedDoc> contextOf(String question) {
    SearchQuery query = rewriter.rewrite(question);
    List<RetrievedDoc> candidates = retriever.retrieve(query, limits.candidates());
    return reranker.rerank(query, candidates, limits.keep());
  }
}
