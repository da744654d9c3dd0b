package dev.raglan.samples.plain;

import dev.raglan.Raglan;
import dev.raglan.export.TraceLog;

/** Answers a question and prints how it came to the answer. */
public final class Main {

  private static final String QUESTION = "Who is the raglan sleeve called after?";

  private Main() {}

  /** Answers the arguments, taken as one question, or else a question of its own. */
  public static void main(String[] args) {
    run(args.length == 0 ? QUESTION : String.join(" ", args), System.out);
  }

  static void run(String question, Appendable traces) {
    try (Raglan raglan =
        Raglan.builder().serviceName("plain-java").exportTo(TraceLog.to(traces)).buildGlobal()) {
      System.out.println(new Assistant().answer(question) + System.lineSeparator());
    }
  }
}
