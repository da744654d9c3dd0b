package dev.raglan.internal.delivery;

import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.model.Chunk;
import dev.raglan.model.Feedback;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/**
 * The loads under which an application goes on in a heap of 64 MB, with all defaults and a backend
 * that hangs. A program: it says that it is alive, or dies of an OutOfMemoryError.
 */
enum HeapLoad {
  CHINESE_PROMPTS(4_000, (raglan, i) -> generate(raglan, "看图说话".repeat(4_000) + i)),
  DATA_URIS(
      400, (raglan, i) -> generate(raglan, "data:image/png;base64," + "QUJD".repeat(250_000))),
  IMAGES_OF_OPENAI(400, (raglan, i) -> traced(raglan, image())),
  MESSAGES_OF_LANGCHAIN4J(
      2_000,
      (raglan, i) ->
          traced(
              raglan,
              ChatRequest.builder().messages(UserMessage.from("x".repeat(40_000) + i)).build())),
  MUTABLE_BEANS(2_000, (raglan, i) -> traced(raglan, new Bean("y".repeat(40_000) + i))),
  MAPS(500, (raglan, i) -> traced(raglan, map(2_000))),
  NESTED_LISTS(100, (raglan, i) -> traced(raglan, shared(4))),
  LONG_NAMES(4_000, (raglan, i) -> raglan.span("n".repeat(60_000) + i).run(() -> {})),
  STATUSES(
      4_000, (raglan, i) -> foreign(raglan, span -> span.setStatus(StatusCode.ERROR, large(i)))),
  EVENT_NAMES(4_000, (raglan, i) -> foreign(raglan, span -> span.addEvent(large(i)))),
  EVENT_ATTRIBUTES(
      4_000, (raglan, i) -> foreign(raglan, span -> span.addEvent("e", attributes("k", large(i))))),
  ATTRIBUTES_OF_OTHERS(
      4_000, (raglan, i) -> foreign(raglan, span -> span.setAttribute("k", large(i)))),
  KEYS_OF_OTHERS(4_000, (raglan, i) -> foreign(raglan, span -> span.setAttribute(large(i), 1))),
  LINKS_OF_OTHERS(
      4_000,
      (raglan, i) ->
          foreign(raglan, span -> span.addLink(span.getSpanContext(), attributes("k", large(i))))),
  ON_SPANS_OF_RAGLAN(
      4_000, (raglan, i) -> raglan.span("s").run(() -> Span.current().setAttribute("k", large(i)))),
  EXCEPTIONS(
      4_000,
      (raglan, i) -> {
        try (var span = raglan.span("s").start()) {
          span.recordException(new IllegalStateException(large(i), new Error(large(i))));
        }
      }),
  STREAMS(
      200,
      (raglan, i) ->
          ((Flux<?>) traced(raglan, Flux.range(0, 5_000).map(n -> "chunk " + n))).blockLast()),
  FUTURES_WITHOUT_END(20_000, (raglan, i) -> traced(raglan, new CompletableFuture<>())),
  STREAMS_WITHOUT_END(20_000, (raglan, i) -> traced(raglan, Stream.of(large(i).substring(59_000)))),
  TRACES_WITHOUT_END(20_000, (raglan, i) -> raglan.trace("t").input(large(i)).startDetached()),
  FEEDBACK_AND_CHANGES(
      2_000,
      (raglan, i) -> {
        raglan.feedback().forReference("r" + i).log(Feedback.text(large(i)).withComment(large(i)));
        raglan.updateReference("r" + i, SpanUpdate.create().input(large(i)).output(large(i)));
      }),
  RAG_EVENTS(
      500,
      (raglan, i) -> {
        List<RetrievedChunk> chunks =
            Collections.nCopies(500, RetrievedChunk.of("id" + i, large(i), 0.5));
        raglan.rag().retrieval(large(i), chunks);
        raglan.rag().chunking("path", Collections.nCopies(500, Chunk.of("c" + i, large(i))));
      }),
  TRACE_CONTEXTS(
      2_000,
      (raglan, i) -> {
        var context = TraceContext.builder().sessionId(large(i)).topic(large(i));
        for (int n = 0; n < 1_000; n++) {
          context.tags("tag " + n + "-" + i).metadata("key " + n, "value " + i);
        }
        try (Scope scope = context.build().makeCurrent()) {
          raglan.params().register("p" + i, large(i));
          raglan.span("s").run(() -> {});
        }
      });

  private final int times;
  private final BiConsumer<Raglan, Integer> load;

  HeapLoad(int times, BiConsumer<Raglan, Integer> load) {
    this.times = times;
    this.load = load;
  }

  /** Runs a load, by its name. */
  public static void main(String[] arguments) {
    CountDownLatch never = new CountDownLatch(1);
    HeapLoad load = valueOf(arguments[0]);
    Raglan raglan = Raglan.builder().exportTo(ScriptedExporter.hung("hung", never)).build();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      int first = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = first; i < load.times; i += threads.length) {
                  load.load.accept(raglan, i);
                }
              });
      threads[t].setUncaughtExceptionHandler(
          (thread, thrown) -> {
            thrown.printStackTrace();
            Runtime.getRuntime().halt(1);
          });
      threads[t].start();
    }
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    System.out.println("alive, " + raglan.delivery());
    Runtime.getRuntime().halt(0);
  }

  /** A value that can change, as most beans of applications. */
  public static final class Bean {

    private String text;

    Bean(String text) {
      this.text = text;
    }

    public String getText() {
      return text;
    }

    public void setText(String text) {
      this.text = text;
    }
  }

  /** A method that gives back what it gets. */
  static final class Service {

    @Traced
    Object echo(Object argument) {
      return argument;
    }
  }

  private static Object traced(Raglan raglan, Object argument) {
    try {
      return ReflectedCall.of(new Service(), "echo", argument).tracedBy(raglan);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private static void generate(Raglan raglan, String prompt) {
    raglan
        .generation("g")
        .model("gpt-4o")
        .prompt(List.of(Map.of("role", "user", "content", prompt)))
        .response(prompt)
        .run(() -> {});
  }

  private static String large(int i) {
    return "z".repeat(60_000) + i;
  }

  private static Attributes attributes(String key, String value) {
    return Attributes.of(AttributeKey.stringKey(key), value);
  }

  private static void foreign(Raglan raglan, java.util.function.Consumer<Span> change) {
    Span span = raglan.openTelemetry().getTracer("other").spanBuilder("call").startSpan();
    change.accept(span);
    span.end();
  }

  private static Object image() {
    var url =
        ChatCompletionContentPartImage.ImageUrl.builder()
            .url("data:image/png;base64," + "QUJD".repeat(100_000))
            .build();
    var part =
        ChatCompletionContentPart.ofImageUrl(
            ChatCompletionContentPartImage.builder().imageUrl(url).build());
    return ChatCompletionCreateParams.builder()
        .model("gpt-4o")
        .addUserMessageOfArrayOfContentParts(List.of(part))
        .build();
  }

  private static Map<String, Object> map(int entries) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      map.put("key " + i, new LinkedHashMap<>(Map.of("value", "v".repeat(20) + i)));
    }
    return map;
  }

  /** Lists of the same lists: 256 to the power of the depth, if each were visited. */
  private static Object shared(int depth) {
    List<Object> list = new ArrayList<>();
    Object element = depth == 0 ? "leaf" : shared(depth - 1);
    for (int i = 0; i < 256; i++) {
      list.add(element);
    }
    return list;
  }
}
