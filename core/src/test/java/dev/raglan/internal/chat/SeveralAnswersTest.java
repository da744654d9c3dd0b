package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two answers in one stream, as of an agent's loop: of 10 and 2 tokens, and of 30 and 4. */
class SeveralAnswersTest {

  private final Extractors extractors = BuiltIn.extractors(true);

  /** The chunks of a provider for an answer. */
  record Provider(String name, Chunks chunks) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Writes an answer in chunks, each of them JSON. */
  interface Chunks {

    List<String> of(String id, String text, int input, int output);
  }

  static Stream<Provider> providers() {
    return Stream.of(
        new Provider("Chat Completions, usage in the last chunk", SeveralAnswersTest::completions),
        new Provider("Chat Completions, usage so far in each chunk", SeveralAnswersTest::running),
        new Provider("Groq", SeveralAnswersTest::groq),
        new Provider("Moonshot", SeveralAnswersTest::moonshot),
        new Provider("Responses", SeveralAnswersTest::responses),
        new Provider("Anthropic", SeveralAnswersTest::anthropic),
        new Provider("Anthropic, all counts at the end", SeveralAnswersTest::anthropicAtTheEnd),
        new Provider("Gemini", SeveralAnswersTest::gemini),
        new Provider("Converse", SeveralAnswersTest::converse),
        new Provider("Cohere v2", SeveralAnswersTest::cohere),
        new Provider("Ollama, chat", SeveralAnswersTest::ollamaChat),
        new Provider("Ollama, generate", SeveralAnswersTest::ollamaGenerate),
        new Provider("InvokeModel, Llama", SeveralAnswersTest::llama),
        new Provider("InvokeModel, Titan", SeveralAnswersTest::titan));
  }

  private static String usage(int input, int output) {
    return "{'prompt_tokens':%d,'completion_tokens':%d,'total_tokens':%d}"
        .formatted(input, output, input + output);
  }

  private static String chunk(String id, String choice, String rest) {
    return "{'object':'chat.completion.chunk','id':'%s','model':'m','choices':[%s]%s}"
        .formatted(id, choice, rest);
  }

  private static String delta(String text) {
    return "{'index':0,'delta':{'content':'%s'}}".formatted(text);
  }

  private static List<String> completions(String id, String text, int input, int output) {
    return List.of(
        chunk(id, delta(text), ""),
        chunk(id, "{'index':0,'delta':{},'finish_reason':'stop'}", ""),
        chunk(id, "", ",'usage':" + usage(input, output)));
  }

  private static List<String> running(String id, String text, int input, int output) {
    return List.of(
        chunk(id, delta(""), ",'usage':" + usage(input, 0)),
        chunk(id, delta(text), ",'usage':" + usage(input, output - 1)),
        chunk(
            id,
            "{'index':0,'delta':{},'finish_reason':'stop'}",
            ",'usage':" + usage(input, output)));
  }

  private static List<String> groq(String id, String text, int input, int output) {
    return List.of(
        chunk(id, delta(text), ",'x_groq':{'id':'q'}"),
        chunk(
            id,
            "{'index':0,'delta':{},'finish_reason':'stop'}",
            ",'x_groq':{'usage':" + usage(input, output) + "}"));
  }

  private static List<String> moonshot(String id, String text, int input, int output) {
    return List.of(
        chunk(id, delta(text), ""),
        chunk(
            id,
            "{'index':0,'delta':{},'finish_reason':'stop','usage':" + usage(input, output) + "}",
            ""));
  }

  private static List<String> responses(String id, String text, int input, int output) {
    return List.of(
        "{'type':'response.created','response':{'object':'response','id':'%s','model':'m'}}"
            .formatted(id),
        "{'type':'response.output_text.delta','output_index':0,'delta':'%s'}".formatted(text),
        ("{'type':'response.completed','response':{'object':'response','id':'%s','model':'m',"
                + "'status':'completed','output':[{'type':'message','role':'assistant','content':"
                + "[{'type':'output_text','text':'%s'}]}],"
                + "'usage':{'input_tokens':%d,'output_tokens':%d}}}")
            .formatted(id, text, input, output));
  }

  private static List<String> anthropic(
      String id, String text, String begun, String usage, String ended) {
    return List.of(
        ("{'type':'message_start','message':{'id':'%s','role':'assistant','model':'m',"
                + "'content':[]%s}}")
            .formatted(id, begun),
        "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
        "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'%s'}}"
            .formatted(text),
        "{'type':'message_delta','delta':{'stop_reason':'%s'},'usage':{%s}}"
            .formatted(ended, usage),
        "{'type':'message_stop'}");
  }

  private static List<String> anthropic(String id, String text, int input, int output) {
    String begun = ",'usage':{'input_tokens':" + input + ",'output_tokens':1}";
    return anthropic(id, text, begun, "'output_tokens':" + output, "end_turn");
  }

  private static List<String> anthropicAtTheEnd(String id, String text, int input, int output) {
    String usage = "'input_tokens':" + input + ",'output_tokens':" + output;
    return anthropic(id, text, "", usage, "end_turn");
  }

  private static List<String> gemini(String id, String text, int input, int output) {
    String chunk =
        "{'responseId':'%s','modelVersion':'m','candidates':[{'content':{'role':'model','parts':"
            + "[{'text':'%s'}]}%s}],'usageMetadata':{'promptTokenCount':%d%s}}";
    return List.of(
        chunk.formatted(id, text, "", input, ""),
        chunk.formatted(
            id, "", ",'finishReason':'STOP'", input, ",'candidatesTokenCount':" + output));
  }

