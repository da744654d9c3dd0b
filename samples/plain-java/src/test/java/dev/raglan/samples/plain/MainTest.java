package dev.raglan.samples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The program's own trace. */
class MainTest {

  private final StringBuilder traces = new StringBuilder();

  @Test
  void printsATreeOfEveryStep() {
    Main.run("Who is the raglan sleeve called after?", traces);

    List<String> lines = traces.toString().lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines.get(0)).contains("Assistant.answer");
    assertThat(lines.subList(1, lines.size()).stream().map(MainTest::branch))
        .containsExactly(
            "└─ Assistant.answer chain",
            "   ├─ Assistant.retrieve retriever",
            "   ├─ Assistant.rerank reranker",
            "   ├─ Prompt.text prompt",
            "   └─ ExtractiveModel.complete generation");
  }

  /** The name and type of a step, without its figures. */
  private static String branch(String line) {
    return line.replaceAll("^(\\W*[\\w.]+) +(\\w+) .*$", "$1 $2");
  }

  @Test
  void answersFromThePassages() {
    String question = "Who is the raglan sleeve called after?";
    Main.run(question, traces);

    assertThat(new Assistant().answer(question)).contains("Lord Raglan");
    assertThat(traces.toString()).contains("Assistant.answer", "\" → \"");
  }

  @Test
  void answersWithoutTracingAsWell() {
    assertThat(new Assistant().answer("What is a set-in sleeve?")).contains("armhole");
  }
}
