package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.trace.BaseSpanBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The same result gives the same span, returned by an annotated method or followed by the facade.
 */
class FollowingParityTest {

  /** Results by annotated methods of every kind; the result is given. */
  static class Service {

    private final Supplier<Object> result;

    Service(Supplier<Object> result) {
      this.result = result;
    }

    @Generation(name = "g", input = Capture.OFF)
    Object generation() {
      return result.get();
    }

    @Generation(name = "g", input = Capture.OFF)
    Flow.Publisher<?> generationPublisher() {
      return (Flow.Publisher<?>) result.get();
    }

    @Generation(name = "g", input = Capture.OFF)
    Iterator<?> generationIterator() {
      return (Iterator<?>) result.get();
    }

    @Traced("g")
    Object span() {
      return result.get();
    }

    @Traced("g")
    Flow.Publisher<?> spanPublisher() {
      return (Flow.Publisher<?>) result.get();
    }

    @Traced("g")
    Iterator<?> spanIterator() {
      return (Iterator<?>) result.get();
    }
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private record Delta(String text, int number) {}

  private static Map<String, Object> chunk(String text, int tokens) {
    return Map.of(
        "id", "chatcmpl-1",
        "object", "chat.completion.chunk",
        "model", "gpt-4o-2024-08-06",
        "choices", List.of(Map.of("index", 0, "delta", Map.of("content", text))),
        "usage", Map.of("prompt_tokens", 5, "completion_tokens", tokens));
  }

  private static Map<String, Object> event(String type, Map<String, Object> more) {
    Map<String, Object> event = new LinkedHashMap<>(more);
    event.put("type", type);
    return event;
  }

  private static Map<String, Object> toolCall(String name, String arguments) {
    Map<String, Object> call =
        Map.of("index", 0, "id", "c", "function", Map.of("name", name, "arguments", arguments));
    return Map.of(
        "object",
        "chat.completion.chunk",
        "choices",
        List.of(Map.of("index", 0, "delta", Map.of("tool_calls", List.of(call)))));
  }

  private static List<Object> responseEvents() {
    Map<String, Object> text = Map.of("type", "output_text", "text", "A raglan sleeve");
    Map<String, Object> item =
        Map.of("type", "message", "role", "assistant", "content", List.of(text));
    Map<String, Object> response =
        Map.of("id", "r", "object", "response", "model", "gpt-4o", "output", List.of(item));
    return List.of(
        event("response.created", Map.of("response", Map.of("id", "r", "model", "gpt-4o"))),
        event("response.output_text.delta", Map.of("output_index", 0, "delta", "A raglan sleeve")),
        event("response.completed", Map.of("response", response)));
  }

  private static List<Object> anthropicEvents() {
    return List.of(
        event(
            "message_start",
            Map.of(
                "message",
                Map.of("id", "m", "model", "claude", "usage", Map.of("input_tokens", 7)))),
        event("content_block_delta", Map.of("index", 0, "delta", Map.of("text", "A raglan "))),
        event("content_block_delta", Map.of("index", 0, "delta", Map.of("text", "sleeve"))),
        event(
            "message_delta",
            Map.of(
                "delta", Map.of("stop_reason", "end_turn"), "usage", Map.of("output_tokens", 12))));
  }

  private static Map<String, List<Object>> payloads() {
    Map<String, List<Object>> all = new LinkedHashMap<>();
    all.put("chunks", List.of(chunk("A ", 1), chunk("raglan ", 2), chunk("sleeve", 3)));
    all.put("events", anthropicEvents());
    all.put("tool calls", List.of(toolCall("weather", "{\"ci"), toolCall("", "ty\":1}")));
    all.put("items", responseEvents());
    all.put("texts", List.of("A ", "raglan ", "sleeve"));
    all.put("records", List.of(new Delta("A", 1), new Delta("B", 2)));
    all.put("nothing", List.of());
    return all;
  }

  /** Methods that are declared to return the kind; those of other kinds return an Object. */
  private static final Map<String, String> DECLARED =
      Map.of("Flow.Publisher", "Publisher", "Iterator", "Iterator");

  /** A failure whose trace is the same wherever it is made. */
  private static final class Boom extends RuntimeException {

    private Boom() {
      super("boom", null, false, false);
    }
  }

  /** Ends of a stream. */
  private enum Ending {
    COMPLETES,
    FAILS,
    IS_CANCELLED;

    Flux<Object> of(Flux<Object> elements) {
      return switch (this) {
        case COMPLETES -> elements;
        case FAILS -> elements.concatWith(Flux.error(Boom::new));
        case IS_CANCELLED -> elements.concatWith(Flux.never());
      };
    }
  }

  private static final Set<String> CANNOT_BE_CANCELLED = Set.of("Iterator", "CompletionStage");

