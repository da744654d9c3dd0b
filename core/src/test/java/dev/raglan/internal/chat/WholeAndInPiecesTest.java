package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answer is read the same, whole and cut into chunks at every place. */
class WholeAndInPiecesTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Extractors extractors = BuiltIn.extractors(true);

  /** Parses JSON with single quotes, and with ^ for a quote within a text. */
  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"').replace("^", "\\\""));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  private Completion whole(JsonNode response) {
    return extractors.extract(response).completion();
  }

  private Completion streamed(List<JsonNode> chunks) {
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).as("a reader for %s", chunks.get(0)).isNotNull();
    chunks.forEach(reader::add);
    return reader.result().completion();
  }

  private Completion streamed(String... chunks) {
    return streamed(Stream.of(chunks).map(WholeAndInPiecesTest::tree).toList());
  }

  static Stream<String> answers() {
    return Stream.of(
        "'content':'It is 4.'",
        "'content':'','refusal':'I will not.'",
        "'content':null,'refusal':'I will not.'",
        "'content':[{'type':'text','text':'It is '},{'type':'text','text':'4.'}]",
        "'content':'Four','reasoning_content':'two and two'",
        "'content':'Four','reasoning':'two and two'",
        "'content':[{'type':'thinking','thinking':'so'},{'type':'text','text':'4.'}]",
        "'content':[{'type':'image_url','image_url':{'url':'https://h'}},{'type':'text','text':"
            + "'It is 4.'}]",
        "'content':'So:','reasoning':'hm','tool_calls':[{'id':'a','function':{'name':'f',"
            + "'arguments':'{^city^:^Paris^}'}}]",
        "'content':'Four','reasoning_content':'','reasoning':'two and two'",
        "'content':'Four','reasoning_details':[{'type':'reasoning.text','text':'two and two'}]",
        "'content':'Four','reasoning_details':[{'type':'reasoning.summary','summary':'sums'}]",
        "'content':null,'function_call':{'name':'f','arguments':'{^city^:^Paris^}'}",
        "'content':null,'tool_calls':[{'id':'a','type':'function','function':"
            + "{'name':'f','arguments':'{^city^:^Paris^}'}},{'id':'b','type':'function',"
            + "'function':{'name':'f','arguments':'{^city^:^Rome^}'}}]",
        "'content':null,'tool_calls':[{'id':'a','function':{'name':'f','arguments':"
            + "{'city':'Paris'}}}]",
        "'content':null,'tool_calls':[{'function':{'name':'f','arguments':{}}},"
            + "{'function':{'name':'g','arguments':{}}}]");
  }

  @ParameterizedTest
  @MethodSource("answers")
  void chatCompletions(String message) {
    JsonNode response =
        tree(
            "{'id':'r','object':'chat.completion','model':'m','choices':[{'index':0,"
                + "'message':{'role':'assistant',"
                + message
                + "},'finish_reason':'stop'}],"
                + "'usage':{'prompt_tokens':5,'completion_tokens':3,'total_tokens':8}}");
    Completion expected = whole(response);

    assertThat(expected.messages()).hasSize(1);
    assertThat(expected.messages().get(0)).isNotEqualTo(Message.of("assistant", null));
    for (int at = 0; at <= 20; at++) {
      assertThat(streamed(chatChunks(response, at))).as("cut at %s", at).isEqualTo(expected);
    }
  }

  /** Cuts every text of the answer in two: the first part and the rest. */
  private static List<JsonNode> chatChunks(JsonNode response, int at) {
    JsonNode message = response.at("/choices/0/message");
    ObjectNode first = JSON.createObjectNode();
    ObjectNode second = JSON.createObjectNode();
    message
        .properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              switch (field.getKey()) {
                case "role" -> first.set("role", value);
                case "tool_calls" -> cutCalls((ArrayNode) value, at, first, second);
                case "function_call" -> {
                  first.set("function_call", value.deepCopy());
                  cut(
                      (ObjectNode) first.get("function_call"),
                      "arguments",
                      at,
                      second.putObject("function_call"));
                }
                default -> {
                  first.set(field.getKey(), value.deepCopy());
                  cutLast(first, field.getKey(), at, second);
                }
              }
            });
    List<JsonNode> chunks = new ArrayList<>();
    chunks.add(chunk(first, null));
    chunks.add(chunk(second, null));
    chunks.add(chunk(JSON.createObjectNode(), "stop"));
    ObjectNode last = chunk(JSON.createObjectNode(), null);
    last.putArray("choices");
    last.set("usage", response.get("usage"));
    chunks.add(last);
    return chunks;
  }

  private static void cutLast(ObjectNode first, String name, int at, ObjectNode second) {
    JsonNode value = first.get(name);
    if (value.isTextual()) {
      cut(first, name, at, second);
    } else if (value.isArray()) {
      ObjectNode last = (ObjectNode) value.get(value.size() - 1);
      String text = last.has("text") ? "text" : "summary";
      ObjectNode rest = last.deepCopy();
      cut(last, text, at, rest);
      second.putArray(name).add(rest);
    }
  }

  private static void cutCalls(ArrayNode calls, int at, ObjectNode first, ObjectNode second) {
    ArrayNode begun = first.putArray("tool_calls");
    ArrayNode rest = second.putArray("tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      ObjectNode call = calls.get(i).deepCopy();
      begun.add(call.put("index", i));
      if (call.at("/function/arguments").isTextual()) {
        ObjectNode more = rest.addObject().put("index", i).putObject("function");
        cut((ObjectNode) call.get("function"), "arguments", at, more);
      }
    }
  }

  private static void cut(ObjectNode from, String name, int at, ObjectNode rest) {
    String text = from.get(name).textValue();
    int end = Math.min(at, text.length());
    from.put(name, text.substring(0, end));
    rest.put(name, text.substring(end));
  }

  private static ObjectNode chunk(ObjectNode delta, String finishReason) {
    ObjectNode chunk =
        JSON.createObjectNode()
            .put("id", "r")
            .put("object", "chat.completion.chunk")
            .put("model", "m");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.put("finish_reason", finishReason).set("delta", delta);
    return chunk;
  }

  @Test
  void spokenAnswers() {
    Completion expected =
        whole(
            tree(
                "{'id':'r','object':'chat.completion','model':'m','choices':[{'index':0,'message':"
                    + "{'role':'assistant','content':null,'audio':{'id':'a','data':'QUJDREVG',"
                    + "'transcript':'It is 4.'}},'finish_reason':'stop'}]}"));

    assertThat(expected.messages().get(0).parts())
        .containsExactly(
            new Message.Text("It is 4."), new Message.Attachment("audio", null, null, 6L));
    assertThat(
            streamed(
                delta("{'role':'assistant','audio':{'id':'a','transcript':'It '}}"),
                delta("{'audio':{'data':'QUJD'}}"),
                delta("{'audio':{'transcript':'is 4.'}}"),
                delta("{'audio':{'data':'REVG'}}"),
                "{'id':'r','object':'chat.completion.chunk','model':'m','choices':[{'index':0,"
                    + "'delta':{},'finish_reason':'stop'}]}"))
        .isEqualTo(expected);
  }

  @Test
  void textCompletions() {
    Completion expected =
        whole(
            tree(
                "{'id':'r','object':'text_completion','model':'m','choices':[{'index':0,"
                    + "'text':'It is 4.','finish_reason':'stop'}],"
                    + "'usage':{'prompt_tokens':5,'completion_tokens':3,'total_tokens':8}}"));
    for (int at = 0; at <= 8; at++) {
      String piece =
          "{'id':'r','object':'text_completion','model':'m','choices':[{'index':0,'text':";
      assertThat(
              streamed(
                  piece + "'" + "It is 4.".substring(0, at) + "'}]}",
                  piece + "'" + "It is 4.".substring(at) + "','finish_reason':'stop'}]}",
                  "{'id':'r','object':'text_completion','choices':[],'usage':"
                      + "{'prompt_tokens':5,'completion_tokens':3,'total_tokens':8}}"))
          .isEqualTo(expected);
    }
  }

  @Test
  void messagesOfAnthropic() {
    Completion expected =
        whole(
            tree(
                "{'id':'r','type':'message','role':'assistant','model':'m','content':["
                    + "{'type':'thinking','thinking':'two and two'},{'type':'text','text':'It is "
                    + "4.'},{'type':'tool_use','id':'a','name':'f','input':{'city':'Paris'}},"
                    + "{'type':'tool_use','id':'b','name':'g','input':{}}],"
                    + "'stop_reason':'tool_use','usage':{'input_tokens':5,'output_tokens':9}}"));
    for (int at = 0; at <= 16; at++) {
      assertThat(streamed(anthropicEvents("r", at))).as("cut at %s", at).isEqualTo(expected);
    }
  }

  private static List<JsonNode> anthropicEvents(String id, int at) {
    List<JsonNode> events = new ArrayList<>();
    events.add(
        tree(
            "{'type':'message_start','message':{'id':'"
                + id
                + "','type':'message','role':'assistant','model':'m','content':[],"
                + "'usage':{'input_tokens':5,'output_tokens':1}}}"));
    block(0, "{'type':'thinking','thinking':''}", "thinking", "two and two", at, events);
    block(1, "{'type':'text','text':''}", "text", "It is 4.", at, events);
    String call = "{'type':'tool_use','id':'a','name':'f','input':{}}";
    block(2, call, "partial_json", "{\"city\":\"Paris\"}", at, events);
    block(3, call.replace("'a'", "'b'").replace("'f'", "'g'"), "partial_json", "", at, events);
    events.add(
        tree(
            "{'type':'message_delta','delta':{'stop_reason':'tool_use'},"
                + "'usage':{'output_tokens':9}}"));
    events.add(tree("{'type':'message_stop'}"));
    return events;
  }

  private static void block(
      int index, String start, String name, String text, int at, List<JsonNode> events) {
    int end = Math.min(at, text.length());
    ObjectNode begin = (ObjectNode) tree("{'type':'content_block_start'}");
    events.add(begin.put("index", index).set("content_block", tree(start)));
    for (String piece : List.of(text.substring(0, end), text.substring(end))) {
      ObjectNode delta = (ObjectNode) tree("{'type':'content_block_delta'}");
      delta.put("index", index).putObject("delta").put("type", "delta").put(name, piece);
      events.add(delta);
    }
    events.add(((ObjectNode) tree("{'type':'content_block_stop'}")).put("index", index));
  }

  @Test
  void blocksOfAnthropicInTheirOrder() {
    String result =
        "{'type':'web_search_tool_result','tool_use_id':'s','content':[{'url':'https://h'}]}";
    Completion expected =
        whole(
            tree(
                "{'id':'r','type':'message','role':'assistant','model':'m','content':["
                    + "{'type':'text','text':'I will look.'},"
                    + "{'type':'server_tool_use','id':'s','name':'web_search','input':{'q':'x'}},"
                    + result
                    + ",{'type':'text','text':'Found '},{'type':'text','text':'it.'}],"
                    + "'stop_reason':'end_turn','usage':{'input_tokens':5,'output_tokens':9}}"));
    assertThat(expected.messages().get(0).parts())
        .containsExactly(
            new Message.Text("I will look."),
            new ToolCall("s", "web_search", "{\"q\":\"x\"}"),
            new Message.ToolResult("s", "[{\"url\":\"https://h\"}]"),
            new Message.Text("Found it."));
    for (int at = 0; at <= 12; at++) {
      List<JsonNode> events = new ArrayList<>(anthropicEvents("r", 3).subList(0, 1));
      String text = "{'type':'text','text':''}";
      block(0, text, "text", "I will look.", at, events);
      String call = "{'type':'server_tool_use','id':'s','name':'web_search','input':{}}";
      block(1, call, "partial_json", "{\"q\":\"x\"}", at, events);
      block(2, result, "none", "", at, events);
      block(3, text, "text", "Found ", at, events);
      block(4, text, "text", "it.", at, events);
      events.add(
          tree(
              "{'type':'message_delta','delta':{'stop_reason':'end_turn'},"
                  + "'usage':{'output_tokens':9}}"));
      assertThat(streamed(events)).as("cut at %s", at).isEqualTo(expected);
    }
  }

  @Test
  void itemsOfResponsesInTheirOrder() {
    String search = "{'type':'web_search_call','id':'w','status':'completed'}";
    List<Message> expected =
        whole(
                tree(
                    "{'id':'r','object':'response','model':'m','status':'completed','output':["
                        + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                        + "'text':'I will look.'}]},"
                        + search
                        + ",{'type':'reasoning','summary':[{'type':'summary_text','text':'a'},"
                        + "{'type':'summary_text','text':'b'}]},"
                        + "{'type':'function_call','call_id':'c','name':'f','arguments':'{^q^:1}'},"
                        + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                        + "'text':'Found it.'}]}]}"))
            .messages();
    assertThat(expected).hasSize(1);
    assertThat(expected.get(0).parts()).hasSize(5);
    for (int at = 0; at <= 12; at++) {
      List<String> events = new ArrayList<>();
      events.add("{'type':'response.created','response':{'id':'r','model':'m'}}");
      pieces("output_text.delta','output_index':0", "I will look.", at, events);
      events.add("{'type':'response.output_item.done','output_index':1,'item':" + search + "}");
      pieces("reasoning_summary_text.delta','output_index':2,'summary_index':0", "a", at, events);
      pieces("reasoning_summary_text.delta','output_index':2,'summary_index':1", "b", at, events);
      events.add(
          "{'type':'response.output_item.added','output_index':3,'item':{'type':'function_call',"
              + "'call_id':'c','name':'f','arguments':''}}");
      pieces("function_call_arguments.delta','output_index':3", "{^q^:1}", at, events);
      pieces("output_text.delta','output_index':4", "Found it.", at, events);

      assertThat(streamed(events.toArray(String[]::new)).messages())
          .as("cut at %s", at)
          .isEqualTo(expected);
    }
  }

  private static void pieces(String event, String text, int at, List<String> events) {
    int end = Math.min(at, text.length());
    for (String piece : List.of(text.substring(0, end), text.substring(end))) {
      events.add("{'type':'response." + event + ",'delta':'" + piece + "'}");
    }
  }

  @Test
  void candidatesOfGemini() {
    String usage =
        "'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':3,'totalTokenCount':8},"
            + "'modelVersion':'gemini-2.5-pro','responseId':'r'}";
    String call = "{'functionCall':{'name':'f','args':{'q':1}}}";
    Completion expected =
        whole(
            tree(
                "{'candidates':[{'content':{'role':'model','parts':[{'text':'hm','thought':true},"
                    + "{'text':'It is 4.'},"
                    + call
                    + ",{'text':'So.'}]},'finishReason':'STOP','index':0}],"
                    + usage));
    assertThat(expected.messages().get(0).parts())
        .containsExactly(
            new Message.Reasoning("hm"),
            new Message.Text("It is 4."),
            new ToolCall(null, "f", "{\"q\":1}"),
            new Message.Text("So."));
    assertThat(expected.usage().inputTokens()).isEqualTo(5);
    assertThat(expected.model()).isEqualTo("gemini-2.5-pro");
    for (int at = 0; at <= 8; at++) {
      String begin = "{'candidates':[{'content':{'role':'model','parts':[";
      String end = "]},'index':0}],'modelVersion':'gemini-2.5-pro','responseId':'r'}";
      assertThat(
              streamed(
                  begin + "{'text':'hm','thought':true}" + end,
                  begin + "{'text':'" + "It is 4.".substring(0, at) + "'}" + end,
                  begin + "{'text':'" + "It is 4.".substring(at) + "'}," + call + end,
                  begin + "{'text':'So.'}]},'finishReason':'STOP','index':0}]," + usage))
          .as("cut at %s", at)
          .isEqualTo(expected);
    }
  }

  @Test
  void answersOfOllama() {
    String head = "{'model':'llama3','created_at':'2026-01-01T00:00:00Z',";
    String call = "'tool_calls':[{'function':{'name':'f','arguments':{'q':1}}}]";
    String tail = "'done':true,'done_reason':'stop','prompt_eval_count':5,'eval_count':3}";
    Completion expected =
        whole(
            tree(
                head
                    + "'message':{'role':'assistant','content':'It is 4.','thinking':'hm',"
                    + call
                    + "},"
                    + tail));
    assertThat(expected.messages().get(0).parts())
        .containsExactly(
            new Message.Reasoning("hm"),
            new Message.Text("It is 4."),
            new ToolCall(null, "f", "{\"q\":1}"));
    assertThat(expected.usage().outputTokens()).isEqualTo(3);
    assertThat(expected.finishReasons()).containsExactly("stop");
    for (int at = 0; at <= 8; at++) {
      String begin = head + "'message':{'role':'assistant',";
      assertThat(
              streamed(
                  begin + "'content':'','thinking':'hm'},'done':false}",
                  begin + "'content':'" + "It is 4.".substring(0, at) + "'},'done':false}",
                  begin + "'content':'" + "It is 4.".substring(at) + "'},'done':false}",
                  begin + "'content':''," + call + "},'done':false}",
                  begin + "'content':''}," + tail))
          .as("cut at %s", at)
          .isEqualTo(expected);
    }
    assertThat(
            streamed(head + "'response':'It is ','done':false}", head + "'response':'4.'," + tail))
        .isEqualTo(whole(tree(head + "'response':'It is 4.'," + tail)));
  }

  @Test
  void eventsOfCohere() {
    String usage = "'usage':{'tokens':{'input_tokens':5,'output_tokens':3}}";
    Completion expected =
        whole(
            tree(
                "{'id':'r','finish_reason':'TOOL_CALL','message':{'role':'assistant',"
                    + "'tool_plan':'hm','content':[{'type':'text','text':'It is 4.'}],"
                    + "'tool_calls':[{'id':'a','type':'function','function':{'name':'f',"
                    + "'arguments':'{^q^:1}'}}]},"
                    + usage
                    + "}"));
    assertThat(expected.messages()).hasSize(1);
    assertThat(expected.messages().get(0).parts()).hasSize(3);
    for (int at = 0; at <= 6; at++) {
      String text = "'index':0,'delta':{'message':{'content':{'text':'";
      String call = "'index':0,'delta':{'message':{'tool_calls':{";
      assertThat(
              streamed(
                  "{'type':'message-start','id':'r','delta':{'message':{'role':'assistant'}}}",
                  "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'h'}}}",
                  "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'m'}}}",
                  "{'type':'content-start',"
                      + text.replace("'text'", "'type':'text','text'")
                      + "'}}}}",
                  "{'type':'content-delta'," + text + "It is 4.".substring(0, at) + "'}}}}",
                  "{'type':'content-delta'," + text + "It is 4.".substring(at) + "'}}}}",
                  "{'type':'content-end','index':0}",
                  "{'type':'tool-call-start',"
                      + call
                      + "'id':'a','type':'function','function':{'name':'f','arguments':''}}}}}",
                  "{'type':'tool-call-delta'," + call + "'function':{'arguments':'{^q^'}}}}}",
                  "{'type':'tool-call-delta'," + call + "'function':{'arguments':':1}'}}}}}",
                  "{'type':'tool-call-end','index':0}",
                  "{'type':'message-end','delta':{'finish_reason':'TOOL_CALL'," + usage + "}}"))
          .as("cut at %s", at)
          .isEqualTo(expected);
    }
  }

  @Test
  void eventsOfConverse() {
    String usage = "'usage':{'inputTokens':5,'outputTokens':3,'totalTokens':8}";
    Completion expected =
        whole(
            tree(
                "{'output':{'message':{'role':'assistant','content':[{'reasoningContent':"
                    + "{'reasoningText':{'text':'hm'}}},{'text':'It is 4.'},{'toolUse':"
                    + "{'toolUseId':'a','name':'f','input':{'q':1}}}]}},'stopReason':'tool_use',"
                    + usage
                    + "}"));
    assertThat(expected.messages()).hasSize(1);
    assertThat(expected.messages().get(0).parts())
        .containsExactly(
            new Message.Reasoning("hm"),
            new Message.Text("It is 4."),
            new ToolCall("a", "f", "{\"q\":1}"));
    for (int at = 0; at <= 8; at++) {
      String delta = "{'contentBlockDelta':{'contentBlockIndex':";
      assertThat(
              streamed(
                  "{'messageStart':{'role':'assistant'}}",
                  delta + "0,'delta':{'reasoningContent':{'text':'h'}}}}",
                  delta + "0,'delta':{'reasoningContent':{'text':'m'}}}}",
                  "{'contentBlockStop':{'contentBlockIndex':0}}",
                  delta + "1,'delta':{'text':'" + "It is 4.".substring(0, at) + "'}}}",
                  delta + "1,'delta':{'text':'" + "It is 4.".substring(at) + "'}}}",
                  "{'contentBlockStart':{'contentBlockIndex':2,'start':{'toolUse':"
                      + "{'toolUseId':'a','name':'f'}}}}",
                  delta + "2,'delta':{'toolUse':{'input':'{^q^'}}}}",
                  delta + "2,'delta':{'toolUse':{'input':':1}'}}}}",
                  "{'messageStop':{'stopReason':'tool_use'}}",
                  "{'metadata':{" + usage + ",'metrics':{'latencyMs':7}}}"))
          .as("cut at %s", at)
          .isEqualTo(expected);
    }
  }

  @Test
  void responsesThatBreakOffBeforeTheLastEvent() {
    Completion whole =
        whole(
            tree(
                "{'id':'r','object':'response','model':'m','status':'completed','output':["
                    + "{'type':'reasoning','summary':[{'type':'summary_text','text':'sums'}]},"
                    + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                    + "'text':'It is 4.'}]},{'type':'function_call','call_id':'a','name':'f',"
                    + "'arguments':'{}'}]}"));

    Completion cut =
        streamed(
            "{'type':'response.created','response':{'id':'r','model':'m'}}",
            "{'type':'response.reasoning_summary_text.delta','delta':'su'}",
            "{'type':'response.reasoning_summary_text.delta','delta':'ms'}",
            "{'type':'response.output_text.delta','delta':'It is '}",
            "{'type':'response.output_text.delta','delta':'4.'}",
            "{'type':'response.output_item.added','output_index':2,'item':{'type':"
                + "'function_call','call_id':'a','name':'f','arguments':''}}",
            "{'type':'response.function_call_arguments.delta','output_index':2,'delta':'{'}",
            "{'type':'response.function_call_arguments.delta','output_index':2,'delta':'}'}");

    assertThat(cut.messages()).isEqualTo(whole.messages());
    assertThat(cut.responseId()).isEqualTo("r");
  }

  private static String delta(String delta) {
    return "{'id':'r','object':'chat.completion.chunk','model':'m','choices':[{'index':0,'delta':"
        + delta
        + "}]}";
  }

  private static String call(String index, String id, String name, String arguments) {
    return delta(
        "{'tool_calls':[{"
            + (index == null ? "" : "'index':" + index + ",")
            + (id == null ? "" : "'id':'" + id + "',")
            + "'function':{"
            + (name == null ? "" : "'name':'" + name + "',")
            + "'arguments':'"
            + arguments
            + "'}}]}");
  }

  @Test
  void tellsParallelCallsApartByIdWhereAllHaveTheSameIndex() {
    Completion read =
        streamed(
            call("0", "a", "f", "[1"),
            call("0", null, null, "]"),
            call("0", "b", "f", "[2"),
            call("0", "a", null, " "),
            call("0", "b", "f", "]"));

    assertThat(read.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("a", "f", "[1] "), new ToolCall("b", "f", "[2]"));
  }

  @Test
  void keepsACallTogetherWhoseIdIsAnotherInEachPiece() {
    Completion read = streamed(call("0", "a", "f", "["), call("0", "x", null, "]"));

    assertThat(read.messages().get(0).toolCalls()).containsExactly(new ToolCall("a", "f", "[]"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsCallsWithoutIndexThatComeWhole(boolean withId) {
    Completion read =
        streamed(
            call(null, withId ? "a" : null, "f", "[1]"),
            call(null, withId ? "b" : null, "f", "[2]"));

    assertThat(read.messages().get(0).toolCalls())
        .extracting(ToolCall::arguments)
        .containsExactly("[1]", "[2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'choices':[],'usage':{U}",
        "'choices':[],'x_groq':{'id':'q','usage':{U}}",
        "'choices':[{'index':0,'delta':{},'usage':{U}}]"
      })
  void findsUsageWhereverProvidersPutIt(String last) {
    String usage = "'prompt_tokens':5,'completion_tokens':3,'total_tokens':8";

    Completion read =
        streamed(
            delta("{'content':'Hi'}"),
            "{'id':'r','object':'chat.completion.chunk'," + last.replace("U", usage) + "}");

    assertThat(read.usage()).isEqualTo(new Usage(5L, 3L, null, null, null, null, false));
  }

  @Test
  void readsTheStreamsOfAzureThatBeginWithoutAChoice() {
    Completion read =
        streamed(
            "{'choices':[],'created':0,'id':'','model':'','object':'','prompt_filter_results':[]}",
            delta("{'content':'Hi'}"));

    assertThat(read.model()).isEqualTo("m");
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Hi"));
  }

  @Test
  void sumsTheUsageOfSeveralResponsesInOneStream() {
    String usage = "'usage':{'prompt_tokens':100,'completion_tokens':20,'total_tokens':120}}";
    Completion read =
        streamed(
            delta("{'role':'assistant','content':'Let me see.'}").replace("}]}", "}]," + usage),
            delta("{'role':'assistant','content':'It is 4.'}")
                .replace("'r'", "'s'")
                .replace("}]}", ",'finish_reason':'stop'}]," + usage));

    assertThat(read.messages())
        .extracting(Message::content)
        .containsExactly("Let me see.", "It is 4.");
    assertThat(read.usage()).isEqualTo(new Usage(200L, 40L, null, null, null, null, false));
    assertThat(read.finishReasons()).containsExactly("", "stop");
    assertThat(read.responseId()).isEqualTo("r");
  }

  @Test
  void takesEachMessageStartForAnotherResponse() {
    List<JsonNode> twice = new ArrayList<>(anthropicEvents("r", 3));
    twice.addAll(anthropicEvents("s", 3));

    Completion read = streamed(twice);

    assertThat(read.messages()).hasSize(2);
    assertThat(read.usage().inputTokens()).isEqualTo(10);
    assertThat(read.usage().outputTokens()).isEqualTo(18);
  }

  @Test
  void keepsFinishReasonsWithTheirChoice() {
    String choices =
        "'choices':[{'index':0,'D':{'content':'A'}},"
            + "{'index':1,'D':{'content':'B'},'finish_reason':'length'}]}";
    Completion streamed =
        streamed("{'id':'r','object':'chat.completion.chunk'," + choices.replace("D", "delta"));
    Completion whole =
        whole(tree("{'id':'r','object':'chat.completion'," + choices.replace("D", "message")));

    assertThat(streamed.finishReasons()).containsExactly("", "length");
    assertThat(whole).isEqualTo(streamed);
  }

  @Test
  void keepsVectorsWithTheirIndex() {
    List<List<Double>> vectors =
        extractors
            .extract(
                tree(
                    "{'object':'list','data':[{'index':1,'embedding':[2.0]},"
                        + "{'index':0,'embedding':[1.0]}]}"))
            .embeddings()
            .vectors();

    assertThat(vectors).containsExactly(List.of(1.0), List.of(2.0));
  }

  @Test
  void readsAListOfChunksAsOneResponse() {
    List<JsonNode> chunks =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                i ->
                    tree(
                        delta("{'content':'" + (i == 1 ? "Hel" : "lo") + "'}")
                            .replace(
                                "}]}",
                                "}],'usage':{'prompt_tokens':5,'completion_tokens':" + i + "}}")))
            .toList();

    Completion read = extractors.extract(chunks).completion();

    assertThat(read.messages()).containsExactly(Message.of("assistant", "Hello"));
    assertThat(read.usage()).isEqualTo(new Usage(5L, 2L, null, null, null, null, false));
  }

  @Test
  void cutsNoCharacterInTwoWhereTheTextIsTooLong() {
    String half = "a".repeat((1 << 17) - 1);

    Completion read =
        streamed(delta("{'content':'" + half + "'}"), delta("{'content':'\uD83D\uDE00 b'}"));

    assertThat(read.messages().get(0).content()).isEqualTo(half + "…[+4 chars]");
  }
}
