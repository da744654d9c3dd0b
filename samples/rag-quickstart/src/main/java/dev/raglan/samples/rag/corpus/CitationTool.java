package dev.raglan.samples.rag.corpus;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import org.springframework.stereotype.Service;

/** A tool: looks up how the document of a source is cited. */
@Service
public class CitationTool {

  private final Corpus corpus;

  public CitationTool(Corpus corpus) {
    this.corpus = corpus;
  }

  @RagEvent(value = RagEventType.TOOL_CALL, name = "lookup_citation")
  public Citation lookUp(@Bind(Field.TOOL_ARGUMENTS) String documentId) {
    return corpus.documents().stream()
        .filter(document -> document.id().equals(documentId))
        .map(document -> new Citation(documentId, document.title(), words(document)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no document " + documentId));
  }

  private static int words(CorpusDocument document) {
    return document.text().split("\\s+").length;
  }
}
