package dev.raglan.samples.rag.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {

  private static final String TEN_WORDS = "Word %d two three four five six seven eight nine.";

  private final Chunker chunker = new Chunker(new ChunkProperties(30, 12));

  @Test
  void cutsAtSentencesAndRepeatsTheLastOne() {
    assertThat(chunksOf(sentences(1, 5))).containsExactly(sentences(1, 3), sentences(3, 5));
  }

  @Test
  void keepsAShortTextWhole() {
    assertThat(chunksOf("One short sentence.")).containsExactly("One short sentence.");
  }

  @Test
  void keepsASentenceWholeThatIsLongerThanAChunk() {
    String endless = "Word" + " word".repeat(98) + " end.";
    assertThat(chunksOf("Before it. " + endless + " After it."))
        .containsExactly("Before it.", endless, "After it.");
  }

  @Test
  void numbersChunksWithinTheirDocument() {
    assertThat(chunker.chunk(List.of(new CorpusDocument("doc", "Title", sentences(1, 5)))))
        .extracting(Chunk::id, Chunk::documentId, Chunk::title)
        .containsExactly(tuple("doc#1", "doc", "Title"), tuple("doc#2", "doc", "Title"));
  }

  private List<String> chunksOf(String text) {
    return chunker.chunk(List.of(new CorpusDocument("doc", "Title", text))).stream()
        .map(Chunk::content)
        .toList();
  }

  private static String sentences(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(TEN_WORDS::formatted)
        .collect(Collectors.joining(" "));
  }
}
