package dev.raglan.benchmarks.caller;

import static dev.raglan.benchmarks.caller.Chat.ANSWER;
import static dev.raglan.benchmarks.caller.Chat.COMPLETION_TOKENS;
import static dev.raglan.benchmarks.caller.Chat.MESSAGES;
import static dev.raglan.benchmarks.caller.Chat.MODEL;
import static dev.raglan.benchmarks.caller.Chat.PROMPT_TOKENS;
import static dev.raglan.benchmarks.caller.Chat.RESPONSE_MODEL;
import static dev.raglan.benchmarks.caller.Search.QUERY;

import dev.raglan.Raglan;
import dev.raglan.benchmarks.OwnPipeline;
import dev.raglan.benchmarks.Proof;
import dev.raglan.benchmarks.Rounds;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cost of the facade's trace, span and generation beside OpenTelemetry spans that are made
 * current and say the same.
 */
public class FacadeBenchmark extends Rounds {

  private static final String SESSION = "session-1";
  private static final String USER = "user-1";

  @SuppressWarnings("NullAway.Init")
  private Raglan raglan;

  @SuppressWarnings("NullAway.Init")
  private Tracer tracer;

  @SuppressWarnings("NullAway.Init")
  private GenerationByHand byHand;

  /** Proves that each case does what it claims. */
  @Setup
  public void prove(OwnPipeline pipeline) {
    raglan = pipeline.raglan();
    tracer = pipeline.tracer();
    byHand = new GenerationByHand(tracer);
    Proof proof = new Proof(pipeline);
    proof.shows(this::traceByHand, SESSION, USER);
    proof.shows(this::trace, SESSION, USER);
    proof.shows(this::spanByHand, QUERY, ANSWER);
    proof.shows(this::span, QUERY, ANSWER);
    proof.shows(this::generation, MODEL, "What is this", ANSWER.substring(0, 60), PROMPT_TOKENS);
  }

  /** A span by hand with session and user. */
  @Benchmark
  public void byHandTrace(Blackhole hole) {
    round(hole, this::traceByHand);
  }

  private @Nullable Object traceByHand() {
    Span span = tracer.spanBuilder("ask").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("session.id", SESSION);
      span.setAttribute("user.id", USER);
      return null;
    } finally {
      span.end();
    }
  }

  /** The facade's trace with session and user. */
  @Benchmark
  public void facadeTrace(Blackhole hole) {
    round(hole, this::trace);
  }

  private @Nullable Object trace() {
    try (ActiveTrace trace = raglan.trace("ask").sessionId(SESSION).customerUserId(USER).start()) {
      return null;
    }
  }

  /** A span by hand with input and output, which are texts. */
  @Benchmark
  public void byHandSpan(Blackhole hole) {
    round(hole, this::spanByHand);
  }

  private @Nullable Object spanByHand() {
    Span span = tracer.spanBuilder("step").startSpan();
    try (Scope scope = span.makeCurrent()) {
      span.setAttribute("input.value", QUERY);
      span.setAttribute("output.value", ANSWER);
      return null;
    } finally {
      span.end();
    }
  }

  /** The facade's span with input and output, which are texts. */
  @Benchmark
  public void facadeSpan(Blackhole hole) {
    round(hole, this::span);
  }

  private @Nullable Object span() {
    try (ActiveSpan span = raglan.span("step").input(QUERY).start()) {
      span.output(ANSWER);
      return null;
    }
  }

  /** A generation's span by hand: model, two messages, answer and usage. */
  @Benchmark
  public void byHandGeneration(Blackhole hole) {
    round(hole, () -> byHand.chat(MODEL, MESSAGES));
  }

  /** The facade's generation with model, two messages, answer and usage. */
  @Benchmark
  public void facadeGeneration(Blackhole hole) {
    round(hole, this::generation);
  }

  private @Nullable Object generation() {
    try (ActiveGeneration generation =
        raglan.generation("chat").provider("openai").model(MODEL).prompt(MESSAGES).start()) {
      generation
          .response(ANSWER)
          .responseModel(RESPONSE_MODEL)
          .finishReason("stop")
          .promptTokens(PROMPT_TOKENS)
          .completionTokens(COMPLETION_TOKENS);
      return null;
    }
  }
}
