package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.samples.rag.search.ContextSearch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@SampleTest
class RetrievalTest {

  @Autowired private ContextSearch search;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who said that government of the people shall not perish from the earth? | gettysburg-address
          What does the Generation annotation record about a model call? | raglan-generation-annotation
          Why did Ishmael go to sea? | melville-moby-dick
          Which amendment protects freedom of speech and of the press? | us-bill-of-rights
          Which animal won the race, the tortoise or the hare? | fable-tortoise-and-hare
          How do I hide a password argument? | raglan-privacy-and-redaction
          How many traces are kept by sampling? | raglan-sampling
          How are token usage and cost worked out? | raglan-tokens-and-cost
          What did the White Rabbit take out of its waistcoat-pocket? | carroll-alice-in-wonderland
          How dead was Marley? | dickens-christmas-carol
          Which properties configure Raglan in application.yml? | raglan-configuration
          When does the span of a Flux or CompletableFuture end? | raglan-streaming
          """)
  void findsTheDocumentThatHasTheAnswerFirst(String question, String document) {
    assertThat(search.contextOf(question))
        .isNotEmpty()
        .first()
        .satisfies(found -> assertThat(found.id()).startsWith(document + "#"));
  }
}
