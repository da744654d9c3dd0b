package dev.raglan.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * The questions that a case is asked before it is measured: that a call of it makes one span, which
 * holds what the case claims.
 *
 * @param pipeline where the span goes
 */
public record Proof(Pipeline pipeline) {

  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");

  /** Requires that the call makes no span. */
  public void makesNone(Callable<?> call) {
    long made = spansOf(call);
    require(made == 0, made + " spans were made, but none should be");
  }

  /** Requires a span with attributes, but without content. */
  public void hasAttributes(int least, Callable<?> call) {
    SpanData span = onlySpanOf(call);
    require(span.getAttributes().size() >= least, "attributes are missing: " + span);
    boolean content = span.getAttributes().get(INPUT) != null;
    require(!content && span.getAttributes().get(OUTPUT) == null, "there is content: " + span);
  }

  /** Requires a span whose output has at least so many characters, and that holds the texts. */
  public void hasContent(int least, Callable<?> call, Object... texts) {
    SpanData span = shows(call, texts);
    String output = span.getAttributes().get(OUTPUT);
    require(output != null && output.length() >= least, "the output is missing: " + span);
  }

  /** Requires a span among whose attributes are the texts and numbers. */
  public SpanData shows(Callable<?> call, Object... texts) {
    SpanData span = onlySpanOf(call);
    String values =
        span.getAttributes().asMap().values().stream()
            .map(String::valueOf)
            .collect(Collectors.joining("\n"));
    for (Object text : texts) {
      require(values.contains(text.toString()), "'" + text + "' is missing: " + span);
    }
    return span;
  }

  private SpanData onlySpanOf(Callable<?> call) {
    long made = spansOf(call);
    SpanData span = pipeline.target().last();
    if (made != 1 || span == null) {
      throw new IllegalStateException(made + " spans were made, but one should be");
    }
    return span;
  }

  private long spansOf(Callable<?> call) {
    try {
      call.call();
    } catch (Exception failed) {
      throw new IllegalStateException("The call failed", failed);
    }
    pipeline.drain();
    return pipeline.target().take();
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new IllegalStateException(otherwise);
    }
  }
}
