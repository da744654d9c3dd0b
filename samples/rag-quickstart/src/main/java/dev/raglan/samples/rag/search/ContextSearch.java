package dev.raglan.samples.rag.search;

import java.util.List;
import org.springframework.stereotype.Service;

/** Finds what a question can be answered from: rewrite, retrieve, rerank. */
@Service
public class ContextSearch {

  private final QueryRewriter rewriter;
  private final Retriever retriever;
  private final Reranker reranker;
  private final SearchProperties limits;

  public ContextSearch(
      QueryRewriter rewriter, Retriever retriever, Reranker reranker, SearchProperties limits) {
    this.rewriter = rewriter;
    this.retriever = retriever;
    this.reranker = reranker;
    this.limits = limits;
  }

  public List<RetrievedDoc> contextOf(String question) {
    SearchQuery query = rewriter.rewrite(question);
    List<RetrievedDoc> candidates = retriever.retrieve(query, limits.candidates());
    return reranker.rerank(query, candidates, limits.keep());
  }
}
