package dev.raglan.weaving;

import static dev.raglan.contract.allocation.AllocationChat.MESSAGES;
import static dev.raglan.contract.allocation.AllocationChat.MODEL;
import static dev.raglan.contract.allocation.AllocationChat.TOKENS;
import static dev.raglan.contract.allocation.AllocationSearch.QUERY;
import static dev.raglan.contract.allocation.AllocationSearch.TOP_K;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.contract.allocation.AllocationByHand;
import dev.raglan.contract.allocation.AllocationCase;
import dev.raglan.contract.allocation.AllocationChat;
import dev.raglan.contract.allocation.AllocationMeter;
import dev.raglan.contract.allocation.AllocationSearch;
import dev.raglan.contract.allocation.AllocationTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Iterator;

/** Measures what calls of woven methods allocate; the methods are woven with this module. */
final class AllocationProgram {

  private static final String ANSWER = "x".repeat(400);

  private final AllocationSearch search = new AllocationSearch();
  private final AllocationChat chat = new AllocationChat();
  private final AllocationTarget target = new AllocationTarget();

  private AllocationProgram() {}

  /** Measures with tracing on, unsampled, and disabled. */
  public static void main(String[] arguments) throws Exception {
    AllocationProgram program = new AllocationProgram();
    program.recorded();
    program.unsampled();
    program.disabled();
  }

  private void recorded() throws Exception {
    try (SdkTracerProvider bare = SdkTracerProvider.builder().build();
        Raglan raglan = tracing().buildGlobal()) {
      AllocationMeter meter = new AllocationMeter(raglan, target);
      AllocationByHand bareSpans = new AllocationByHand(bare.get("by hand"));
      meter.measure(AllocationCase.BARE_SDK, () -> bareSpans.search(QUERY, TOP_K));
      AllocationByHand spans = byHand(raglan);
      meter.measure(AllocationCase.BY_HAND, () -> spans.search(QUERY, TOP_K));
      meter.measure(AllocationCase.WITHOUT_CONTENT, () -> search.withoutContent(QUERY, TOP_K));
      meter.measure(AllocationCase.IMMUTABLE, () -> search.immutable(QUERY, TOP_K));
      meter.measure(AllocationCase.COPIED, () -> search.copied(QUERY, TOP_K));
      meter.measure(AllocationCase.RETRIEVAL, () -> search.retrieve(QUERY, TOP_K));
      meter.measure(AllocationCase.GENERATION, () -> chat.bare(MODEL, MESSAGES));
      meter.measure(AllocationCase.BOUND_GENERATION, () -> chat.bound(MODEL, MESSAGES));
      meter.measure(AllocationCase.STREAM, this::stream);
      meter.measure(AllocationCase.FACADE_TRACE, () -> trace(raglan));
      meter.measure(AllocationCase.FACADE_SPAN, () -> span(raglan));
      meter.measure(AllocationCase.FACADE_GENERATION, () -> generation(raglan));
    }
  }

  private Object stream() {
    Iterator<AllocationChat.Chunk> chunks = chat.stream(MODEL, MESSAGES);
    AllocationChat.Chunk last = null;
    while (chunks.hasNext()) {
      last = chunks.next();
    }
    return last;
  }

  private static Object trace(Raglan raglan) {
    try (ActiveTrace trace =
        raglan.trace("ask").sessionId("session-1").customerUserId("user-1").start()) {
      return trace;
    }
  }

  private static Object span(Raglan raglan) {
    try (ActiveSpan span = raglan.span("step").input(QUERY).start()) {
      return span.output(ANSWER);
    }
  }

  private static Object generation(Raglan raglan) {
    try (ActiveGeneration generation =
        raglan.generation("chat").provider("openai").model(MODEL).prompt(MESSAGES).start()) {
      return generation.response(ANSWER).promptTokens(TOKENS).completionTokens(246L);
    }
  }

  private void unsampled() throws Exception {
    try (Raglan raglan = tracing().samplingRatio(0).buildGlobal()) {
      AllocationMeter meter = new AllocationMeter(raglan, target);
      AllocationByHand spans = byHand(raglan);
      meter.measure(AllocationCase.UNSAMPLED_BY_HAND, () -> spans.search(QUERY, TOP_K));
      meter.measure(AllocationCase.UNSAMPLED, () -> search.immutable(QUERY, TOP_K));
    }
  }

  private void disabled() throws Exception {
    try (Raglan raglan = tracing().enabled(false).buildGlobal()) {
      AllocationMeter meter = new AllocationMeter(raglan, target);
      meter.measure(AllocationCase.PLAIN, () -> search.plain(QUERY, TOP_K));
      meter.measure(AllocationCase.DISABLED, () -> search.immutable(QUERY, TOP_K));
    }
  }

  private RaglanBuilder tracing() {
    return Raglan.builder().delivery(AllocationMeter.patient()).exportTo(target);
  }

  private static AllocationByHand byHand(Raglan raglan) {
    return new AllocationByHand(raglan.openTelemetry().getTracer("by hand"));
  }
}
