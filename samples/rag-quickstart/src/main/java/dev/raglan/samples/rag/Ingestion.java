package dev.raglan.samples.rag;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.model.PipelineType;
import dev.raglan.model.SpanType;
import java.util.List;
import org.springframework.stereotype.Service;

/** Brings the corpus into the index: a trace of its own. */
@Service
class Ingestion {

  private final Corpus corpus;
  private final Chunker chunker;
  private final SearchIndex index;
  private final IngestionTrace trace;
  private final Raglan raglan;

  Ingestion(
      Corpus corpus, Chunker chunker, SearchIndex index, IngestionTrace trace, Raglan raglan) {
    this.corpus = corpus;
    this.chunker = chunker;
    this.index = index;
    this.trace = trace;
    this.raglan = raglan;
  }

  @Traced(type = SpanType.CHAIN, root = true, tags = "ingestion")
  public Ingested ingest() {
    raglan.rag().pipelineType(PipelineType.INGESTION);
    trace.is(raglan.currentTrace().traceId());
    List<CorpusDocument> documents = corpus.documents();
    List<Chunk> chunks = chunker.chunk(documents);
    return new Ingested(documents.size(), index.add(chunks));
  }

  /**
   * The contents of the index.
   *
   * @param documents how many documents
   * @param chunks how many chunks of them
   */
  record Ingested(int documents, int chunks) {}
}
