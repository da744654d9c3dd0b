package dev.raglan.benchmarks.library;

import static dev.raglan.benchmarks.caller.Chat.ANSWER;
import static dev.raglan.benchmarks.caller.Chat.COMPLETION_TOKENS;
import static dev.raglan.benchmarks.caller.Chat.PROMPT_TOKENS;

import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import dev.raglan.benchmarks.caller.GenerationByHand;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of a woven generation that takes a library's request and returns its response, beside a
 * span by hand that reads the same out of them.
 */
public class LibraryBenchmark extends Rounds {

  private final OpenAi openAi = new OpenAi();
  private final Anthropic anthropic = new Anthropic();
  private final SpringAi springAi = new SpringAi();
  private final LangChain4j langChain4j = new LangChain4j();

  @SuppressWarnings("NullAway.Init")
  private GenerationByHand spans;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    spans = new GenerationByHand(pipeline.tracer());
    Proof proof = new Proof(pipeline);
    prove(proof, () -> openAi.byHand(spans, OpenAi.REQUEST), "gpt-4o");
    prove(proof, () -> openAi.chat(OpenAi.REQUEST), "gpt-4o");
    prove(proof, () -> anthropic.byHand(spans, Anthropic.REQUEST), "claude-sonnet-4");
    prove(proof, () -> anthropic.chat(Anthropic.REQUEST), "claude-sonnet-4");
    prove(proof, () -> springAi.byHand(spans, SpringAi.REQUEST), "gpt-4o");
    prove(proof, () -> springAi.chat(SpringAi.REQUEST), "gpt-4o");
    prove(proof, () -> langChain4j.byHand(spans, LangChain4j.REQUEST), "gpt-4o");
    prove(proof, () -> langChain4j.chat(LangChain4j.REQUEST), "gpt-4o");
  }

  private static void prove(Proof proof, Callable<?> call, String model) {
    proof.shows(
        call,
        model,
        "Answer briefly",
        "What is this",
        ANSWER.substring(0, 60),
        PROMPT_TOKENS,
        COMPLETION_TOKENS);
  }

  /** A span by hand out of openai-java's request and response. */
  @Benchmark
  public void byHandOpenAi(Blackhole hole) {
    round(hole, () -> openAi.byHand(spans, OpenAi.REQUEST));
  }

  /** Annotated and woven; openai-java's request and response. */
  @Benchmark
  public void openAi(Blackhole hole) {
    round(hole, () -> openAi.chat(OpenAi.REQUEST));
  }

  /** A span by hand out of anthropic-java's request and response. */
  @Benchmark
  public void byHandAnthropic(Blackhole hole) {
    round(hole, () -> anthropic.byHand(spans, Anthropic.REQUEST));
  }

  /** Annotated and woven; anthropic-java's request and response. */
  @Benchmark
  public void anthropic(Blackhole hole) {
    round(hole, () -> anthropic.chat(Anthropic.REQUEST));
  }

  /** A span by hand out of Spring AI's prompt and response. */
  @Benchmark
  public void byHandSpringAi(Blackhole hole) {
    round(hole, () -> springAi.byHand(spans, SpringAi.REQUEST));
  }

  /** Annotated and woven; Spring AI's prompt and response. */
  @Benchmark
  public void springAi(Blackhole hole) {
    round(hole, () -> springAi.chat(SpringAi.REQUEST));
  }

  /** A span by hand out of LangChain4j's request and response. */
  @Benchmark
  public void byHandLangChain4j(Blackhole hole) {
    round(hole, () -> langChain4j.byHand(spans, LangChain4j.REQUEST));
  }

  /** Annotated and woven; LangChain4j's request and response. */
  @Benchmark
  public void langChain4j(Blackhole hole) {
    round(hole, () -> langChain4j.chat(LangChain4j.REQUEST));
  }
}
