package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.raglan.annotation.Generation;
import dev.raglan.internal.dialect.GenAiSchemas;
import dev.raglan.internal.dialect.Rendered;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Text;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sources that an answer names are one part of its message, whole and in pieces. */
class CitationsTest {

  private final Extractors extractors = BuiltIn.extractors(true);

  /**
   * An answer of a provider: {@code Rain in Bath.}, and what it cites.
   *
   * @param sources the sources as JSON, without the brackets around them
   * @param whole null for a provider that is only streamed here
   */
  private record Answer(
      String provider, String sources, @Nullable String whole, List<String> pieces) {

    Answer {
      sources = sources.replace('\'', '"');
      whole = whole == null ? null : whole.replace('\'', '"');
      pieces = pieces.stream().map(each -> each.replace('\'', '"')).toList();
    }

    @Override
    public String toString() {
      return provider;
    }
  }

  private static String chat(String message, String beside) {
    return "{'id':'r','object':'chat.completion','model':'m','choices':[{'index':0,'message':"
        + "{'role':'assistant','content':'Rain in Bath.'"
        + message
        + "},'finish_reason':'stop'}]"
        + beside
        + "}";
  }

  private static String delta(String delta, String beside) {
    return "{'id':'r','object':'chat.completion.chunk','model':'m','choices':[{'index':0,'delta':"
        + delta
        + ",'finish_reason':'stop'}]"
        + beside
        + "}";
  }

  private static String anthropic(String event, String rest) {
    return "{'type':'" + event + "'," + rest + "}";
  }

  private static String gemini(String text, String beside) {
    return "{'candidates':[{'content':{'role':'model','parts':[{'text':'"
        + text
        + "'}]},'finishReason':'STOP','index':0"
        + beside
        + "}],'modelVersion':'m','responseId':'r'}";
  }

