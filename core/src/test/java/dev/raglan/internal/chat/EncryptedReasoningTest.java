package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reasoning that comes encrypted is kept as reasoning, in its place and by its size. */
class EncryptedReasoningTest {

  /** Base64 of 30 bytes. */
  private static final String CIPHER = "RXFRQkNrZ0lBUkFCR0FJaVFMM3Ew" + "QUJDREVGR0hJ";

  private static final ToolCall CALL = new ToolCall("c", "f", "{\"q\":1}");

  private final Extractors extractors = BuiltIn.extractors(true);

  private static String json(String text) {
    return text.replace('\'', '"').replace("^", "\\\"").replace("CIPHER", CIPHER);
  }

  private static Arguments answer(String form, String json, Part... parts) {
    return Arguments.of(form, json(json), List.of(parts));
  }

  private static String openRouter(String reasoning) {
    return "{'id':'r','object':'chat.completion','model':'m','choices':[{'index':0,'message':"
        + "{'role':'assistant','content':'It is 4.',"
        + reasoning
        + "},'finish_reason':'stop'}]}";
  }

  private static String claude(String content) {
    return "{'id':'m','type':'message','role':'assistant','model':'claude','content':["
        + content
        + "],'stop_reason':'end_turn','usage':{'input_tokens':7,'output_tokens':2}}";
  }

  private static String gemini(String parts) {
    return "{'candidates':[{'content':{'role':'model','parts':["
        + parts
        + "]},'finishReason':'STOP'}]}";
  }

  private static String converse(String content) {
    return "{'output':{'message':{'role':'assistant','content':["
        + content
        + "]}},'stopReason':'end_turn','usage':{'inputTokens':7,'outputTokens':2}}";
  }

  private static String response(String items) {
    return "{'id':'r','object':'response','model':'m','status':'completed','output':["
        + items
        + "]}";
  }

