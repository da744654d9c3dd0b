package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of providers whose APIs have forms of their own: whole, streamed and failed. */
class FurtherProvidersTest {

  private final Extractors extractors = BuiltIn.extractors(true);

  /**
   * A provider.
   *
   * @param whole a whole answer; null if it has none
   * @param chunks the same answer, a line each
   * @param reason why the model stopped; null if the provider does not tell
   * @param error what it answers with when it fails
   */
  record Provider(
      String name,
      @Nullable String whole,
      String chunks,
      @Nullable String reason,
      String error,
      Failure failure) {

    @Override
    public String toString() {
      return name;
    }

    List<String> lines() {
      return json(chunks).lines().toList();
    }
  }

  private static String json(String text) {
    return text.replace('\'', '"').replace("^", "\\\"");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Provider> providers() {
    String tokens = "'usage':{'prompt_tokens':7,'completion_tokens':2,'total_tokens':9}";
    String yandexTokens =
        "'usage':{'inputTextTokens':'7','completionTokens':'2','totalTokens':'9',"
            + "'completionTokensDetails':{'reasoningTokens':'0'}},'modelVersion':'18.01.2025'}}";
    String ernie = "{'id':'as','object':'chat.completion','created':1,";
    String run = "'object':'thread.run','thread_id':'t','assistant_id':'a','model':'gpt-4o',";
    String interactionTokens =
        "'usage':{'total_tokens':9,'total_input_tokens':7,'total_output_tokens':2,"
            + "'total_cached_tokens':0,'total_thought_tokens':0,'total_tool_use_tokens':0}";
    String gigaChat = "'created':1,'model':'GigaChat:2.0.28','object':'chat.completion'";
    return Stream.of(
        new Provider(
            "Cloudflare",
            "{'result':{'response':'Paris.'," + tokens + "},'success':true,'errors':[]}",
            "{'response':'Par','p':'abdefgh'}\n{'response':'is.','p':'ab'}\n"
                + "{'response':'','tool_calls':[],'p':'a'}\n{'response':'',"
                + tokens
                + "}",
            null,
            "{'result':null,'success':false,'errors':[{'code':5006,'message':'no input'}],"
                + "'messages':[]}",
            new Failure("5006", "no input", null)),
        new Provider(
            "llama.cpp",
            "{'index':0,'content':'Paris.','tokens':[],'id_slot':0,'stop':true,'model':'m',"
                + "'tokens_predicted':2,'tokens_evaluated':7,'stop_type':'eos','prompt':'Hi',"
                + "'generation_settings':{'n_predict':8}}",
            "{'index':0,'content':'Par','tokens':[1],'stop':false,'id_slot':0,"
                + "'tokens_predicted':1,'tokens_evaluated':7}\n"
                + "{'index':0,'content':'is.','tokens':[2],'stop':false,'id_slot':0,"
                + "'tokens_predicted':2,'tokens_evaluated':7}\n"
                + "{'index':0,'content':'','tokens':[],'stop':true,'model':'m',"
                + "'tokens_predicted':2,'tokens_evaluated':7,'stop_type':'eos'}",
            "eos",
            "{'error':{'code':503,'message':'Loading model','type':'unavailable_error'}}",
            new Failure("unavailable_error", "Loading model", 503)),
        new Provider(
            "Gemini's Live API",
            "{'serverContent':{'modelTurn':{'parts':[{'text':'Paris.'}]},'turnComplete':true},"
                + "'usageMetadata':{'promptTokenCount':7,'responseTokenCount':2,"
                + "'totalTokenCount':9}}",
            "{'setupComplete':{}}\n"
                + "{'serverContent':{'modelTurn':{'parts':[{'text':'Par'}]}}}\n"
                + "{'serverContent':{'modelTurn':{'parts':[{'text':'is.'}]}}}\n"
                + "{'serverContent':{'generationComplete':true}}\n"
                + "{'serverContent':{'turnComplete':true},'usageMetadata':{'promptTokenCount':7,"
                + "'responseTokenCount':2,'totalTokenCount':9}}",
            null,
            "{'error':{'code':429,'message':'Quota','status':'RESOURCE_EXHAUSTED'}}",
            new Failure("RESOURCE_EXHAUSTED", "Quota", 429)),
        new Provider(
            "YandexGPT",
            "{'result':{'alternatives':[{'message':{'role':'assistant','text':'Paris.'},"
                + "'status':'ALTERNATIVE_STATUS_FINAL'}],"
                + yandexTokens,
            "{'result':{'alternatives':[{'message':{'role':'assistant','text':'Par'},"
                + "'status':'ALTERNATIVE_STATUS_PARTIAL'}],"
                + yandexTokens.replace("'2'", "'1'")
                + "\n{'result':{'alternatives':[{'message':{'role':'assistant','text':'Paris.'},"
                + "'status':'ALTERNATIVE_STATUS_FINAL'}],"
                + yandexTokens,
            "ALTERNATIVE_STATUS_FINAL",
            "{'error':{'grpcCode':16,'httpCode':401,'message':'Unknown api key',"
                + "'httpStatus':'Unauthorized','details':[]}}",
            new Failure("401", "Unknown api key", 401)),
        new Provider(
            "OpenAI's assistants, streamed",
            null,
            "{'id':'run_1',"
                + run
                + "'status':'queued','usage':null}\n"
                + "{'id':'step_1','object':'thread.run.step','run_id':'run_1',"
                + "'status':'in_progress','step_details':{'type':'message_creation'}}\n"
                + "{'id':'msg_1','object':'thread.message','status':'in_progress','content':[]}\n"
                + "{'id':'msg_1','object':'thread.message.delta','delta':{'content':[{'index':0,"
                + "'type':'text','text':{'value':'Par','annotations':[]}}]}}\n"
                + "{'id':'msg_1','object':'thread.message.delta','delta':{'content':[{'index':0,"
                + "'type':'text','text':{'value':'is.'}}]}}\n"
                + "{'id':'msg_1','object':'thread.message','status':'completed','role':"
                + "'assistant','content':[{'type':'text','text':{'value':'Paris.',"
                + "'annotations':[]}}]}\n"
                + "{'id':'step_1','object':'thread.run.step','status':'completed','step_details':"
                + "{'type':'message_creation'},"
                + tokens
                + "}\n{'id':'run_1',"
                + run
                + "'status':'completed',"
                + tokens
                + "}",
            "completed",
            "{'id':'run_1',"
                + run
                + "'status':'failed','last_error':{'code':'rate_limit_exceeded',"
                + "'message':'Slow down'},'usage':null}",
            new Failure("rate_limit_exceeded", "Slow down", null)),
        new Provider(
            "Gemini's interactions, by steps",
            "{'id':'i','object':'interaction','model':'gemini-3-flash-preview','status':"
                + "'completed','steps':[{'type':'user_input','content':[{'type':'text','text':"
                + "'?'}]},{'type':'model_output','content':[{'type':'text','text':'Paris.'}]}],"
                + interactionTokens
                + "}",
            "{'interaction':{'id':'i','status':'in_progress','object':'interaction','model':"
                + "'gemini-3-flash-preview'},'event_type':'interaction.created'}\n"
                + "{'interaction_id':'i','status':'in_progress','event_type':"
                + "'interaction.status_update'}\n"
                + "{'index':0,'step':{'content':[{'text':'Par','type':'text'}],'type':"
                + "'model_output'},'event_type':'step.start'}\n"
                + "{'index':0,'delta':{'text':'is.','type':'text'},'event_type':'step.delta'}\n"
                + "{'index':0,'event_type':'step.stop'}\n"
                + "{'interaction':{'id':'i','status':'completed',"
                + interactionTokens
                + "},'event_type':'interaction.completed'}",
            "completed",
            "{'event_type':'error','error':{'code':'deadline_exceeded','message':'Too slow'}}",
            new Failure("deadline_exceeded", "Too slow", null)),
        new Provider(
            "Gemini's interactions",
            "{'id':'i','model':'gemini-2.5-flash','status':'completed','outputs':"
                + "[{'type':'text','text':'Paris.'}],"
                + interactionTokens
                + "}",
            "{'event_type':'interaction.start','interaction':{'id':'i','model':"
                + "'gemini-2.5-flash','status':'in_progress'}}\n"
                + "{'event_type':'content.start','index':0,'content':{'type':'text'}}\n"
                + "{'event_type':'content.delta','index':0,'delta':{'type':'text','text':'Par'}}\n"
                + "{'event_type':'content.delta','index':0,'delta':{'type':'text','text':'is.'}}\n"
                + "{'event_type':'content.stop','index':0}\n"
                + "{'event_type':'interaction.complete','interaction':{'id':'i','status':"
                + "'completed',"
                + interactionTokens
                + "}}",
            "completed",
            "{'event_type':'error','error':{'code':'internal','message':'Broken'}}",
            new Failure("internal", "Broken", null)),
        new Provider(
            "Bedrock's agents",
            null,
            "{'trace':{'agentId':'a','sessionId':'s','trace':{'orchestrationTrace':"
                + "{'modelInvocationInput':{'foundationModel':'claude-sonnet-4','text':'{}'}}}}}\n"
                + "{'trace':{'agentId':'a','sessionId':'s','trace':{'orchestrationTrace':"
                + "{'modelInvocationOutput':{'metadata':{'usage':{'inputTokens':3,"
                + "'outputTokens':1}}}}}}}\n"
                + "{'trace':{'agentId':'a','sessionId':'s','trace':{'orchestrationTrace':"
                + "{'modelInvocationOutput':{'metadata':{'usage':{'inputTokens':4,"
                + "'outputTokens':1}}}}}}}\n"
                + "{'chunk':{'bytes':'"
                + base64("Par")
                + "'}}\n{'chunk':{'bytes':'"
                + base64("is.")
                + "'}}",
            null,
            "{'dependencyFailedException':{'message':'Lambda failed','resourceName':'f'}}",
            new Failure("dependencyFailedException", "Lambda failed", null)),
        new Provider(
            "GigaChat",
            "{'choices':[{'message':{'content':'Paris.','role':'assistant'},'index':0,"
                + "'finish_reason':'stop'}],"
                + gigaChat
                + ",'usage':{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7,"
                + "'precached_prompt_tokens':2}}",
            "{'choices':[{'delta':{'content':'Par','role':'assistant'},'index':0}],"
                + gigaChat
                + "}\n{'choices':[{'delta':{'content':'is.'},'index':0,'finish_reason':'stop'}],"
                + gigaChat
                + ",'usage':{'prompt_tokens':5,'completion_tokens':2,'total_tokens':7,"
                + "'precached_prompt_tokens':2}}",
            "stop",
            "{'choices':[{'message':{'content':'','role':'assistant'},'index':0,"
                + "'finish_reason':'error'}],"
                + gigaChat
                + "}",
            new Failure("error", null, null)),
        new Provider(
            "ERNIE",
            ernie
                + "'result':'Paris.','is_truncated':false,'need_clear_history':false,"
                + "'finish_reason':'normal',"
                + tokens
                + "}",
            ernie
                + "'sentence_id':0,'is_end':false,'is_truncated':false,'result':'Par',"
                + "'need_clear_history':false,'usage':{'prompt_tokens':7,'completion_tokens':1,"
                + "'total_tokens':8}}\n"
                + ernie
                + "'sentence_id':1,'is_end':true,'is_truncated':false,'result':'is.',"
                + "'need_clear_history':false,'finish_reason':'normal',"
                + tokens
                + "}",
            "normal",
            "{'error_code':110,'error_msg':'Access token invalid or no longer valid'}",
            new Failure("110", "Access token invalid or no longer valid", null)),
        new Provider(
            "Zhipu",
            "{'id':'z','request_id':'z','created':1,'model':'glm-4.5','choices':[{'index':0,"
                + "'finish_reason':'stop','message':{'role':'assistant','content':'Paris.'}}],"
                + tokens
                + "}",
            "{'id':'z','created':1,'model':'glm-4.5','choices':[{'index':0,'delta':{'role':"
                + "'assistant','content':'Par'}}]}\n"
                + "{'id':'z','created':1,'model':'glm-4.5','choices':[{'index':0,'delta':"
                + "{'role':'assistant','content':'is.'},'finish_reason':'stop'}],"
                + tokens
                + "}",
            "stop",
            "{'id':'z','model':'glm-4.5','choices':[{'index':0,'finish_reason':'network_error',"
                + "'message':{'role':'assistant','content':''}}]}",
            new Failure("network_error", null, null)),
        new Provider(
            "MiniMax",
            "{'id':'x','choices':[{'finish_reason':'stop','index':0,'message':{'content':"
                + "'Paris.','role':'assistant','name':'MiniMax AI','audio_content':''}}],"
                + "'created':1,'model':'MiniMax-M1','object':'chat.completion',"
                + "'usage':{'total_tokens':9,'total_characters':0,'prompt_tokens':7,"
                + "'completion_tokens':2},'input_sensitive':false,'base_resp':"
                + "{'status_code':0,'status_msg':''}}",
            "{'id':'x','choices':[{'index':0,'delta':{'content':'Par','role':'assistant',"
                + "'name':'MiniMax AI'}}],'created':1,'model':'MiniMax-M1','object':"
                + "'chat.completion.chunk','usage':null}\n"
                + "{'id':'x','choices':[{'index':0,'finish_reason':'stop','delta':{'content':"
                + "'is.','role':'assistant'}}],'model':'MiniMax-M1','object':"
                + "'chat.completion.chunk'}\n"
                + "{'id':'x','choices':[{'finish_reason':'stop','index':0,'message':{'content':"
                + "'Paris.','role':'assistant','name':'MiniMax AI'}}],'model':'MiniMax-M1',"
                + "'object':'chat.completion','usage':{'total_tokens':9,'prompt_tokens':7,"
                + "'completion_tokens':2},'base_resp':{'status_code':0,'status_msg':''}}",
            "stop",
            "{'id':'x','choices':null,'model':'MiniMax-M1','object':'chat.completion',"
                + "'base_resp':{'status_code':1008,'status_msg':'insufficient balance'}}",
            new Failure("1008", "insufficient balance", null)),
        new Provider(
            "Text generation inference",
            "[{'generated_text':'Paris.','details':{'finish_reason':'eos_token',"
                + "'generated_tokens':2,'seed':null,'prefill':[{'id':1,'text':'a'},"
                + "{'id':1,'text':'a'},{'id':1,'text':'a'},{'id':1,'text':'a'},"
                + "{'id':1,'text':'a'},{'id':1,'text':'a'},{'id':1,'text':'a'}],'tokens':[]}}]",
            "{'index':1,'token':{'id':5,'text':'Par','logprob':-0.1,'special':false},"
                + "'generated_text':null,'details':null}\n"
                + "{'index':2,'token':{'id':6,'text':'is.','logprob':-0.1,'special':false},"
                + "'generated_text':null,'details':null}\n"
                + "{'index':3,'token':{'id':2,'text':'</s>','logprob':0.0,'special':true},"
                + "'generated_text':'Paris.','details':{'finish_reason':'eos_token',"
                + "'generated_tokens':2,'input_length':7,'seed':null}}",
            "eos_token",
            "{'error':'Input validation error: too long','error_type':'validation'}",
            new Failure("validation", "Input validation error: too long", null)),
        new Provider(
            "Replicate",
            "{'id':'p','model':'meta/llama','version':'v','status':'succeeded','output':['Par',"
                + "'is.'],'error':null,'metrics':{'predict_time':1.5,'input_token_count':7,"
                + "'output_token_count':2}}",
            "",
            null,
            "{'id':'p','model':'meta/llama','status':'failed','output':['Par'],"
                + "'error':'CUDA out of memory','metrics':{}}",
            new Failure("failed", "CUDA out of memory", null)),
        dashScope("DashScope", "Par", "Paris.", "Paris."),
        dashScope("DashScope, in pieces", "Par", "is.", ""),
        new Provider(
            "DashScope, text",
            "{'output':{'text':'Paris.','finish_reason':'stop'},'usage':{'input_tokens':7,"
                + "'output_tokens':2},'request_id':'r'}",
            "{'output':{'text':'Par','finish_reason':'null'},'usage':{'input_tokens':7,"
                + "'output_tokens':1},'request_id':'r'}\n"
                + "{'output':{'text':'Paris.','finish_reason':'stop'},'usage':{'input_tokens':7,"
                + "'output_tokens':2},'request_id':'r'}",
            "stop",
            "{'code':'Throttling','message':'Slow down','request_id':'r'}",
            new Failure("Throttling", "Slow down", null)),
        new Provider(
            "Databricks",
            "{'id':'d','object':'chat.completion','model':'databricks-claude','choices':"
                + "[{'index':0,'message':{'role':'assistant','content':[{'type':'text','text':"
                + "'Paris.'}]},'finish_reason':'stop'}],"
                + tokens
                + "}",
            "{'id':'d','object':'chat.completion.chunk','model':'databricks-claude','choices':"
                + "[{'index':0,'delta':{'role':'assistant','content':[{'type':'text','text':"
                + "'Par'}]}}]}\n"
                + "{'id':'d','object':'chat.completion.chunk','model':'databricks-claude',"
                + "'choices':[{'index':0,'delta':{'content':[{'type':'text','text':'is.'}]},"
                + "'finish_reason':'stop'}],"
                + tokens
                + "}",
            "stop",
            "{'error_code':'REQUEST_LIMIT_EXCEEDED','message':'Slow down'}",
            new Failure("REQUEST_LIMIT_EXCEEDED", "Slow down", null)));
  }

  private static Provider dashScope(String name, String... texts) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      chunks.add(dashScope(texts[i], i == texts.length - 1));
    }
    return new Provider(
        name,
        dashScope("Paris.", true),
        String.join("\n", chunks),
        "stop",
        "{'code':'InvalidApiKey','message':'Invalid API-key provided.','request_id':'r'}",
        new Failure("InvalidApiKey", "Invalid API-key provided.", null));
  }

  private static String dashScope(String text, boolean ended) {
    return "{'output':{'choices':[{'message':{'role':'assistant','content':'"
        + text
        + "'},'finish_reason':'"
        + (ended ? "stop" : "null")
        + "'}]},'usage':{'input_tokens':7,'output_tokens':2,'total_tokens':9},'request_id':'r'}";
  }

  private static void assertParis(Provider provider, @Nullable Completion read) {
    assertThat(read).isNotNull();
    assertThat(read.messages()).hasSize(1);
    assertThat(read.messages().get(0).parts()).containsExactly(new Text("Paris."));
    assertThat(read.messages().get(0).partsLeftOut()).isZero();
    assertThat(read.finishReasons())
        .isEqualTo(provider.reason() == null ? List.of() : List.of(provider.reason()));
    Usage usage = Objects.requireNonNull(read.usage());
    assertThat(usage.inputTokens()).isEqualTo(7);
    assertThat(usage.outputTokens()).isEqualTo(2);
  }

  private Extraction streamed(List<?> chunks) {
    ChunkReader reader = extractors.accumulator(chunks.get(0));
    assertThat(reader).isNotNull();
    chunks.forEach(reader::add);
    return reader.result();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void areReadWhole(Provider provider) throws Exception {
    if (provider.whole() != null) {
      String whole = json(provider.whole());
      for (Object form : List.of(whole, new JsonMapper().readValue(whole, Object.class))) {
        Extraction read = extractors.extract(form);
        assertParis(provider, read.completion());
        assertThat(read.failure()).isNull();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void areReadInPieces(Provider provider) {
    if (!provider.chunks().isEmpty()) {
      Extraction read = streamed(provider.lines());
      assertParis(provider, read.completion());
      assertThat(read.failure()).isNull();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void areReadAsServerSentEvents(Provider provider) {
    if (!provider.chunks().isEmpty()) {
      String lines = "data: " + String.join("\n\ndata: ", provider.lines()) + "\n\ndata: [DONE]\n";
      assertParis(provider, extractors.extract(lines).completion());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void failByTheirErrors(Provider provider) {
    assertThat(extractors.extract(json(provider.error())).failure()).isEqualTo(provider.failure());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void failByAnErrorWithinAStream(Provider provider) {
    if (!provider.chunks().isEmpty()) {
      List<String> chunks = new ArrayList<>(provider.lines());
      chunks.set(chunks.size() - 1, json(provider.error()));

      assertThat(streamed(chunks).failure()).isEqualTo(provider.failure());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void areInTheTableOfTheDocs(Provider provider) throws Exception {
    assertThat(Files.readString(Path.of("../docs/generations.md")))
        .contains("| " + provider.name() + " |");
  }

  @Test
  void theTextsOfReplicatesEventsAreTheAnswer() {
    String lines =
        "event: output\nid: 1:0\ndata: Par\n\nevent: output\nid: 1:1\ndata: is.\ndata: \n"
            + "data:  [Yes]\n\nevent: done\nid: 1:2\ndata: {}\n\n";
    List<Message> expected = List.of(Message.of("assistant", "Paris.\n\n [Yes]"));

    assertThat(extractors.extract(lines).completion().messages()).isEqualTo(expected);
    assertThat(streamed(lines.lines().toList()).completion().messages()).isEqualTo(expected);
    assertThat(
            extractors
                .extract("event: output\ndata: Par\n\nevent: error\ndata: No GPU\n")
                .failure())
        .isEqualTo(new Failure("_OTHER", "No GPU", null));
    assertThat(extractors.extract("event: ping\ndata: pong\n")).isEqualTo(Extraction.NONE);
  }

  @Test
  void theTurnsOfALiveSessionAreResponses() {
    String lines =
        json(
            "{'setupComplete':{}}\n"
                + "{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':"
                + "'audio/pcm;rate=24000','data':'AAAA'}}]}}}\n"
                + "{'serverContent':{'modelTurn':{'parts':[{'inlineData':{'mimeType':"
                + "'audio/pcm;rate=24000','data':'AAAA'}}]}}}\n"
                + "{'serverContent':{'inputTranscription':{'text':'Hi'}}}\n"
                + "{'serverContent':{'outputTranscription':{'text':'Hello '}}}\n"
                + "{'serverContent':{'outputTranscription':{'text':'you'}}}\n"
                + "{'serverContent':{'turnComplete':true}}\n"
                + "{'usageMetadata':{'promptTokenCount':10,'responseTokenCount':50,"
                + "'totalTokenCount':60,'responseTokensDetails':[{'modality':'AUDIO',"
                + "'tokenCount':50}]}}\n"
                + "{'toolCall':{'functionCalls':[{'id':'c','name':'f','args':{'q':1}}]}}\n"
                + "{'serverContent':{'interrupted':true}}\n"
                + "{'serverContent':{'turnComplete':true},'usageMetadata':{'promptTokenCount':20,"
                + "'responseTokenCount':5,'totalTokenCount':25}}");
    Completion read = streamed(lines.lines().toList()).completion();

    assertThat(read.messages()).hasSize(2);
    assertThat(read.messages().get(0).parts())
        .containsExactly(new Text("Hello you"), new Attachment("audio", null, null, 6L));
    assertThat(read.messages().get(1).parts()).containsExactly(new ToolCall("c", "f", "{\"q\":1}"));
    assertThat(read.finishReasons()).containsExactly("", "interrupted");
    assertThat(read.usage().inputTokens()).isEqualTo(30);
    assertThat(read.usage().outputTokens()).isEqualTo(55);
    assertThat(read.usage().billing().outputAudioTokens()).isEqualTo(50);
  }

  @Test
  void theBytesOfAnyModelsChunksAreRead() {
    List<String> chunks =
        Stream.of(
                "{'type':'message_start','message':{'id':'m','role':'assistant','model':'c',"
                    + "'content':[],'usage':{'input_tokens':7,'output_tokens':1}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':"
                    + "'Paris.'}}",
                "{'type':'message_delta','delta':{'stop_reason':'end_turn'},'usage':"
                    + "{'output_tokens':2}}")
            .map(each -> "{\"chunk\":{\"bytes\":\"" + base64(json(each)) + "\"}}")
            .toList();
    Completion read = streamed(chunks).completion();

    assertThat(read.model()).isEqualTo("c");
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.finishReasons()).containsExactly("end_turn");
    assertThat(read.usage()).isEqualTo(Usage.of(7L, 2L));
  }

  @Test
  void aRealtimeSessionNamesTheModelOfItsResponses() {
    Completion read =
        streamed(
                json("{'type':'session.created','session':{'id':'s','model':'gpt-realtime'}}\n"
                        + "{'type':'conversation.item.input_audio_transcription.completed',"
                        + "'item_id':'i','transcript':'Hey','usage':{'type':'tokens',"
                        + "'input_tokens':13,'output_tokens':9,'total_tokens':22}}\n"
                        + "{'type':'response.created','response':{'object':'realtime.response',"
                        + "'id':'r','status':'in_progress','output':[]}}\n"
                        + "{'type':'response.output_audio_transcript.delta','output_index':0,"
                        + "'delta':'Par'}\n"
                        + "{'type':'response.done','response':{'object':'realtime.response',"
                        + "'id':'r','status':'completed','output':[{'type':'message','role':"
                        + "'assistant','content':[{'type':'output_audio','transcript':"
                        + "'Paris.'}]}],'usage':{'input_tokens':7,'output_tokens':2,"
                        + "'total_tokens':9}}}")
                    .lines()
                    .toList())
            .completion();

    assertThat(read.model()).isEqualTo("gpt-realtime");
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.usage()).isEqualTo(Usage.of(7L, 2L));
  }

  @Test
  void aChunkOfLangChainsIsAMessageAndNoDocument() {
    Extraction read =
        extractors.extract(json("{'content':'Par','type':'AIMessageChunk','id':'run-1'}"));

    assertThat(read.documents()).isEmpty();
    assertThat(read.completion().messages()).containsExactly(Message.of("assistant", "Par"));
  }

  @Test
  void theStepsOfAnInteractionAreKeptInTheirOrder() {
    Completion read =
        streamed(
                json("{'event_type':'step.start','index':0,'step':{'type':'thought',"
                        + "'signature':'','summary':[{'type':'text','text':'h'}]}}\n"
                        + "{'event_type':'step.delta','index':0,'delta':{'type':"
                        + "'thought_summary','content':{'type':'text','text':'m'}}}\n"
                        + "{'event_type':'step.delta','index':0,'delta':{'type':"
                        + "'thought_signature','signature':'QUJDREVG'}}\n"
                        + "{'event_type':'step.start','index':1,'step':{'type':"
                        + "'function_call','id':'c','name':'f','arguments':{}}}\n"
                        + "{'event_type':'step.delta','index':1,'delta':{'type':"
                        + "'arguments_delta','arguments':'{^q^'}}\n"
                        + "{'event_type':'step.delta','index':1,'delta':{'type':"
                        + "'arguments_delta','arguments':':1}'}}\n"
                        + "{'event_type':'interaction.completed','interaction':{'id':'i',"
                        + "'status':'requires_action'}}")
                    .lines()
                    .toList())
            .completion();

    assertThat(read.messages().get(0).parts())
        .containsExactly(new Reasoning("hm", 6L), new ToolCall("c", "f", "{\"q\":1}"));
    assertThat(read.finishReasons()).containsExactly("requires_action");
  }

  @Test
  void theCallsOfARunAreReadOfItsStepsAndOfWhatItRequires() {
    String calls =
        "{'id':'s','object':'thread.run.step.delta','delta':{'step_details':{'type':"
            + "'tool_calls','tool_calls':[{'index':0,";
    String required =
        "{'id':'run_1','object':'thread.run','status':'requires_action','required_action':"
            + "{'type':'submit_tool_outputs','submit_tool_outputs':{'tool_calls':[{'id':'c',"
            + "'type':'function','function':{'name':'f','arguments':'{^q^:1}'}}]}}}";
    List<String> chunks =
        json(calls
                + "'id':'c','type':'function','function':{'name':'f','arguments':''}}]}}}\n"
                + calls
                + "'function':{'arguments':'{^q^:1}'}}]}}}\n"
                + required)
            .lines()
            .toList();

    for (Extraction read : List.of(streamed(chunks), extractors.extract(json(required)))) {
      assertThat(read.completion().messages().get(0).parts())
          .containsExactly(new ToolCall("c", "f", "{\"q\":1}"));
      assertThat(read.completion().finishReasons()).containsExactly("requires_action");
    }
  }

  @Test
  void theEventsOfARunAreReadWithTheirNamesToo() {
    Completion read =
        streamed(
                json("{'event':'thread.created','data':{'id':'t','object':'thread'}}\n"
                        + "{'event':'thread.message.delta','data':{'id':'m','object':"
                        + "'thread.message.delta','delta':{'content':[{'index':0,'type':"
                        + "'text','text':{'value':'One.'}}]}}}\n"
                        + "{'event':'thread.message.delta','data':{'id':'n','object':"
                        + "'thread.message.delta','delta':{'content':[{'index':0,'type':"
                        + "'text','text':{'value':' Two.'}}]}}}")
                    .lines()
                    .toList())
            .completion();

    assertThat(read.messages()).containsExactly(Message.of("assistant", "One. Two."));
  }

  @Test
  void anAgentThatLeavesAFunctionToTheApplicationCallsIt() {
    Completion read =
        streamed(
                List.of(
                    json("{'chunk':{'bytes':'" + base64("I look.") + "'}}"),
                    json(
                        "{'returnControl':{'invocationId':'i','invocationInputs':"
                            + "[{'functionInvocationInput':{'actionGroup':'g','function':'f',"
                            + "'parameters':[{'name':'q','type':'integer','value':'1'}]}}]}}")))
            .completion();

    assertThat(read.messages().get(0).parts())
        .containsExactly(
            new Text("I look."),
            new ToolCall(null, "f", "[{\"name\":\"q\",\"type\":\"integer\",\"value\":\"1\"}]"));
  }

  @Test
  void theCallsOfYandexGptAreRead() {
    String answer =
        "{'result':{'alternatives':[{'message':{'role':'assistant','toolCallList':{'toolCalls':"
            + "[{'functionCall':{'name':'f','arguments':{'q':1}}}]}},'status':"
            + "'ALTERNATIVE_STATUS_TOOL_CALLS'}]}}";

    assertThat(extractors.extract(json(answer)).completion().messages().get(0).toolCalls())
        .containsExactly(new ToolCall(null, "f", "{\"q\":1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'response':'a'}",
        "{'result':'a','is_end':'no'}",
        "{'token':'t'}",
        "{'token':{'text':'a'}}",
        "{'chunk':'a'}",
        "{'chunk':{'text':'a'}}",
        "{'trace':{'id':'t'}}",
        "{'alternatives':['a','b']}",
        "{'alternatives':[{'title':'a','status':'new'}]}",
        "{'event_type':'page.view'}",
        "{'event':'thread.started'}",
        "{'object':'thread','id':'t'}",
        "{'steps':[{'type':'click'}],'status':'completed'}"
      })
  void nothingElseIsTakenForAnAnswer(String json) {
    assertThat(extractors.accumulator(json(json))).isNull();
    assertThat(extractors.extract(json(json)).completion()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'success':false,'errors':[]}",
        "{'success':true,'errors':[{'code':1,'message':'a'}]}",
        "{'status':'failed','reason':'a'}",
        "{'error_code':0,'error_msg':''}",
        "{'error_code':'E'}",
        "{'last_error':{'code':'a','message':'b'},'status':'in_progress'}",
        "{'base_resp':{'status_code':0}}"
      })
  void nothingElseIsTakenForAFailure(String json) {
    assertThat(extractors.extract(json(json)).failure()).isNull();
  }
}