  static Stream<Answer> answers() {
    String url =
        "{'type':'url_citation','url_citation':{'start_index':0,'end_index':4,'title':'Met',"
            + "'url':'https://met.test/'}}";
    String char1 =
        "{'type':'char_location','cited_text':'It rains.','document_index':0,'document_title':'Met',"
            + "'start_char_index':0,'end_char_index':9}";
    String found =
        "{'type':'web_search_result_location','url':'https://met.test/','title':'Met',"
            + "'cited_text':'in Bath','encrypted_index':'QQ=='}";
    String chunk = "{'web':{'uri':'https://met.test/','title':'Met'}}";
    String support =
        "{'segment':{'startIndex':0,'endIndex':4,'text':'Rain'},'groundingChunkIndices':[0]}";
    String cohere =
        "{'start':0,'end':4,'text':'Rain','sources':[{'type':'document','id':'d',"
            + "'document':{'id':'d','snippet':'It rains.'}}]}";
    String cohere1 = "{'start':0,'end':4,'text':'Rain','document_ids':['d']}";
    String annotation =
        "{'type':'url_citation','start_index':0,'end_index':4,'title':'Met',"
            + "'url':'https://met.test/'}";
    String result = "{'title':'Met','url':'https://met.test/','date':'2026-01-01'}";
    String azure = "{'content':'It rains.','title':'Met','url':'https://met.test/','chunk_id':'0'}";
    String bedrock =
        "{'title':'Met','sourceContent':[{'text':'It rains.'}],'location':{'documentChar':"
            + "{'documentIndex':0,'start':0,'end':9}}}";
    return Stream.of(
        new Answer(
            "OpenAI, Chat Completions",
            url,
            chat(",'annotations':[" + url + "]", ""),
            List.of(
                delta("{'role':'assistant','content':'Rain in '}", ""),
                delta("{'content':'Bath.','annotations':[" + url + "]}", ""))),
        new Answer(
            "OpenAI, Responses",
            annotation,
            "{'id':'r','object':'response','model':'m','status':'completed','output':[{'type':"
                + "'message','role':'assistant','content':[{'type':'output_text','text':"
                + "'Rain in Bath.','annotations':["
                + annotation
                + "]}]}]}",
            List.of(
                "{'type':'response.created','response':{'id':'r','model':'m'}}",
                "{'type':'response.output_text.delta','output_index':0,'delta':'Rain in Bath.'}",
                "{'type':'response.output_text.annotation.added','output_index':0,"
                    + "'annotation_index':0,'annotation':"
                    + annotation
                    + "}")),
        new Answer(
            "Anthropic",
            char1 + "," + found.replace("QQ==", "__REDACTED__"),
            "{'id':'r','type':'message','role':'assistant','model':'m','content':[{'type':'text',"
                + "'text':'Rain ','citations':["
                + char1
                + "]},{'type':'text','text':'in Bath.','citations':["
                + found
                + "]}],'stop_reason':'end_turn','usage':{'input_tokens':5,'output_tokens':3}}",
            List.of(
                anthropic(
                    "message_start",
                    "'message':{'id':'r','type':'message','role':'assistant','model':'m',"
                        + "'content':[],'usage':{'input_tokens':5,'output_tokens':1}}"),
                anthropic(
                    "content_block_start",
                    "'index':0,'content_block':{'type':'text','text':'','citations':[]}"),
                anthropic(
                    "content_block_delta",
                    "'index':0,'delta':{'type':'text_delta','text':'Rain '}"),
                anthropic(
                    "content_block_delta",
                    "'index':0,'delta':{'type':'citations_delta','citation':" + char1 + "}"),
                anthropic(
                    "content_block_start",
                    "'index':1,'content_block':{'type':'text','text':'','citations':[]}"),
                anthropic(
                    "content_block_delta",
                    "'index':1,'delta':{'type':'citations_delta','citation':" + found + "}"),
                anthropic(
                    "content_block_delta",
                    "'index':1,'delta':{'type':'text_delta','text':'in Bath.'}"),
                anthropic(
                    "message_delta",
                    "'delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':3}"))),
        new Answer(
            "Gemini",
            chunk + "," + support,
            gemini(
                "Rain in Bath.",
                ",'groundingMetadata':{'webSearchQueries':['rain'],'groundingChunks':["
                    + chunk
                    + "],'groundingSupports':["
                    + support
                    + "]}"),
            List.of(
                gemini("Rain in ", ""),
                gemini(
                    "Bath.",
                    ",'groundingMetadata':{'groundingChunks':["
                        + chunk
                        + "],'groundingSupports':["
                        + support
                        + "]}"))),
        new Answer(
            "Gemini, recited",
            "{'startIndex':0,'endIndex':4,'uri':'https://met.test/'}",
            gemini(
                "Rain in Bath.",
                ",'citationMetadata':{'citationSources':[{'startIndex':0,'endIndex':4,"
                    + "'uri':'https://met.test/'}]}"),
            List.of(
                gemini("Rain in ", ""),
                gemini(
                    "Bath.",
                    ",'citationMetadata':{'citationSources':[{'startIndex':0,'endIndex':4,"
                        + "'uri':'https://met.test/'}]}"))),
        new Answer(
            "Cohere",
            cohere,
            "{'id':'r','finish_reason':'COMPLETE','message':{'role':'assistant','content':[{'type':"
                + "'text','text':'Rain in Bath.'}],'citations':["
                + cohere
                + "]},'usage':{'tokens':{'input_tokens':5,'output_tokens':3}}}",
            List.of(
                "{'type':'message-start','id':'r','delta':{'message':{'role':'assistant'}}}",
                "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':"
                    + "'Rain in Bath.'}}}}",
                "{'type':'citation-start','index':0,'delta':{'message':{'citations':"
                    + cohere
                    + "}}}",
                "{'type':'citation-end','index':0}",
                "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'tokens':"
                    + "{'input_tokens':5,'output_tokens':3}}}}")),
        new Answer(
            "Cohere's first API",
            cohere1,
            "{'response_id':'r','text':'Rain in Bath.','finish_reason':'COMPLETE','citations':["
                + cohere1
                + "],'meta':{'billed_units':{'input_tokens':5,'output_tokens':3}}}",
            List.of(
                "{'is_finished':false,'event_type':'text-generation','text':'Rain in Bath.'}",
                "{'is_finished':false,'event_type':'citation-generation','citations':["
                    + cohere1
                    + "]}",
                "{'is_finished':true,'event_type':'stream-end','finish_reason':'COMPLETE',"
                    + "'response':{'response_id':'r','text':'Rain in Bath.','citations':["
                    + cohere1
                    + "],'meta':{'billed_units':{'input_tokens':5,'output_tokens':3}}}}")),
        new Answer(
            "Perplexity",
            "'https://met.test/'," + result,
            chat("", ",'citations':['https://met.test/'],'search_results':[" + result + "]"),
            List.of(
                delta(
                    "{'role':'assistant','content':'Rain in '}",
                    ",'citations':['https://met.test/']"),
                delta(
                    "{'content':'Bath.'}",
                    ",'citations':['https://met.test/'],'search_results':[" + result + "]"))),
        new Answer(
            "LiteLLM, in front of Anthropic",
            "[" + char1 + "]",
            chat(",'provider_specific_fields':{'citations':[[" + char1 + "]]}", ""),
            List.of()),
        new Answer(
            "xAI",
            "'https://met.test/'",
            chat("", ",'citations':['https://met.test/']"),
            List.of(
                delta("{'role':'assistant','content':'Rain in Bath.'}", ""),
                "{'id':'r','object':'chat.completion.chunk','model':'m','choices':[],"
                    + "'citations':['https://met.test/']}")),
        new Answer(
            "Azure, on the customer's data",
            azure,
            chat(",'context':{'citations':[" + azure + "],'intent':'[]'}", ""),
            List.of(
                delta("{'role':'assistant','context':{'citations':[" + azure + "]}}", ""),
                delta("{'content':'Rain in Bath.'}", ""))),
        new Answer(
            "Bedrock, Converse",
            bedrock,
            "{'output':{'message':{'role':'assistant','content':[{'citationsContent':{'content':"
                + "[{'text':'Rain in Bath.'}],'citations':["
                + bedrock
                + "]}}]}},'stopReason':'end_turn','usage':{'inputTokens':5,'outputTokens':3,"
                + "'totalTokens':8}}",
            List.of(
                "{'messageStart':{'role':'assistant'}}",
                "{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'text':'Rain in Bath.'}}}",
                "{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'citation':"
                    + bedrock
                    + "}}}",
                "{'messageStop':{'stopReason':'end_turn'}}",
                "{'metadata':{'usage':{'inputTokens':5,'outputTokens':3,'totalTokens':8}}}")),
        new Answer(
            "DashScope",
            "{'index':1,'title':'Met','url':'https://met.test/'}",
            "{'output':{'choices':[{'finish_reason':'stop','message':{'role':'assistant',"
                + "'content':'Rain in Bath.'}}],'search_info':{'search_results':[{'index':1,"
                + "'title':'Met','url':'https://met.test/'}]}},'request_id':'r'}",
            List.of()));
  }

