package dev.raglan.contract.subject;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A language model, as an application may wrap it. */
public interface ChatModel {

  Reply complete(String prompt, Options options, String user);

  CompletionStage<Reply> completeLater(CompletionStage<Reply> reply);

  void annotate(String topic, int limit, double ratio, boolean fresh, Options options);

  void annotateMissing(Options options);

  void secretive(String prompt, String apiKey);

  String uncaptured(String prompt, String model);

  /**
   * The options of an answer.
   *
   * @param model which model
   * @param sampling how it samples
   */
  record Options(String model, Sampling sampling) {}

  /**
   * The options of sampling.
   *
   * @param temperature from 0 to 2
   * @param stop where to stop
   */
  record Sampling(double temperature, List<String> stop) {}

  /**
   * An answer.
   *
   * @param choices the answers
   * @param usage tokens by kind
   */
  record Reply(List<Choice> choices, Map<String, Integer> usage) {

    /** A reply of one choice. */
    public static Reply of(String text) {
      return new Reply(List.of(new Choice(text)), Map.of("input", 12, "output", 34));
    }
  }

  /**
   * One answer.
   *
   * @param text the answer
   */
  record Choice(String text) {}
}
