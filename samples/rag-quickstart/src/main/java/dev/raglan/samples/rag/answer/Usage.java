package dev.raglan.samples.rag.answer;

/**
 * The usage of an answer.
 *
 * @param promptTokens tokens in the prompt
 * @param completionTokens tokens in the answer
 * @param estimated whether both are word counts instead of a model's own token counts
 */
public record Usage(int promptTokens, int completionTokens, boolean estimated) {

  /** Counts words between white space: a rough stand-in where there is no tokenizer. */
  static Usage estimatedFromWords(String prompt, String completion) {
    return new Usage(words(prompt), words(completion), true);
  }

  private static int words(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+").length;
  }
}