  /** Kinds of results that stream the elements, and draining them. */
  private static Map<String, Function<Flux<Object>, Object>> kinds() {
    Map<String, Function<Flux<Object>, Object>> all = new LinkedHashMap<>();
    all.put("Flux", elements -> elements);
    all.put("Mono", Flux::next);
    all.put("Flow.Publisher", JdkFlowAdapter::publisherToFlowPublisher);
    all.put("Stream", Flux::toStream);
    all.put("Iterator", elements -> elements.toIterable().iterator());
    all.put("CompletableFuture", elements -> elements.next().toFuture());
    all.put("CompletionStage", elements -> elements.next().toFuture().minimalCompletionStage());
    all.put("record of a Flux", elements -> new Streamed("a-1", elements));
    all.put("record of a future", elements -> new Awaited("a-1", elements.next().toFuture()));
    return all;
  }

  /** An answer that is streamed. */
  private record Streamed(String id, Flux<Object> elements) {}

  /** An answer that is waited for. */
  private record Awaited(String id, CompletableFuture<Object> element) {}

  private static void drain(Object given, Ending ending) {
    Object result =
        given instanceof Streamed streamed
            ? streamed.elements()
            : given instanceof Awaited awaited ? awaited.element() : given;
    try {
      if (ending == Ending.IS_CANCELLED) {
        cancel(result);
      } else if (result instanceof Flux<?> flux) {
        flux.blockLast();
      } else if (result instanceof Mono<?> mono) {
        mono.block();
      } else if (result instanceof Flow.Publisher<?> publisher) {
        JdkFlowAdapter.flowPublisherToFlux(publisher).blockLast();
      } else if (result instanceof Stream<?> stream) {
        stream.forEach(each -> {});
      } else if (result instanceof Iterator<?> iterator) {
        iterator.forEachRemaining(each -> {});
      } else if (result instanceof CompletionStage<?> stage) {
        stage.toCompletableFuture().join();
      }
    } catch (RuntimeException thrown) {
      assertThat(thrown).hasStackTraceContaining("boom");
    }
  }

  private static void cancel(Object result) {
    if (result instanceof Flux<?> flux) {
      flux.subscribe().dispose();
    } else if (result instanceof Mono<?> mono) {
      mono.subscribe().dispose();
    } else if (result instanceof Flow.Publisher<?> publisher) {
      JdkFlowAdapter.flowPublisherToFlux(publisher).subscribe().dispose();
    } else if (result instanceof Stream<?> stream) {
      stream.close();
    } else if (result instanceof CompletableFuture<?> future) {
      future.cancel(true);
    }
  }

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String method : List.of("generation", "span")) {
      for (String kind : kinds().keySet()) {
        for (String payload : payloads().keySet()) {
          for (Ending ending : Ending.values()) {
            if (ending != Ending.IS_CANCELLED || !CANNOT_BE_CANCELLED.contains(kind)) {
              cases.add(Arguments.of(method, kind, payload, ending));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}: {1} of {2} {3}")
  @MethodSource("cases")
  void givesTheSameSpan(String method, String kind, String payload, Ending ending)
      throws Throwable {
    Supplier<Object> result =
        () -> kinds().get(kind).apply(ending.of(Flux.fromIterable(payloads().get(payload))));

    drain(annotated(method + DECLARED.getOrDefault(kind, ""), new Service(result)), ending);
    SpanData annotated = onlySpan();
    BaseSpanBuilder<?, ?> builder =
        method.equals("span") ? raglan.span("g") : raglan.generation("g");
    drain(builder.<Object>follow(result.get()), ending);
    SpanData followed = onlySpan();

    assertThat(attributes(followed)).isEqualTo(attributes(annotated));
    assertThat(events(followed)).isEqualTo(events(annotated));
    assertThat(followed.getName()).isEqualTo(annotated.getName());
    assertThat(followed.getStatus()).isEqualTo(annotated.getStatus());
    assertThat(followed.getKind()).isEqualTo(annotated.getKind());
    assertThat(followed.getLinks()).isEqualTo(annotated.getLinks());
    assertThat(followed.getParentSpanContext()).isEqualTo(annotated.getParentSpanContext());
    assertThat(followed.getInstrumentationScopeInfo())
        .isEqualTo(annotated.getInstrumentationScopeInfo());
  }

  private static List<Object> events(SpanData span) {
    return span.getEvents().stream()
        .<Object>map(event -> List.of(event.getName(), event.getAttributes().asMap()))
        .toList();
  }

  private SpanData onlySpan() {
    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans).hasSize(1);
    exporter.reset();
    return spans.get(0);
  }

  /** All attributes but those that the one or the other has by its nature. */
  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> all = new TreeMap<>();
    span.getAttributes().forEach((key, value) -> all.put(key.getKey(), value));
    all.remove("code.function.name");
    all.remove("raglan.reference_id");
    all.computeIfPresent("gen_ai.response.time_to_first_chunk", (key, seconds) -> "measured");
    return all;
  }

  private @Nullable Object annotated(String name, Service service) throws Throwable {
    return ReflectedCall.of(service, name).tracedBy(raglan);
  }
}
