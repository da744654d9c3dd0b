package dev.raglan.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;



/**
 * What a case is asked for before it is measured: that a call of it makes one span, which holds
 * what the case claims.
 *
 * @param pipeline where the span goes
 */
record Proof(Pipeline pipeline) {

  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");

  /** The call makes no span. */
  void makesNone(Callable<?> call) {
    long made = spansOf(call);
    require(made == 0, made + " spans were made, but none should be", null);
  }

  /** The call makes a span with attributes, but without content. */
  void hasAttributes(int least, Callable<?> call) {
    SpanData span = onlySpanOf(call);
    require(span.getAttributes().size() >= least, "attributes are missing", span);
    boolean content = span.getAttributes().get(INPUT) != null;
    require(!content && span.getAttributes().get(OUTPUT) == null, "there is content", span);
  }

  /** The call makes a span with the query, and with a result of so many characters. */
  void hasContent(int least, Callable<?> call) {
    SpanData span = onlySpanOf(call);
    String input = span.getAttributes().get(INPUT);
    String output = span.getAttributes().get(OUTPUT);
    boolean asked = input != null && input.contains(Search.QUERY);
    require(asked && input.contains("" + Search.TOP_K), "the input is missing", span);
    require(output != null && output.length() >= least, "the output is missing", span);
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

  private static void require(boolean met, String otherwise, @Nullable SpanData span) {
    if (!met) {
      throw new IllegalStateException(otherwise + ": " + span);
    }
  }
}
