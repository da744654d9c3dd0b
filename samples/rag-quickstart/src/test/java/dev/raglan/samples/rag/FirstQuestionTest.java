package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FirstQuestionTest {

  @Test
  void printsTheAnswerWithItsSourcesAtStartUp(CapturedOutput output) {
    try (var context =
        SpringApplication.run(
            RagQuickstartApplication.class,
            "--server.port=0",
            "--sample.openai.api-key=",
            "--sample.openai.base-url=",
            "--sample.question=Why did Ishmael go to sea?")) {
      assertThat(context.isRunning()).isTrue();
      assertThat(output.getOut())
          .contains("Question: Why did Ishmael go to sea?")
          .contains("Answer:   Quoted from the corpus")
          .contains("I account it high time to get to sea as soon as I can.")
          .doesNotContain("arrows of outrageous fortune")
          .contains("words, as an estimate of tokens")
          .contains("[1] Moby-Dick");
    }
  }
}
