package dev.raglan.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages are read as ordered parts, of whatever types they are. */
class MessagePartsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BASE64 = base64();

  private final Extractors extractors = BuiltIn.extractors(false);

  private static String base64() {
    byte[] bytes = new byte[900];
    new Random(17).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** Returns the only message of a conversation. */
  private Message message(String json) {
    List<Message> read = extractors.extract(tree("{'messages':[" + json + "]}")).messages();
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  private List<Part> parts(String content) {
    return message("{'role':'assistant','content':" + content + "}").parts();
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of(
            "a call between texts",
            "[{'type':'text','text':'I will look.'},"
                + "{'type':'tool_use','id':'a','name':'f','input':{'q':1}},"
                + "{'type':'text','text':'Found it.'}]",
            List.of(
                new Text("I will look."),
                new ToolCall("a", "f", "{\"q\":1}"),
                new Text("Found it."))),
        Arguments.of(
            "images between texts",
            "[{'type':'text','text':'This'},{'type':'image_url','image_url':{'url':'https://h/a'}},"
                + "{'type':'text','text':'or this'},"
                + "{'type':'image_url','image_url':{'url':'https://h/b'}}]",
            List.of(
                new Text("This"),
                new Attachment("image", "https://h/a", null, null),
                new Text("or this"),
                new Attachment("image", "https://h/b", null, null))),
        Arguments.of(
            "a tool of the provider's own",
            "[{'type':'server_tool_use','id':'s','name':'web_search','input':{'query':'x'}},"
                + "{'type':'web_search_tool_result','tool_use_id':'s','content':"
                + "[{'type':'web_search_result','url':'https://h','title':'t'}]},"
                + "{'type':'text','text':'Yes.'}]",
            List.of(
                new ToolCall("s", "web_search", "{\"query\":\"x\"}"),
                new ToolResult(
                    "s",
                    "[{\"type\":\"web_search_result\",\"url\":\"https://h\",\"title\":\"t\"}]"),
                new Text("Yes."))),
        Arguments.of(
            "a document of plain text",
            "[{'type':'document','source':{'type':'text','media_type':'text/plain',"
                + "'data':'The sky.'}},{'type':'image','source':{'type':'url','url':'https://h'}}]",
            List.of(new Text("The sky."), new Attachment("image", "https://h", null, null))),
        Arguments.of(
            "parts of a type that nobody knows",
            "[{'type':'hologram','depth':3},{'type':'text','text':'See?'},7]",
            List.of(
                new OtherPart("hologram", "{\"type\":\"hologram\",\"depth\":3}"),
                new Text("See?"),
                new OtherPart("json", "7"))),
        Arguments.of(
            "an object", "{'answer':42}", List.of(new OtherPart("json", "{\"answer\":42}"))),
        Arguments.of(
            "reasoning in between",
            "[{'type':'thinking','thinking':'hm'},{'type':'text','text':'A'},"
                + "{'type':'thinking','thinking':[{'type':'text','text':'so'}]}]",
            List.of(new Reasoning("hm"), new Text("A"), new Reasoning("so"))),
        Arguments.of(
            "Gemini's",
            "[{'text':'Look','thought':true},{'text':'Here:'},{'functionCall':{'name':'f',"
                + "'args':{'q':1}}},{'fileData':{'mimeType':'image/png','fileUri':'gs://b/a'}}]",
            List.of(
                new Reasoning("Look"),
                new Text("Here:"),
                new ToolCall(null, "f", "{\"q\":1}"),
                new Attachment("image", "gs://b/a", "image/png", null))),
        Arguments.of(
            "a file by its address and type",
            "[{'type':'file','mediaType':'image/png','url':'data:image/png;base64,QUJD'},"
                + "{'type':'file','mediaType':'application/pdf','url':'https://h/a.pdf'}]",
            List.of(
                new Attachment("image", null, "image/png", 3L),
                new Attachment("file", "https://h/a.pdf", "application/pdf", null))),
        Arguments.of(
            "a link to a document, and to a video",
            "[{'type':'document_url','document_url':'https://h/a.pdf'},"
                + "{'type':'video_url','video_url':{'url':'https://h/v.mp4'}}]",
            List.of(
                new Attachment("file", "https://h/a.pdf", null, null),
                new Attachment("video", "https://h/v.mp4", null, null))),
        Arguments.of(
            "those of agents that speak A2A",
            "[{'kind':'text','text':'Here:'},{'kind':'file','file':{'mimeType':'image/png',"
                + "'bytes':'QUJD'}},{'kind':'file','file':{'uri':'https://h/a'}},"
                + "{'kind':'data','data':{'a':1}}]",
            List.of(
                new Text("Here:"),
                new Attachment("image", null, "image/png", 3L),
                new Attachment("file", "https://h/a", null, null),
                new OtherPart("data", "{\"kind\":\"data\",\"data\":{\"a\":1}}"))),
        Arguments.of(
            "Gemini's code",
            "[{'executableCode':{'language':'PYTHON','code':'1'}}]",
            List.of(
                new OtherPart(
                    "executable_code",
                    "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"}}"))),
        Arguments.of(
            "Bedrock's guarded texts",
            "[{'guardContent':{'text':{'text':'Hi','qualifiers':['query']}}},"
                + "{'cachePoint':{'type':'default'}}]",
            List.of(
                new Text("Hi"),
                new OtherPart("cache_point", "{\"cachePoint\":{\"type\":\"default\"}}"))),
        Arguments.of(
            "Bedrock's",
            "[{'reasoningContent':{'reasoningText':{'text':'hm'}}},{'text':'Here:'},"
                + "{'toolUse':{'toolUseId':'t','name':'f','input':{'q':1}}}]",
            List.of(new Reasoning("hm"), new Text("Here:"), new ToolCall("t", "f", "{\"q\":1}"))),
        Arguments.of(
            "Vercel's",
            "[{'type':'tool-call','toolCallId':'t','toolName':'f','input':{'q':1}}]",
            List.of(new ToolCall("t", "f", "{\"q\":1}"))),
        Arguments.of(
            "an empty text beside a full one",
            "[{'type':'text','text':'','content':'full'}]",
            List.of(new Text("full"))),
        Arguments.of(
            "parts one level down",
            "{'content_type':'text','parts':['a',{'text':'b'}]}",
            List.of(new Text("a\nb"))),
        Arguments.of(
            "texts that follow each other",
            "[{'type':'text','text':'a'},'b',{'type':'input_text','text':''}]",
            List.of(new Text("a\nb"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contents")
  void keepsThePartsInTheirOrder(String kind, String content, List<Part> expected) {
    assertThat(parts(content)).isEqualTo(expected);
  }

  static Stream<Arguments> toolResults() {
    return Stream.of(
        Arguments.of("'sunny'", "sunny"),
        Arguments.of("{'temperature':21}", "{\"temperature\":21}"),
        Arguments.of("21", "21"),
        Arguments.of("true", "true"),
        Arguments.of("[{'a':1},{'b':2}]", "[{\"a\":1},{\"b\":2}]"),
        Arguments.of("[1,2]", "[1,2]"),
        Arguments.of("[{'type':'text','text':'a'},{'type':'text','text':'b'}]", "a\nb"),
        Arguments.of("[{'text':'a'}]", "a"),
        Arguments.of("[{'type':'user','data':5}]", "[{\"type\":\"user\",\"data\":5}]"),
        Arguments.of("[{'text':'a','page':2}]", "[{\"text\":\"a\",\"page\":2}]"),
        Arguments.of("[{'type':'document','document':{'id':'d','data':'sunny'}}]", "sunny"),
        Arguments.of("[{'type':'document','document':{'id':'d','data':{'t':21}}}]", "{\"t\":21}"),
        Arguments.of("''", null));
  }

  @ParameterizedTest
  @MethodSource("toolResults")
  void keepsWhatAToolAnswersWhateverItIs(String answer, String expected) {
    Message ofOpenAi = message("{'role':'tool','tool_call_id':'c','content':" + answer + "}");
    Message ofAnthropic =
        message(
            "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','content':"
                + answer
                + "}]}");
    Message ofResponses =
        message("{'type':'function_call_output','call_id':'c','output':" + answer + "}");

    Message wanted = new Message("tool", null, List.of(new ToolResult("c", expected)));
    assertThat(List.of(ofOpenAi, ofAnthropic, ofResponses)).containsOnly(wanted);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "Anthropic",
            "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','is_error':true,"
                + "'content':'No such city.'}]}",
            "No such city."),
        Arguments.of(
            "Anthropic, in parts",
            "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','is_error':true,"
                + "'content':[{'type':'text','text':'No such city.'}]}]}",
            "No such city."),
        Arguments.of(
            "a server of MCP",
            "{'role':'assistant','content':[{'type':'mcp_tool_result','tool_use_id':'c',"
                + "'is_error':true,'content':'No such city.'}]}",
            "No such city."),
        Arguments.of(
            "a search of Anthropic's",
            "{'role':'assistant','content':[{'type':'web_search_tool_result','tool_use_id':'c',"
                + "'content':{'type':'web_search_tool_result_error','error_code':'unavailable'}}]}",
            "{\"type\":\"web_search_tool_result_error\",\"error_code\":\"unavailable\"}"),
        Arguments.of(
            "MCP, by its own name",
            "{'role':'tool','tool_call_id':'c','isError':true,"
                + "'content':[{'type':'text','text':'No such city.'}]}",
            "No such city."),
        Arguments.of(
            "Converse",
            "{'role':'user','content':[{'toolResult':{'toolUseId':'c','status':'error',"
                + "'content':[{'text':'No such city.'}]}}]}",
            "No such city."),
        Arguments.of(
            "LangChain",
            "{'role':'tool','tool_call_id':'c','status':'error','content':'No such city.'}",
            "No such city."),
        Arguments.of(
            "Gemini",
            "{'role':'user','parts':[{'functionResponse':{'id':'c','name':'f','response':"
                + "{'error':'No such city.'}}}]}",
            "{\"error\":\"No such city.\"}"),
        Arguments.of(
            "Gemini's interactions",
            "{'type':'function_result','call_id':'c','name':'f','is_error':true,"
                + "'result':'No such city.'}",
            "No such city."),
        Arguments.of(
            "Vercel",
            "{'role':'tool','content':[{'type':'tool-result','toolCallId':'c','toolName':'f',"
                + "'output':{'type':'error-text','value':'No such city.'}}]}",
            "{\"type\":\"error-text\",\"value\":\"No such city.\"}"),
        Arguments.of(
            "Responses",
            "{'type':'mcp_call','id':'c','name':'f','arguments':'{}','output':null,"
                + "'error':'No such city.'}",
            "No such city."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void keepsThatAToolFailed(String provider, String json, String answer) {
    assertThat(message(json).parts()).contains(new ToolResult("c", answer, true));
  }

  static Stream<String> successes() {
    return Stream.of(
        "{'role':'user','content':[{'type':'tool_result','tool_use_id':'c','is_error':false,"
            + "'content':'21'}]}",
        "{'role':'user','content':[{'toolResult':{'toolUseId':'c','status':'success',"
            + "'content':[{'text':'21'}]}}]}",
        "{'role':'user','parts':[{'functionResponse':{'id':'c','name':'f','response':"
            + "{'error':'','output':21}}}]}",
        "{'type':'mcp_call','id':'c','name':'f','arguments':'{}','output':'21','error':null}",
        "{'type':'function_call_output','call_id':'c','output':'an error'}");
  }

  @ParameterizedTest
  @MethodSource("successes")
  void takesNoOtherToolForOneThatFailed(String json) {
    assertThat(message(json).parts())
        .filteredOn(ToolResult.class::isInstance)
        .hasSize(1)
        .noneMatch(ToolResult::isError);
  }

  @Test
  void keepsTheImagesThatOllamaIsShownByTheirSize() {
    assertThat(message("{'role':'user','content':'What?','images':['QUJD']}"))
        .isEqualTo(
            new Message(
                "user", null, List.of(new Text("What?"), new Attachment("image", null, null, 3L))));
  }

  @Test
  void keepsTheResultsOfToolsBetweenTheTextsAroundThem() {
    List<Message> read =
        extractors
            .extract(
                tree(
                    "{'messages':[{'role':'user','content':[{'type':'text','text':'before'},"
                        + "{'type':'tool_result','tool_use_id':'c','content':'21'},"
                        + "{'type':'text','text':'after'}]}]}"))
            .messages();

    assertThat(read)
        .containsExactly(
            Message.of("user", "before"),
            new Message("tool", null, List.of(new ToolResult("c", "21"))),
            Message.of("user", "after"));
  }

  @Test
  void anEmptyListHidesNoText() {
    assertThat(message("{'role':'user','content':[],'text':'full'}").content()).isEqualTo("full");
    assertThat(message("{'role':'user','content':'','parts':[{'text':'full'}]}").content())
        .isEqualTo("full");
  }

  @Test
  void keepsMessagesInRolesOfTheApplicationsOwn() {
    String messages =
        "[{'role':'critic','content':'Too long.'},{'role':'user','content':'Q'},"
            + "{'role':'Planner','content':'First this.'}]";
    List<Message> expected =
        List.of(
            Message.of("critic", "Too long."),
            Message.of("user", "Q"),
            Message.of("planner", "First this."));

    assertThat(extractors.extract(tree(messages)).messages()).isEqualTo(expected);
    assertThat(extractors.extract(tree("{'messages':" + messages + "}")).messages())
        .isEqualTo(expected);
  }

  @Test
  void readsMessagesWhoseRoleIsTheirType() {
    String ofLangChain =
        "[{'type':'system','content':'S'},{'type':'human','content':'Q'},"
            + "{'type':'ai','content':'','tool_calls':[{'name':'f','args':{'q':1},'id':'a'}]},"
            + "{'type':'tool','content':'21','tool_call_id':'a'}]";
    String ofLangChain4j =
        "[{'type':'SYSTEM','text':'S'},{'type':'USER','contents':[{'type':'TEXT','text':'Q'}]},"
            + "{'type':'AI','text':null,'toolExecutionRequests':"
            + "[{'id':'a','name':'f','arguments':'{\\\"q\\\":1}'}],'contents':[]},"
            + "{'type':'TOOL_EXECUTION_RESULT','id':'a','text':'21'}]";
    for (String messages : List.of(ofLangChain, ofLangChain4j)) {
      assertThat(extractors.extract(tree(messages)).messages())
          .as(messages)
          .containsExactly(
              Message.of("system", "S"),
              Message.of("user", "Q"),
              new Message("assistant", null, List.of(new ToolCall("a", "f", "{\"q\":1}"))),
              new Message("tool", null, List.of(new ToolResult("a", "21"))));
    }
    assertThat(extractors.extract(tree("{'type':'user','id':5}")).messages()).isEmpty();
  }

  @Test
  void readsTheRequestsOfModelsThatTakeOneTextWithoutTheirName() {
    for (String request :
        List.of(
            "{'inputText':'Q','textGenerationConfig':{'temperature':0}}",
            "{'prompt':'Q','max_gen_len':9}",
            "{'prompt':'Q','max_tokens_to_sample':9}",
            "{'message':'Q','chat_history':[]}",
            "{'model':'m','prompt':['Q']}",
            "{'model':'m','input':{'messages':[{'role':'user','content':'Q'}]}}")) {
      assertThat(extractors.extract(tree(request)).messages())
          .as(request)
          .containsExactly(Message.of("user", "Q"));
    }
    for (String other : List.of("{'prompt':'Q','size':9}", "{'model':'m','prompt':[1,2]}")) {
      assertThat(extractors.extract(tree(other)).messages()).as(other).isEmpty();
    }
  }

  @Test
  void keepsItemsOfEveryType() {
    List<Message> read =
        extractors
            .extract(
                tree(
                    "{'model':'m','input':[{'role':'user','content':'Q'},"
                        + "{'type':'item_reference','id':'msg_1'},"
                        + "{'type':'mcp_call','id':'m1','name':'f','arguments':'{}',"
                        + "'output':'done'},"
                        + "{'type':'web_search_call','id':'w1','status':'completed'},"
                        + "{'type':'image_generation_call','id':'i1','result':'"
                        + BASE64
                        + "'},{'type':'mcp_approval_response','approve':true}]}"))
            .messages();

    assertThat(read)
        .extracting(Message::role, Message::parts)
        .containsExactly(
            tuple("user", List.of(new Text("Q"))),
            tuple(
                "assistant",
                List.of(
                    new OtherPart(
                        "item_reference", "{\"type\":\"item_reference\",\"id\":\"msg_1\"}"))),
            tuple(
                "assistant", List.of(new ToolCall("m1", "f", "{}"), new ToolResult("m1", "done"))),
            tuple(
                "assistant",
                List.of(
                    new OtherPart(
                        "web_search_call",
                        "{\"type\":\"web_search_call\",\"id\":\"w1\",\"status\":\"completed\"}"))),
            tuple(
                "assistant",
                List.of(new Attachment("image", null, null, (long) BASE64.length() * 3 / 4))),
            tuple(
                "user",
                List.of(
                    new OtherPart(
                        "mcp_approval_response",
                        "{\"type\":\"mcp_approval_response\",\"approve\":true}"))));
  }

  @Test
  void keepsTheStepsOfAnInteraction() {
    List<Message> read =
        extractors
            .extract(
                tree(
                    "{'model':'m','input':[{'type':'user_input','content':[{'type':'text','text':"
                        + "'Q'}]},{'type':'thought','signature':'QUJD','summary':[]},"
                        + "{'type':'model_output','content':[{'type':'text','text':'A'}]},"
                        + "{'type':'function_call','id':'c','name':'f','arguments':{}},"
                        + "{'type':'function_result','call_id':'c','name':'f','result':'21'},"
                        + "{'type':'text','text':'And?'}]}"))
            .messages();

    assertThat(read)
        .containsExactly(
            Message.of("user", "Q"),
            new Message("assistant", null, List.of(new Reasoning("", 3L))),
            Message.of("assistant", "A"),
            new Message("assistant", null, List.of(new ToolCall("c", "f", "{}"))),
            new Message("tool", "f", List.of(new ToolResult("c", "21"))),
            Message.of("user", "And?"));
  }

  @Test
  void writesNoBase64OfAnyPartAsText() {
    String source = "{'type':'base64','media_type':'image/png','data':'" + BASE64 + "'}";
    List<String> contents =
        List.of(
            "[{'type':'image','source':" + source + "}]",
            "[{'type':'image','mimeType':'image/png','data':'" + BASE64 + "'}]",
            "[{'type':'input_audio','input_audio':{'format':'wav','data':'" + BASE64 + "'}}]",
            "[{'type':'input_image','image_url':'data:image/png;base64," + BASE64 + "'}]",
            "[{'type':'file','file':{'file_data':'" + BASE64 + "'}}]",
            "[{'inlineData':{'mimeType':'image/png','data':'" + BASE64 + "'}}]",
            "[{'image':{'format':'png','source':{'bytes':'" + BASE64 + "'}}}]",
            "[{'type':'hologram','source':" + source + "}]",
            "[{'type':'resource','resource':{'blob':'" + BASE64 + "'}}]",
            "[{'type':'tool_result','tool_use_id':'c','content':[{'type':'image','source':"
                + source
                + "}]}]",
            "[{'type':'web_search_tool_result','tool_use_id':'c','content':[{'encrypted':'"
                + BASE64
                + "'}]}]");
    for (String content : contents) {
      String whole = message("{'role':'user','content':" + content + "}").toString();
      assertThat(whole).as(content.substring(0, 40)).doesNotContain(BASE64.substring(0, 200));
    }
  }

  @Test
  void readsTheWordsOfASpokenAnswer() {
    Completion read =
        extractors
            .extract(
                tree(
                    "{'id':'r','object':'chat.completion','model':'m','choices':[{'index':0,"
                        + "'message':{'role':'assistant','content':null,'audio':{'id':'x',"
                        + "'data':'"
                        + BASE64
                        + "','transcript':'It is four.'}},'finish_reason':'stop'}]}"))
            .completion();

    assertThat(read.messages().get(0).parts())
        .containsExactly(
            new Text("It is four."),
            new Attachment("audio", null, null, (long) BASE64.length() * 3 / 4));
  }

  @Test
  void keepsTheAudioThatAMessageRefersTo() {
    assertThat(message("{'role':'assistant','audio':{'id':'audio_1'}}").parts())
        .containsExactly(new Attachment("audio", "audio_1", null, null));
  }

  @Test
  void makesNoPartOfWhatCannotBeReadAndCountsIt() {
    Map<String, Object> unreadable = Map.of("role", "user", "content", new Object());
    Map<String, Object> ofTool =
        Map.of("role", "tool", "tool_call_id", "a", "content", new Object());
    Map<String, Object> bytes = Map.of("role", "user", "content", new byte[5]);
    Map<String, Object> image =
        Map.of("type", "image", "data", new byte[7], "mimeType", "image/png");
    Map<String, Object> mixed =
        Map.of("role", "user", "content", List.of(image, new Object(), "See?"));

    assertThat(extractors.extract(List.of(unreadable, ofTool, bytes, mixed)).messages())
        .extracting(Message::parts, Message::partsLeftOut)
        .containsExactly(
            tuple(List.of(), 1),
            tuple(List.of(new ToolResult("a", null)), 1),
            tuple(List.of(new Attachment("file", null, null, 5L)), 0),
            tuple(List.of(new Attachment("image", null, "image/png", 7L), new Text("See?")), 1));
  }

  @Test
  void countsThePartsThatItDoesNotKeep() {
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      parts.add(Map.of("type", "hologram", "number", i));
    }
    Message read =
        extractors
            .extract(Map.of("messages", List.of(Map.of("role", "user", "content", parts))))
            .messages()
            .get(0);

    assertThat(read.parts()).hasSize(128);
    assertThat(read.partsLeftOut()).isEqualTo(72);
  }

  @Test
  void keepsTheSystemMessageAndTheNewestOfALongConversation() {
    List<Map<String, String>> messages = new ArrayList<>();
    messages.add(Map.of("role", "system", "content", "Be brief."));
    for (int i = 1; i < 1_000; i++) {
      messages.add(Map.of("role", i % 2 == 1 ? "user" : "assistant", "content", "m" + i));
    }
    for (Object given : List.of(messages, Map.of("model", "m", "messages", messages))) {
      Extraction read = extractors.extract(given);

      assertThat(read.messages()).hasSize(128);
      assertThat(read.messages().get(0)).isEqualTo(Message.of("system", "Be brief."));
      assertThat(read.messages().get(127)).isEqualTo(Message.of("user", "m999"));
      assertThat(read.messages().get(1)).isEqualTo(Message.of("user", "m873"));
      assertThat(read.messagesLeftOut()).isEqualTo(872);
    }
  }

  @Test
  void countsTheChoicesThatItDoesNotRead() {
    List<Object> choices = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      choices.add(Map.of("index", i, "message", Map.of("role", "assistant", "content", "a" + i)));
    }
    Completion read =
        extractors
            .extract(Map.of("id", "r", "object", "chat.completion", "choices", choices))
            .completion();

    assertThat(read.messages()).hasSize(16);
    assertThat(read.messagesLeftOut()).isEqualTo(4);
  }

  @Test
  void aResponseThatFailedOrStillRunsHasNoFinishReason() {
    for (String status : List.of("failed", "in_progress", "queued", "cancelled")) {
      Completion read =
          extractors
              .extract(
                  tree(
                      "{'id':'r','object':'response','model':'m','status':'"
                          + status
                          + "','output':[]}"))
              .completion();
      assertThat(read.finishReasons()).as(status).isEmpty();
    }
  }
}
