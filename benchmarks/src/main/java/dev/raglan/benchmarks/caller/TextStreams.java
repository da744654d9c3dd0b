package dev.raglan.benchmarks.caller;

import dev.raglan.annotation.Generation;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Generations whose answer comes in pieces of text, as a stream and as a publisher. */
class TextStreams {

  private final List<String> texts;

  TextStreams(int number) {
    texts = Chat.pieces(number);
  }

  Stream<String> plain() {
    return texts.stream();
  }

  @Generation(name = "chat", provider = "openai", model = Chat.MODEL)
  Stream<String> traced(String prompt) {
    return texts.stream();
  }

  /** A span by hand, which ends when the stream is closed, with the joined text. */
  Stream<String> byHand(GenerationByHand spans, String prompt) {
    Span span = spans.start("openai", Chat.MODEL, List.of(new Chat.Message("user", prompt)));
    StringBuilder text = new StringBuilder();
    return texts.stream().peek(text::append).onClose(() -> end(spans, span, text));
  }

  private static void end(GenerationByHand spans, Span span, StringBuilder text) {
    spans.answer(span, Chat.MODEL, text.toString());
    span.end();
  }

  Flux<String> plainFlux() {
    return Flux.fromIterable(texts);
  }

  @Generation(name = "chat", provider = "openai", model = Chat.MODEL)
  Flux<String> tracedFlux(String prompt) {
    return Flux.fromIterable(texts);
  }

  /** A span by hand, which ends when the publisher completes, with the joined text. */
  Flux<String> byHandFlux(GenerationByHand spans, String prompt) {
    Span span = spans.start("openai", Chat.MODEL, List.of(new Chat.Message("user", prompt)));
    StringBuilder text = new StringBuilder();
    return Flux.fromIterable(texts)
        .doOnNext(text::append)
        .doFinally(signal -> end(spans, span, text));
  }
}