  private static List<String> converse(String id, String text, int input, int output) {
    return List.of(
        "{'messageStart':{'role':'assistant'}}",
        "{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'text':'%s'}}}".formatted(text),
        "{'contentBlockStop':{'contentBlockIndex':0}}",
        "{'messageStop':{'stopReason':'end_turn'}}",
        "{'metadata':{'usage':{'inputTokens':%d,'outputTokens':%d}}}".formatted(input, output));
  }

  private static List<String> cohere(String id, String text, int input, int output) {
    return List.of(
        "{'type':'message-start','id':'%s','delta':{'message':{'role':'assistant'}}}".formatted(id),
        "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'%s'}}}}"
            .formatted(text),
        ("{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'tokens':"
                + "{'input_tokens':%d,'output_tokens':%d}}}}")
            .formatted(input, output));
  }

  private static List<String> ollamaChat(String id, String text, int input, int output) {
    return ollama("'message':{'role':'assistant','content':'%s'}", text, input, output);
  }

  private static List<String> ollamaGenerate(String id, String text, int input, int output) {
    return ollama("'response':'%s'", text, input, output);
  }

  private static List<String> ollama(String answer, String text, int input, int output) {
    return List.of(
        ("{'model':'m'," + answer + ",'done':false}").formatted(text),
        ("{'model':'m',"
                + answer
                + ",'done':true,'done_reason':'stop','prompt_eval_count':%d,"
                + "'eval_count':%d}")
            .formatted("", input, output));
  }

  private static List<String> llama(String id, String text, int input, int output) {
    return List.of(
        ("{'generation':'%s','prompt_token_count':%d,'generation_token_count':1,"
                + "'stop_reason':null}")
            .formatted(text, input),
        ("{'generation':'','prompt_token_count':null,'generation_token_count':%d,"
                + "'stop_reason':'stop'}")
            .formatted(output));
  }

  private static List<String> titan(String id, String text, int input, int output) {
    return List.of(
        ("{'outputText':'%s','index':0,'completionReason':null,'inputTextTokenCount':%d,"
                + "'totalOutputTextTokenCount':null}")
            .formatted(text, input),
        ("{'outputText':'','index':0,'completionReason':'FINISH','inputTextTokenCount':null,"
                + "'totalOutputTextTokenCount':%d}")
            .formatted(output));
  }

  private static JsonNode tree(String json) {
    try {
      return new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void areSummedAndKeptApart(Provider provider) {
    List<String> chunks = new ArrayList<>(provider.chunks().of("r-1", "I will look.", 10, 2));
    chunks.addAll(provider.chunks().of("r-2", "Found it.", 30, 4));
    ChunkReader reader = extractors.accumulator(tree(chunks.get(0)));
    chunks.forEach(each -> reader.add(tree(each)));

    Completion read = reader.result().completion();
    assertThat(read.usage()).isEqualTo(Usage.of(40L, 6L));
    assertThat(read.calls())
        .extracting(ModelUsage::usage)
        .containsExactly(Usage.of(10L, 2L), Usage.of(30L, 4L));
    assertThat(read.messages())
        .containsExactly(
            Message.of("assistant", "I will look."), Message.of("assistant", "Found it."));
    assertThat(read.finishReasons()).hasSize(2).doesNotContain("");
    List<JsonNode> list = chunks.stream().map(SeveralAnswersTest::tree).toList();
    assertThat(extractors.extract(list).completion()).isEqualTo(read);
  }

  /** The type of the chunks in a client. */
  record Client(String provider, JsonMapper mapper, Class<?> chunk) {

    Object chunk(String json) {
      try {
        return mapper.readValue(json.replace('\'', '"'), chunk);
      } catch (IOException wrong) {
        throw new UncheckedIOException(wrong);
      }
    }

    @Override
    public String toString() {
      return chunk.getSimpleName() + " " + provider;
    }
  }

  static Stream<Client> clients() {
    JsonMapper openAi = com.openai.core.ObjectMappers.jsonMapper();
    JsonMapper anthropic = com.anthropic.core.ObjectMappers.jsonMapper();
    return Stream.of(
        new Client("Chat Completions, usage in the last chunk", openAi, ChatCompletionChunk.class),
        new Client(
            "Chat Completions, usage so far in each chunk", openAi, ChatCompletionChunk.class),
        new Client("Groq", openAi, ChatCompletionChunk.class),
        new Client("Moonshot", openAi, ChatCompletionChunk.class),
        new Client("Responses", openAi, ResponseStreamEvent.class),
        new Client("Anthropic", anthropic, RawMessageStreamEvent.class),
        new Client("Anthropic, all counts at the end", anthropic, RawMessageStreamEvent.class));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void areSummedInTheTypesOfClientsToo(Client client) {
    Provider provider =
        providers().filter(each -> each.name().equals(client.provider())).findFirst().orElseThrow();
    List<Object> chunks =
        Stream.of(
                provider.chunks().of("r-1", "I will look.", 10, 2),
                provider.chunks().of("r-2", "Found it.", 30, 4))
            .flatMap(List::stream)
            .map(client::chunk)
            .toList();
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    chunks.forEach(reader::add);

    Completion read = reader.result().completion();
    assertThat(read.usage()).isEqualTo(Usage.of(40L, 6L));
    assertThat(read.messages())
        .containsExactly(
            Message.of("assistant", "I will look."), Message.of("assistant", "Found it."));
    assertThat(extractors.extract(chunks).completion()).isEqualTo(read);
  }
}
