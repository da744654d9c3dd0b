package dev.raglan.contract.allocation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Objects;

/** The spans that a measured call brings to the target. */
enum AllocationClaim {
  /** No span. */
  NOTHING {
    @Override
    boolean holdsFor(Attributes attributes) {
      return false;
    }
  },

  /** A span with attributes, but without content. */
  ATTRIBUTES {
    @Override
    boolean holdsFor(Attributes attributes) {
      return attributes.size() >= 2
          && attributes.get(INPUT) == null
          && attributes.get(OUTPUT) == null;
    }
  },

  /** A span with a text in and a text out. */
  ATTRIBUTES_AND_TEXTS {
    @Override
    boolean holdsFor(Attributes attributes) {
      return AllocationSearch.QUERY.equals(attributes.get(INPUT)) && attributes.get(OUTPUT) != null;
    }
  },

  /** A span with the query and all documents. */
  CONTENT {
    @Override
    boolean holdsFor(Attributes attributes) {
      String input = attributes.get(INPUT);
      String output = attributes.get(OUTPUT);
      return input != null
          && input.contains(AllocationSearch.QUERY)
          && output != null
          && output.length() > AllocationSearch.CONTENT;
    }
  },

  /** A span with the messages of a generation and its usage. */
  ANSWER {
    @Override
    boolean holdsFor(Attributes attributes) {
      return attributes.get(INPUT_MESSAGES) != null
          && attributes.get(OUTPUT_MESSAGES) != null
          && Objects.equals(attributes.get(INPUT_TOKENS), AllocationChat.TOKENS);
    }
  };

  private static final AttributeKey<String> INPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.input.messages");
  private static final AttributeKey<String> OUTPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.output.messages");
  private static final AttributeKey<Long> INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");

  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");

  abstract boolean holdsFor(Attributes attributes);

  /**
   * Makes sure that it was the case that was measured.
   *
   * @param calls how many calls there were
   * @param target what their spans went to
   * @throws IllegalStateException if it was something else
   */
  void prove(int calls, AllocationTarget target) {
    int expected = this == NOTHING ? 0 : calls;
    long spans = target.take();
    SpanData last = target.last();
    if (spans != expected) {
      throw new IllegalStateException(calls + " calls brought " + spans + " spans");
    }
    if (expected > 0 && (last == null || !holdsFor(last.getAttributes()))) {
      throw new IllegalStateException("Expected a span with " + this + ", but it is " + last);
    }
  }
}