  private static void assertCites(Answer answer, @Nullable Completion read) {
    assertThat(read).isNotNull();
    assertThat(read.messages()).hasSize(1);
    Message message = read.messages().get(0);
    assertThat(message.parts()).hasSize(2).startsWith(new Text("Rain in Bath."));
    OtherPart sources = (OtherPart) message.parts().get(1);
    assertThat(sources.type()).isEqualTo("citations");
    assertThat(Rendered.json(sources.json())).isEqualTo(Rendered.json("[" + answer.sources + "]"));
    assertThat(message.partsLeftOut()).isZero();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void areReadInTheirOrderWholeAndInPieces(Answer answer) {
    assertCites(answer, extractors.extract(answer.whole).completion());
    if (!answer.pieces.isEmpty()) {
      ChunkReader reader = extractors.accumulator(answer.pieces.get(0));
      answer.pieces.forEach(reader::add);
      assertCites(answer, reader.result().completion());
    }
  }

  static Stream<Arguments> clients() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers().forEach(each -> answers.put(each.provider(), each));
    return Stream.of(
        Arguments.of(
            answers.get("OpenAI, Chat Completions"),
            ObjectMappers.jsonMapper(),
            ChatCompletion.class,
            ChatCompletionChunk.class),
        Arguments.of(
            answers.get("OpenAI, Responses"),
            ObjectMappers.jsonMapper(),
            Response.class,
            ResponseStreamEvent.class),
        Arguments.of(
            answers.get("Anthropic"),
            com.anthropic.core.ObjectMappers.jsonMapper(),
            com.anthropic.models.messages.Message.class,
            RawMessageStreamEvent.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void areReadOutOfTheTypesOfClients(
      Answer answer, JsonMapper mapper, Class<?> whole, Class<?> piece) throws Exception {
    assertCites(answer, extractors.extract(mapper.readValue(answer.whole, whole)).completion());
    ChunkReader reader = null;
    for (String each : answer.pieces) {
      Object event = mapper.readValue(each, piece);
      reader = reader == null ? extractors.accumulator(event) : reader;
      reader.add(event);
    }
    assertCites(answer, reader.result().completion());
  }

  @Test
  void areReadAtTheEndOfAnItemOfAStreamThatBreaksOff() {
    ChunkReader reader = null;
    for (String each :
        List.of(
            "{'type':'response.output_text.delta','output_index':0,'delta':'Rain.'}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'message',"
                + "'role':'assistant','content':[{'type':'output_text','text':'Rain.',"
                + "'annotations':[{'type':'file_citation','file_id':'f'}]}]}}")) {
      String json = each.replace('\'', '"');
      reader = reader == null ? extractors.accumulator(json) : reader;
      reader.add(json);
    }

    assertThat(reader.result().completion().messages().get(0).parts())
        .containsExactly(
            new Text("Rain."),
            new OtherPart("citations", "[{\"type\":\"file_citation\",\"file_id\":\"f\"}]"));
  }

  @Test
  void thatHaveATextAreDocumentsToo() {
    String found =
        ",'search_results':[{'title':'Met','url':'https://met.test/','snippet':'It rains.'}]";
    Extraction whole = extractors.extract(chat("", found).replace('\'', '"'));
    ChunkReader reader = extractors.accumulator(delta("{'content':'Rain'}", "").replace('\'', '"'));
    reader.add(delta("{'content':'Rain'}", "").replace('\'', '"'));
    reader.add(delta("{'content':' in Bath.'}", found).replace('\'', '"'));

    assertThat(whole.documents())
        .singleElement()
        .satisfies(
            document -> {
              assertThat(document.id()).isEqualTo("https://met.test/");
              assertThat(document.content()).isEqualTo("It rains.");
            });
    assertThat(reader.result()).isEqualTo(whole);
  }

  @Test
  void areOnePartBehindTheTextsOfTheWholeAnswerAndCountedBeyondTheLimit() {
    String many =
        String.join(
            ",", IntStream.range(0, 130).mapToObj(i -> "\"https://met.test/" + i + "\"").toList());
    Completion read =
        extractors.extract(chat("", ",'citations':[" + many + "]").replace('\'', '"')).completion();

    Message message = read.messages().get(0);
    assertThat(message.parts()).hasSize(2);
    assertThat(((OtherPart) message.parts().get(1)).json())
        .startsWith("[\"https://met.test/0\",")
        .endsWith("\"https://met.test/127\"]");
    assertThat(message.partsLeftOut()).isEqualTo(2);
  }

  /** Answers as its provider does. */
  static final class Assistant {

    @Generation
    Object answers(String json) {
      return json;
    }

    @Generation
    String asks(List<?> messages) {
      return "No.";
    }
  }

  private static Map<String, Object> written(CaptureMode mode) throws Exception {
    String annotation =
        "{'type':'url_citation','url_citation':{'url':'https://met.test/','title':'Met'}}";
    try (AnnotatedCalls calls =
        new AnnotatedCalls(builder -> builder.capture(CapturePolicy.DEFAULT.with(mode)))) {
      calls.call(
          new Assistant(),
          "answers",
          chat(",'annotations':[" + annotation + "]", "").replace('\'', '"'));
      Map<String, Object> written = calls.written();
      GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
      return written;
    }
  }

  private static List<String> texts(Map<String, Object> written) {
    List<String> texts = new ArrayList<>();
    written.values().forEach(value -> texts.add(String.valueOf(value)));
    return texts;
  }

  @Test
  void areWrittenBesideAnAnswerThatStaysAText() throws Exception {
    Map<String, Object> written = written(CaptureMode.FULL);

    Map<?, ?> source =
        (Map<?, ?>)
            Rendered.json(
                "{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://met.test/\","
                    + "\"title\":\"Met\"}}");
    Map<?, ?> message =
        (Map<?, ?>) ((List<?>) Rendered.json(written.get("gen_ai.output.messages"))).get(0);
    assertThat(message.get("parts"))
        .isEqualTo(
            List.of(
                Map.of("type", "text", "content", "Rain in Bath."),
                Map.of("type", "citations", "content", List.of(source))));
    assertThat(written)
        .containsEntry("output.value", "Rain in Bath.")
        .containsEntry("llm.output_messages.0.message.content", "Rain in Bath.")
        .containsEntry("llm.output_messages.0.message.contents.0.message_content.type", "citations")
        .containsEntry(
            "llm.output_messages.0.message.contents.0.message_content.text",
            "[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://met.test/\","
                + "\"title\":\"Met\"}}]");
  }

  @Test
  void areAnnotationsOfTheMessagesOfAConversation() throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      calls.call(
          new Assistant(),
          "asks",
          List.of(
              Map.of("role", "user", "content", "Rain?"),
              Map.of(
                  "role",
                  "assistant",
                  "content",
                  "In Bath.",
                  "annotations",
                  List.of(Map.of("url", "https://met.test/"))),
              "And in Rome?"));

      assertThat(calls.written())
          .containsEntry(
              "input.value",
              "[{\"role\":\"user\",\"content\":\"Rain?\"},"
                  + "{\"role\":\"assistant\",\"content\":\"In Bath.\","
                  + "\"annotations\":[{\"url\":\"https://met.test/\"}]},"
                  + "{\"role\":\"user\",\"content\":\"And in Rome?\"}]");
    }
  }

  @Test
  void areContentThatNeitherStructureNorAnAnswerWithoutToolsShows() throws Exception {
    for (CaptureMode mode : List.of(CaptureMode.STRUCTURE, CaptureMode.NO_TOOL_CONTENT)) {
      assertThat(texts(written(mode))).noneMatch(text -> text.contains("met.test"));
    }
  }
}
