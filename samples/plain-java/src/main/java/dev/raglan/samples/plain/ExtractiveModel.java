package dev.raglan.samples.plain;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Answers with a sentence of its prompt, so that no key and no network is needed. */
final class ExtractiveModel {

  static final String NAME = "extractive-1";

  /**
   * The model's answer.
   *
   * @param text the answer
   * @param promptTokens words read
   * @param completionTokens words written
   */
  record Reply(String text, int promptTokens, int completionTokens) {}

  @Generation(provider = "plain-java")
  @BindResult(field = Field.RESPONSE, path = "text")
  @BindResult(field = Field.PROMPT_TOKENS, path = "promptTokens")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "completionTokens")
  Reply complete(@Bind(Field.PROMPT) String prompt, @Bind(Field.MODEL) String model) {
    String question = prompt.substring(prompt.lastIndexOf("Question: "));
    String answer = bestSentence(sentencesBefore(question, prompt), question);
    return new Reply(answer, Words.count(prompt), Words.count(answer));
  }

  private static List<String> sentencesBefore(String question, String prompt) {
    String context = prompt.substring("Context:\n".length(), prompt.length() - question.length());
    return Arrays.stream(context.split("(?<=[.])\\s+", -1)).filter(s -> !s.isBlank()).toList();
  }

  private static String bestSentence(List<String> sentences, String question) {
    return sentences.stream()
        .max(
            Comparator.comparing(
                (String sentence) -> new Passage("", sentence).overlapWith(question)))
        .orElse("I do not know.");
  }
}
