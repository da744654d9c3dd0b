package dev.raglan.samples.rag.search;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.model.PipelineType;
import dev.raglan.model.SpanType;
import dev.raglan.samples.rag.corpus.Chunk;
import dev.raglan.samples.rag.corpus.Chunker;
import dev.raglan.samples.rag.corpus.Corpus;
import dev.raglan.samples.rag.corpus.CorpusDocument;
import java.util.List;
import org.springframework.stereotype.Service;

/** Brings the corpus into the index: a trace of its own. */
@Service
public class Ingestion {

  private final Corpus corpus;
  private final Chunker chunker;
  private final SearchIndex index;
  private final IngestionTrace trace;
  private final Raglan raglan;

  public Ingestion(
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
  public record Ingested(int documents, int chunks) {}
}
