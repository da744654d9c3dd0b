package dev.raglan.samples.rag.corpus;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/** Cuts documents into chunks of whole sentences that overlap a little. */
@Service
public class Chunker {

  private final ChunkProperties size;

  public Chunker(ChunkProperties size) {
    this.size = size;
  }

  @RagEvent(value = RagEventType.CHUNKING, input = Capture.OFF)
  public List<Chunk> chunk(List<CorpusDocument> documents) {
    return documents.stream().flatMap(document -> chunk(document).stream()).toList();
  }

  private List<Chunk> chunk(CorpusDocument document) {
    List<Chunk> chunks = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String sentence : Sentences.of(document.text())) {
      if (!open.isEmpty() && words(open) + words(sentence) > size.words()) {
        chunks.add(chunkOf(document, chunks.size() + 1, open));
        open = overlap(open);
      }
      open.add(sentence);
    }
    chunks.add(chunkOf(document, chunks.size() + 1, open));
    return chunks;
  }

  /** The last sentences of a chunk, never all of them, which the next one starts with. */
  private List<String> overlap(List<String> sentences) {
    int from = sentences.size();
    while (from > 1 && words(sentences.subList(from - 1, sentences.size())) <= size.overlap()) {
      from--;
    }
    return new ArrayList<>(sentences.subList(from, sentences.size()));
  }

  private static Chunk chunkOf(CorpusDocument document, int number, List<String> sentences) {
    String id = document.id() + "#" + number;
    return new Chunk(id, document.id(), document.title(), String.join(" ", sentences));
  }

  private static int words(List<String> sentences) {
    return sentences.stream().mapToInt(Chunker::words).sum();
  }

  private static int words(String sentence) {
    return sentence.split("\\s+").length;
  }
}
