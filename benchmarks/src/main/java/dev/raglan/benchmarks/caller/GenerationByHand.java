package dev.raglan.benchmarks.caller;

import dev.raglan.benchmarks.caller.Chat.Completion;
import dev.raglan.benchmarks.caller.Chat.Message;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * The baselines of a generation: spans as one writes them by hand, with model, messages, answer and
 * usage, the messages as JSON.
 */
public final class GenerationByHand {

  private static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  private final Chat chat = new Chat();
  private final Tracer tracer;

  /** Writes spans with the tracer. */
  public GenerationByHand(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Starts a span with what is asked. */
  public Span start(String provider, String model, List<Message> messages) {
    Span span = tracer.spanBuilder("chat").setSpanKind(SpanKind.CLIENT).startSpan();
    span.setAttribute("gen_ai.operation.name", "chat");
    span.setAttribute("gen_ai.provider.name", provider);
    span.setAttribute("gen_ai.request.model", model);
    span.setAttribute("gen_ai.input.messages", ByHand.json(messages));
    return span;
  }

  /** Adds what is answered. */
  public void answer(Span span, String model, String answer) {
    span.setAttribute("gen_ai.response.model", model);
    span.setAttribute(
        "gen_ai.output.messages", ByHand.json(List.of(new Message("assistant", answer))));
  }

  /** Adds why the model stopped, and what it took. */
  public void usage(Span span, String finishReason, long promptTokens, long completionTokens) {
    span.setAttribute(FINISH_REASONS, List.of(finishReason));
    span.setAttribute("gen_ai.usage.input_tokens", promptTokens);
    span.setAttribute("gen_ai.usage.output_tokens", completionTokens);
  }

  Completion chat(String model, List<Message> messages) {
    Span span = start("openai", model, messages);
    try (Scope scope = span.makeCurrent()) {
      Completion completion = chat.plain(model, messages);
      answer(span, completion.model(), completion.content());
      Chat.Usage usage = completion.usage();
      usage(span, completion.finishReason(), usage.promptTokens(), usage.completionTokens());
      return completion;
    } finally {
      span.end();
    }
  }
}
