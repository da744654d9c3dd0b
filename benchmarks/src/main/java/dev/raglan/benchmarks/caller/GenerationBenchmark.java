package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Chat.ANSWER;
import static dev.raglan.benchmarks.caller.Chat.COMPLETION_TOKENS;
import static dev.raglan.benchmarks.caller.Chat.MESSAGES;
import static dev.raglan.benchmarks.caller.Chat.MODEL;
import static dev.raglan.benchmarks.caller.Chat.PROMPT_TOKENS;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of a woven generation whose messages and result are records. */
public class GenerationBenchmark extends Rounds {

  private static final String BEGIN = ANSWER.substring(0, 60);

  private final Chat chat = new Chat();

  @SuppressWarnings("NullAway.Init")
  private GenerationByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    byHand = new GenerationByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    Object[] expected = {
      MODEL, "Answer briefly", "What is this", BEGIN, PROMPT_TOKENS, COMPLETION_TOKENS
    };
    proof.shows(() -> byHand.chat(MODEL, MESSAGES), expected);
    proof.shows(() -> chat.bound(MODEL, MESSAGES), expected);
    proof.shows(() -> chat.bare(MODEL, MESSAGES), expected);
  }

  /** A generation's span by hand: model, two messages, answer and usage. */
  @Benchmark
  public void byHand(Blackhole hole) {
    round(hole, () -> byHand.chat(MODEL, MESSAGES));
  }

  /** Annotated and woven, with {@code @Bind} and {@code @BindResult}. */
  @Benchmark
  public void bound(Blackhole hole) {
    round(hole, () -> chat.bound(MODEL, MESSAGES));
  }

  /** Annotated and woven, read by names and shapes. */
  @Benchmark
  public void bare(Blackhole hole) {
    round(hole, () -> chat.bare(MODEL, MESSAGES));
  }
}
