package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/** Chunks that are kept until the stream has ended say then what they said as they passed by. */
class KeptChunksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Extractors extractors = BuiltIn.extractors(false);
  private final ValueSnapshotter snapshots =
      new ValueSnapshotter(
          JsonRenderer.of(CaptureLimits.DEFAULT),
          extractors::isImmutable,
          extractors::isReadByShape);

  /** Parses JSON with single quotes. */
  private static <T> T parse(ObjectMapper mapper, String json, Class<T> type) {
    try {
      return mapper.readValue(json.replace('\'', '"'), type);
    } catch (IOException wrong) {
      throw new IllegalArgumentException(json, wrong);
    }
  }

  private static Object openAi(String json) {
    ObjectMapper mapper = com.openai.core.ObjectMappers.jsonMapper();
    return json.contains("'type':'response.")
        ? parse(mapper, json, ResponseStreamEvent.class)
        : parse(mapper, json, ChatCompletionChunk.class);
  }

  private static Object anthropic(String json) {
    return parse(com.anthropic.core.ObjectMappers.jsonMapper(), json, RawMessageStreamEvent.class);
  }

  private Extraction asTheyPass(List<?> chunks) {
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).as("a reader of %s", chunks.get(0)).isNotNull();
    chunks.forEach(reader::add);
    return reader.result();
  }

  private StreamAccumulator streamed(List<?> chunks) {
    StreamAccumulator all = StreamAccumulator.begin(chunks.get(0), snapshots, extractors, true, 0);
    chunks.forEach(all::add);
    return all;
  }

  private static String chunk(String delta) {
    return chunk("c-1", "{'index':0,'delta':" + delta + ",'finish_reason':null}", "");
  }

  private static String chunk(String id, String choices, String more) {
    return "{'id':'"
        + id
        + "','object':'chat.completion.chunk','created':1,'model':'gpt-4o',"
        + "'choices':["
        + choices
        + "]"
        + more
        + "}";
  }

  private static String text(int index, String text) {
    return "{'type':'content_block_delta','index':"
        + index
        + ",'delta':{'type':'text_delta','text':'"
        + text
        + "'}}";
  }

  private static String item(int index, String text) {
    return "{'type':'response.output_text.delta','item_id':'i-"
        + index
        + "','output_index':"
        + index
        + ",'content_index':0,'sequence_number':1,'logprobs':[],'delta':'"
        + text
        + "'}";
  }

  static Stream<Arguments> streams() {
    String usage = ",'usage':{'prompt_tokens':5,'completion_tokens':7,'total_tokens':12}";
    return Stream.of(
        arguments(
            "texts, a reason and usage",
            List.of(
                chunk("{'role':'assistant','content':''}"),
                chunk("{'content':'It '}"),
                chunk("{'content':'is '}"),
                chunk("{'content':'4.'}"),
                chunk("c-1", "{'index':0,'delta':{},'finish_reason':'stop'}", ""),
                chunk("c-1", "", usage))),
        arguments(
            "the role in each, usage in each",
            List.of(
                chunk("{'role':'assistant','content':'It '}"),
                chunk("{'role':'assistant','content':'is '}"),
                chunk("c-1", "{'index':0,'delta':{'content':'4.'},'finish_reason':null}", usage),
                chunk("{'role':'tool','content':'!'}"))),
        arguments(
            "two choices in turn",
            List.of(
                chunk("c-1", "{'index':0,'delta':{'content':'a'}}", ""),
                chunk("c-1", "{'index':1,'delta':{'content':'b'}}", ""),
                chunk("c-1", "{'index':1,'delta':{'content':'B'}}", ""),
                chunk("c-1", "{'index':0,'delta':{'content':'A'}}", ""),
                chunk(
                    "c-1",
                    "{'index':0,'delta':{'content':'x'}},{'index':1,'delta':{'content':'y'}}",
                    ""),
                chunk("c-1", "{'index':1,'delta':{'content':'z'}}", ""))),
        arguments(
            "a refusal and tools between texts",
            List.of(
                chunk("{'content':'I '}"),
                chunk("{'content':'will '}"),
                chunk("{'content':'','refusal':'not'}"),
                chunk(
                    "{'content':'so','tool_calls':[{'index':0,'id':'t','type':'function',"
                        + "'function':{'name':'f','arguments':'{}'}}]}"),
                chunk("{'content':'?'}"))),
        arguments(
            "reasoning beside and between texts",
            List.of(
                chunk("{'content':'','reasoning_content':'two '}"),
                chunk("{'content':'','reasoning_content':'and two'}"),
                chunk("{'content':'It '}"),
                chunk("{'content':'is '}"),
                chunk("{'content':'4','reasoning_content':'!'}"))),
        arguments(
            "a second response",
            List.of(
                chunk("{'content':'It '}"),
                chunk("{'content':'is '}"),
                chunk("c-2", "{'index':0,'delta':{'content':'No, '}}", ""),
                chunk("c-2", "{'index':0,'delta':{'content':'4.'}}", ""),
                chunk("c-1", "{'index':0,'delta':{'content':'?'}}", ""))),
        arguments(
            "Azure's first chunk, and what its filters say",
            List.of(
                "{'choices':[],'id':'','model':'','object':'','prompt_filter_results':[]}",
                chunk(
                    "c-1", "{'index':0,'delta':{'content':'It '},'content_filter_results':{}}", ""),
                chunk(
                    "c-1", "{'index':0,'delta':{'content':'is'},'content_filter_results':{}}", ""),
                chunk("c-1", "{'index':0,'delta':{'content':'!'},'stop_reason':'end'}", ""))),
        arguments(
            "an error among texts",
            List.of(
                chunk("{'content':'It '}"),
                chunk("{'content':'is '}"),
                chunk(
                    "c-1",
                    "{'index':0,'delta':{'content':'?'}}",
                    ",'error':{'message':'overloaded','code':503}"),
                chunk("{'content':'4'}"))),
        arguments(
            "deltas without a text",
            List.of(
                chunk("{'content':'It '}"),
                chunk("{'content':null}"),
                chunk("{}"),
                chunk("c-1", "{'index':0,'finish_reason':null}", ""),
                chunk("{'content':'is'}"))),
        arguments(
            "events of a message",
            List.of(
                "{'type':'message_start','message':{'id':'m-1','type':'message','role':'assistant',"
                    + "'model':'claude','content':[],'usage':{'input_tokens':5,'output_tokens':1}}}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
                text(0, "It "),
                text(0, "is "),
                text(0, "4."),
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'thinking',"
                    + "'thinking':'','signature':''}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'thinking_delta',"
                    + "'thinking':'so'}}",
                text(2, "And "),
                text(2, "more"),
                "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},"
                    + "'usage':{'output_tokens':7}}",
                "{'type':'message_stop'}")),
        arguments(
            "events of a response that breaks off",
            List.of(item(0, "It "), item(0, "is "), item(1, "Four"), item(1, "!"), item(0, "4."))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void readLaterAsTheyPassedBy(String name, List<String> chunks) throws Exception {
    boolean isOfAnthropic = chunks.get(0).contains("message_start");
    List<Object> typed =
        chunks.stream()
            .map(isOfAnthropic ? KeptChunksTest::anthropic : KeptChunksTest::openAi)
            .toList();
    List<JsonNode> trees = new ArrayList<>();
    for (String chunk : chunks) {
      trees.add(JSON.readTree(chunk.replace('\'', '"')));
    }
    StreamAccumulator kept = streamed(typed);

    assertThat(kept.isUnread()).isTrue();
    assertThat(kept.read()).isEqualTo(asTheyPass(trees)).isEqualTo(asTheyPass(typed));
    assertThat(kept.read()).isEqualTo(kept.read());
    assertThat(kept.isUnread()).isFalse();
  }

  private static ChatResponse response(String id, String text, String reason, int tokens) {
    return new ChatResponse(
        List.of(
            new Generation(
                new AssistantMessage(text),
                ChatGenerationMetadata.builder().finishReason(reason).build())),
        ChatResponseMetadata.builder()
            .id(id)
            .model("gpt-4o")
            .usage(new DefaultUsage(tokens, tokens))
            .build());
  }

  private static List<ChatResponse> responses() {
    return List.of(
        response("r-1", "It ", "", 0),
        response("r-1", "is ", "", 0),
        response("r-1", "4.", "", 0),
        response("r-1", "", "STOP", 5),
        response("r-2", "No, ", "", 0),
        response("r-2", "5.", "", 0));
  }

  @Test
  void readsSpringAisResponsesLaterAsTheyPassedBy() {
    StreamAccumulator kept = streamed(responses());

    assertThat(kept.isUnread()).isTrue();
    assertThat(kept.read()).isEqualTo(asTheyPass(responses()));
  }

  @Test
  void copiesWhatCanChange() {
    List<ChatResponse> changed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      AssistantMessage message =
          AssistantMessage.builder()
              .content("piece " + i)
              .properties(new LinkedHashMap<>(Map.of("reasoningContent", "of the call")))
              .build();
      changed.add(
          new ChatResponse(
              new ArrayList<>(List.of(new Generation(message))),
              ChatResponseMetadata.builder().id("r-1").build()));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("object", "chat.completion.chunk");
    map.put("choices", List.of(Map.of("delta", Map.of("content", "of the call"))));
    StreamAccumulator responses = streamed(changed);
    StreamAccumulator maps = streamed(List.of(map));
    Extraction then = asTheyPass(changed);
    changed.forEach(each -> each.getResult().getOutput().getMetadata().clear());
    map.put("choices", List.of(Map.of("delta", Map.of("content", "changed"))));

    assertThat(responses.read()).isEqualTo(then);
    assertThat(responses.read().toString()).contains("of the call");
    assertThat(maps.isUnread()).isTrue();
    assertThat(maps.content()).isEqualTo("of the call");
  }

  @Test
  void readsAsTheyPassByThoseThatAreTooMany() {
    List<Object> chunks =
        IntStream.range(0, 40)
            .mapToObj(i -> openAi(chunk("{'content':'" + (char) ('a' + i % 26) + "'}")))
            .collect(Collectors.toCollection(ArrayList::new));
    chunks.add(20, openAi(chunk("{'content':'" + "x".repeat(70_000) + "'}")));
    StreamAccumulator kept = streamed(chunks);

    assertThat(kept.isUnread()).isFalse();
    assertThat(kept.bytes()).isLessThan(262_144);
    assertThat(kept.read()).isEqualTo(asTheyPass(chunks));
  }

  @Test
  void keepsAThousandTextsAndLittleElse() {
    List<Object> chunks =
        IntStream.range(0, 1_000)
            .mapToObj(i -> openAi(chunk("{'content':'piece" + i + " '}")))
            .toList();
    StreamAccumulator kept = streamed(chunks);

    assertThat(kept.isUnread()).isTrue();
    assertThat(kept.bytes()).isBetween(16_000L, 100_000L);
    assertThat(kept.content()).asString().startsWith("piece0 piece1 ").endsWith("piece999 ");
  }
}