  static Stream<Arguments> wholeAnswers() {
    return Stream.of(
        answer(
            "OpenRouter, nothing disclosed",
            openRouter(
                "'reasoning':null,'reasoning_details':[{'type':'reasoning.encrypted',"
                    + "'data':'CIPHER','id':'rs_1','format':'openai-responses-v1','index':0}]"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        answer(
            "OpenRouter, a summary beside",
            openRouter(
                "'reasoning':'sums','reasoning_details':[{'type':'reasoning.summary',"
                    + "'summary':'sums'},{'type':'reasoning.encrypted','data':'CIPHER'}]"),
            new Reasoning("sums", 30L),
            new Text("It is 4.")),
        answer(
            "OpenRouter, signed",
            openRouter(
                "'reasoning_details':[{'type':'reasoning.text','text':'sums',"
                    + "'signature':'CIPHER','format':'anthropic-claude-v1'}]"),
            new Reasoning("sums", 30L),
            new Text("It is 4.")),
        answer(
            "LiteLLM",
            openRouter(
                "'reasoning_content':'sums','thinking_blocks':[{'type':'thinking',"
                    + "'thinking':'sums','signature':'CIPHER'},{'type':'redacted_thinking',"
                    + "'data':'CIPHER'}]"),
            new Reasoning("sums", 60L),
            new Text("It is 4.")),
        answer(
            "Gemini in the form of OpenAI",
            openRouter(
                "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':"
                    + "'{^q^:1}'},'extra_content':{'google':{'thought_signature':'CIPHER'}}}]"),
            new Reasoning("", 30L),
            new Text("It is 4."),
            CALL),
        answer(
            "Anthropic, between texts",
            claude(
                "{'type':'text','text':'Look.'},{'type':'redacted_thinking','data':'CIPHER'},"
                    + "{'type':'tool_use','id':'c','name':'f','input':{'q':1}}"),
            new Text("Look."),
            new Reasoning("", 30L),
            CALL),
        answer(
            "Anthropic, thinking left out",
            claude(
                "{'type':'thinking','thinking':'','signature':'CIPHER'},"
                    + "{'type':'text','text':'It is 4.'}"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        answer(
            "Converse",
            converse("{'reasoningContent':{'redactedContent':'CIPHER'}},{'text':'It is 4.'}"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        answer(
            "Converse, signed",
            converse(
                "{'reasoningContent':{'reasoningText':{'text':'hm','signature':'CIPHER'}}},"
                    + "{'text':'It is 4.'}"),
            new Reasoning("hm", 30L),
            new Text("It is 4.")),
        answer(
            "Gemini, a call",
            gemini(
                "{'text':'Look.'},{'functionCall':{'id':'c','name':'f','args':{'q':1}},"
                    + "'thoughtSignature':'CIPHER'}"),
            new Text("Look."),
            new Reasoning("", 30L),
            CALL),
        answer(
            "Gemini, a text",
            gemini("{'text':'hm','thought':true},{'text':'It is 4.','thoughtSignature':'CIPHER'}"),
            new Reasoning("hm", 30L),
            new Text("It is 4.")),
        answer(
            "Gemini, a text alone",
            gemini("{'text':'It is 4.','thoughtSignature':'CIPHER'}"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        answer(
            "Gemini's interactions",
            "{'id':'i','model':'m','status':'completed','outputs':[{'type':'thought',"
                + "'signature':'CIPHER','summary':[{'type':'text','text':'hm'}]},"
                + "{'type':'text','text':'It is 4.'}],'usage':{'total_input_tokens':7}}",
            new Reasoning("hm", 30L),
            new Text("It is 4.")),
        answer(
            "Responses",
            response(
                "{'type':'reasoning','id':'rs','summary':[],'encrypted_content':'CIPHER'},"
                    + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                    + "'text':'It is 4.'}]}"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        answer(
            "Responses, a summary beside",
            response(
                "{'type':'reasoning','id':'rs','summary':[{'type':'summary_text','text':'a'},"
                    + "{'type':'summary_text','text':'b'}],'encrypted_content':'CIPHER'}"),
            new Reasoning("a\nb", 30L)),
        answer(
            "Responses, a conversation that was made shorter",
            response("{'type':'compaction','id':'cmp','encrypted_content':'CIPHER'}"),
            new OtherPart(
                "compaction",
                json("{'type':'compaction','id':'cmp','encrypted_content':'__REDACTED__'}"))),
        answer(
            "Anthropic, pages that a search found",
            claude(
                "{'type':'web_search_tool_result','tool_use_id':'c','content':[{'type':"
                    + "'web_search_result','url':'https://h','encrypted_content':'CIPHER'}]}"),
            new ToolResult(
                "c",
                json(
                    "[{'type':'web_search_result','url':'https://h',"
                        + "'encrypted_content':'__REDACTED__'}]"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wholeAnswers")
  void isReadOfAWholeAnswer(String form, String json, List<Part> parts) {
    Completion read = extractors.extract(json).completion();

    assertThat(read).isNotNull();
    assertThat(read.messages()).hasSize(1);
    assertThat(read.messages().get(0).parts()).isEqualTo(parts);
    assertThat(read.messages().get(0).partsLeftOut()).isZero();
    assertThat(read.toString()).doesNotContain(CIPHER);
  }

  private static String delta(String delta) {
    return "{'id':'r','object':'chat.completion.chunk','model':'m','choices':[{'index':0,'delta':"
        + delta
        + "}]}";
  }

  private static String block(int index, String block, String... deltas) {
    List<String> events = new ArrayList<>();
    events.add(
        "{'type':'content_block_start','index':" + index + ",'content_block':" + block + "}");
    for (String each : deltas) {
      events.add("{'type':'content_block_delta','index':" + index + ",'delta':" + each + "}");
    }
    return String.join("\n", events);
  }

  private static Arguments stream(String form, String chunks, Part... parts) {
    return Arguments.of(form, json(chunks).lines().toList(), List.of(parts));
  }

  static Stream<Arguments> streams() {
    String started =
        "{'type':'message_start','message':{'id':'m','type':'message','role':'assistant',"
            + "'model':'claude','content':[],'usage':{'input_tokens':7}}}\n";
    return Stream.of(
        stream(
            "OpenRouter",
            delta(
                    "{'role':'assistant','content':'','reasoning':'su','reasoning_details':"
                        + "[{'type':'reasoning.summary','summary':'su','index':0}]}")
                + "\n"
                + delta(
                    "{'content':'','reasoning':'ms','reasoning_details':"
                        + "[{'type':'reasoning.summary','summary':'ms','index':0}]}")
                + "\n"
                + delta(
                    "{'content':'','reasoning_details':[{'type':'reasoning.encrypted',"
                        + "'data':'CIPHER','index':1}]}")
                + "\n"
                + delta("{'content':'It is 4.'}"),
            new Reasoning("sums", 30L),
            new Text("It is 4.")),
        stream(
            "Anthropic",
            started
                + block(
                    0,
                    "{'type':'thinking','thinking':'','signature':''}",
                    "{'type':'thinking_delta','thinking':'hm'}",
                    "{'type':'signature_delta','signature':'CIPHER'}")
                + "\n"
                + block(1, "{'type':'text','text':''}", "{'type':'text_delta','text':'Look.'}")
                + "\n"
                + block(2, "{'type':'redacted_thinking','data':'CIPHER'}")
                + "\n"
                + block(
                    3,
                    "{'type':'tool_use','id':'c','name':'f','input':{}}",
                    "{'type':'input_json_delta','partial_json':'{^q^:1}'}"),
            new Reasoning("hm", 30L),
            new Text("Look."),
            new Reasoning("", 30L),
            CALL),
        stream(
            "Anthropic, thinking left out",
            started
                + block(
                    0,
                    "{'type':'thinking','thinking':'','signature':''}",
                    "{'type':'signature_delta','signature':'CIPHER'}")
                + "\n"
                + block(1, "{'type':'text','text':'It is 4.'}"),
            new Reasoning("", 30L),
            new Text("It is 4.")),
        stream(
            "Converse",
            "{'messageStart':{'role':'assistant'}}\n"
                + "{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'reasoningContent':"
                + "{'redactedContent':'CIPHER'}}}}\n"
                + "{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'reasoningContent':"
                + "{'text':'hm'}}}}\n"
                + "{'contentBlockDelta':{'contentBlockIndex':1,'delta':{'reasoningContent':"
                + "{'signature':'CIPHER'}}}}\n"
                + "{'contentBlockDelta':{'contentBlockIndex':2,'delta':{'text':'It is 4.'}}}",
            new Reasoning("hm", 60L),
            new Text("It is 4.")),
        stream(
            "Gemini",
            gemini("{'text':'It '}")
                + "\n"
                + gemini("{'text':'is 4.','thoughtSignature':'CIPHER'}")
                + "\n"
                + gemini("{'text':'','thoughtSignature':'CIPHER'}"),
            new Reasoning("", 60L),
            new Text("It is 4.")),
        stream(
            "Responses that break off",
            "{'type':'response.created','response':{'id':'r','model':'m','output':[]}}\n"
                + "{'type':'response.reasoning_summary_text.delta','output_index':0,"
                + "'summary_index':0,'delta':'sums'}\n"
                + "{'type':'response.output_item.done','output_index':0,'item':{'type':"
                + "'reasoning','summary':[{'type':'summary_text','text':'sums'}],"
                + "'encrypted_content':'CIPHER'}}\n"
                + "{'type':'response.output_item.done','output_index':1,'item':{'type':"
                + "'reasoning','summary':[],'encrypted_content':'CIPHER'}}\n"
                + "{'type':'response.output_text.delta','output_index':2,'delta':'It is 4.'}",
            new Reasoning("sums", 60L),
            new Text("It is 4.")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void isReadOfAnAnswerInPieces(String form, List<String> chunks, List<Part> parts) {
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).isNotNull();
    chunks.forEach(reader::add);
    Completion read = reader.result().completion();

    assertThat(read).isNotNull();
    assertThat(read.messages()).hasSize(1);
    assertThat(read.messages().get(0).parts()).isEqualTo(parts);
    assertThat(read.toString()).doesNotContain(CIPHER);
  }

  @Test
  void isReadOfBytes() {
    Map<String, Object> thought = Map.of("redactedContent", new byte[40]);
    Map<String, Object> message =
        Map.of("role", "assistant", "content", List.of(Map.of("reasoningContent", thought)));

    assertThat(extractors.extract(message).completion().messages().get(0).parts())
        .containsExactly(new Reasoning("", 40L));
  }

  @Test
  void isReadOfTheMessagesOfARequest() {
    String request =
        json(
            "{'model':'m','input':[{'role':'user','content':'Q'},{'type':'reasoning','id':'rs',"
                + "'encrypted_content':'CIPHER'}]}");

    assertThat(extractors.extract(request).messages().get(1).parts())
        .containsExactly(new Reasoning("", 30L));
  }
}
