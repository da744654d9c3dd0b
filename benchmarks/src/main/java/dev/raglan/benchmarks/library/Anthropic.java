package dev.raglan.benchmarks.library;

import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.raglan.annotation.Generation;
import dev.raglan.benchmarks.caller.ByHand;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.GenerationByHand;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Calls with the requests, responses and events of anthropic-java. */
class Anthropic {

  private static final String MODEL = "claude-sonnet-4-20250514";

  static final MessageCreateParams REQUEST =
      MessageCreateParams.builder()
          .model(MODEL)
          .maxTokens(1_000)
          .system(Chat.SYSTEM)
          .addUserMessage(Chat.USER)
          .build();

  private static final Message RESPONSE =
      parse(
          """
          {"id":"msg_01","type":"message","role":"assistant","model":"%s",
           "content":[{"type":"text","text":%s,"citations":null}],
           "stop_reason":"end_turn","stop_sequence":null,
           "usage":{"input_tokens":%d,"output_tokens":%d}}
          """
              .formatted(
                  MODEL, ByHand.json(Chat.ANSWER), Chat.PROMPT_TOKENS, Chat.COMPLETION_TOKENS),
          Message.class);

  private static final List<RawMessageStreamEvent> EVENTS = events();

  private static List<RawMessageStreamEvent> events() {
    List<String> texts = Chat.pieces(ChunkBenchmark.CHUNKS);
    List<RawMessageStreamEvent> events = new ArrayList<>();
    events.add(
        event(
            """
            {"type":"message_start","message":{"id":"msg_02","type":"message","role":"assistant",
             "model":"%s","content":[],"stop_reason":null,"stop_sequence":null,
             "usage":{"input_tokens":1117,"output_tokens":1}}}
            """
                .formatted(MODEL)));
    events.add(
        event(
            """
            {"type":"content_block_start","index":0,
             "content_block":{"type":"text","text":"","citations":null}}
            """));
    texts.stream()
        .limit(texts.size() - 2)
        .map(
            text ->
                """
                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":%s}}
                """
                    .formatted(ByHand.json(text)))
        .map(Anthropic::event)
        .forEach(events::add);
    return List.copyOf(events);
  }

  private static RawMessageStreamEvent event(String json) {
    return parse(json, RawMessageStreamEvent.class);
  }

  private static <T> T parse(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** A response that is read once. */
  private record Streamed<T>(Stream<T> stream) implements StreamResponse<T> {

    @Override
    public void close() {
      stream.close();
    }
  }

  @Generation(name = "chat", provider = "anthropic")
  Message chat(MessageCreateParams request) {
    return RESPONSE;
  }

  Message byHand(GenerationByHand spans, MessageCreateParams request) {
    Span span = start(spans, request);
    try (Scope scope = span.makeCurrent()) {
      Message response = RESPONSE;
      spans.answer(span, response.model().asString(), response.content().get(0).asText().text());
      spans.usage(
          span,
          response.stopReason().orElseThrow().asString(),
          response.usage().inputTokens(),
          response.usage().outputTokens());
      return response;
    } finally {
      span.end();
    }
  }

  private static Span start(GenerationByHand spans, MessageCreateParams request) {
    List<Chat.Message> messages = new ArrayList<>();
    request
        .system()
        .ifPresent(system -> messages.add(new Chat.Message("system", system.asString())));
    request.messages().stream()
        .map(each -> new Chat.Message(each.role().asString(), each.content().asString()))
        .forEach(messages::add);
    return spans.start("anthropic", request.model().asString(), messages);
  }

  StreamResponse<RawMessageStreamEvent> plainStream() {
    return new Streamed<>(EVENTS.stream());
  }

  @Generation(name = "chat", provider = "anthropic")
  StreamResponse<RawMessageStreamEvent> stream(MessageCreateParams request) {
    return new Streamed<>(EVENTS.stream());
  }

  StreamResponse<RawMessageStreamEvent> streamByHand(
      GenerationByHand spans, MessageCreateParams request) {
    Span span = start(spans, request);
    StringBuilder answer = new StringBuilder();
    return new Streamed<>(
        EVENTS.stream()
            .peek(event -> append(event, answer))
            .onClose(
                () -> {
                  spans.answer(span, MODEL, answer.toString());
                  span.end();
                }));
  }

  private static void append(RawMessageStreamEvent event, StringBuilder answer) {
    if (event.isContentBlockDelta()) {
      answer.append(event.asContentBlockDelta().delta().asText().text());
    }
  }
}
