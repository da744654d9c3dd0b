package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Content;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * The input and output of a span, and a generation's prompt and response as the application passed
 * them, for what is kept beside a span.
 */
final class ContentDialect implements Dialect {

  private final boolean withInputAndOutput;

  /**
   * @param withInputAndOutput false if the span has them under the keys of OpenInference
   */
  ContentDialect(boolean withInputAndOutput) {
    this.withInputAndOutput = withInputAndOutput;
  }

  @Override
  public String name() {
    return "content";
  }

  @Override
  public void renderSpan(SpanDescription description, AttributeSink sink) {}

  @Override
  public void render(RenderedCall call, AttributeSink sink) {
    if (withInputAndOutput) {
      put(OpenInference.INPUT_VALUE, InputOutput.input(call), sink);
      put(OpenInference.OUTPUT_VALUE, InputOutput.output(call), sink);
    }
    if (call.description().type() == SpanType.GENERATION) {
      renderPassed(call, sink);
    }
    if (call.hasBindings()) {
      put(RaglanAttributes.DOCUMENTS, call.content(Field.DOCUMENTS), sink);
    }
  }

  /** Writes the values that something was read out of; others are the input or output. */
  private static void renderPassed(RenderedCall call, AttributeSink sink) {
    if (!call.readFromInput().messages().isEmpty()) {
      put(RaglanAttributes.PASSED_PROMPT, call.content(Field.PROMPT), sink);
    }
    if (call.readFromOutput().completion() != null) {
      Content bound = call.content(Field.RESPONSE);
      put(RaglanAttributes.PASSED_RESPONSE, bound == null ? call.output() : bound, sink);
    }
  }

  private static void put(AttributeKey<String> key, @Nullable Content content, AttributeSink sink) {
    if (content != null) {
      sink.put(key, content.value());
    }
  }
}
