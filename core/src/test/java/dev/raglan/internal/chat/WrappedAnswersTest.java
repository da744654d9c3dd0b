package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of providers within what gateways and applications put around them. */
class WrappedAnswersTest {

  private static final String CHAT =
      "{'id':'c','object':'chat.completion','model':'m','choices':[{'index':0,'message':"
          + "{'role':'assistant','content':'Paris.'},'finish_reason':'stop'}],"
          + "'usage':{'prompt_tokens':7,'completion_tokens':2,'total_tokens':9}}";
  private static final String RESPONSE =
      "{'id':'c','object':'response','model':'m','status':'completed','output':[{'type':'message',"
          + "'role':'assistant','content':[{'type':'output_text','text':'Paris.'}]}],"
          + "'usage':{'input_tokens':7,'output_tokens':2,'total_tokens':9}}";
  private static final String MESSAGE =
      "{'id':'c','type':'message','role':'assistant','model':'m','content':[{'type':'text',"
          + "'text':'Paris.'}],'stop_reason':'stop','usage':{'input_tokens':7,"
          + "'output_tokens':2}}";
  private static final String CANDIDATES =
      "{'candidates':[{'content':{'role':'model','parts':[{'text':'Paris.'}]},'finishReason':"
          + "'STOP'}],'usageMetadata':{'promptTokenCount':7,'candidatesTokenCount':2,"
          + "'totalTokenCount':9},'modelVersion':'m','responseId':'c'}";

  private final Extractors extractors = BuiltIn.extractors(true);

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static void assertParis(Completion read) {
    assertThat(read).isNotNull();
    assertThat(read.responseId()).isEqualTo("c");
    assertThat(read.model()).isEqualTo("m");
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.finishReasons()).hasSize(1);
    assertThat(read.usage()).isEqualTo(Usage.of(7L, 2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':0,'data':%s,'msg':'ok'}",
        "{'request_id':'x','response':%s}",
        "{'success':true,'result':%s}",
        "{'output':%s,'metadata':{'run_id':'r'}}",
        "{'payload':%s,'headers':{}}",
        "{'body':%s,'status':200}",
        "{'rawResponse':%s,'latencyMs':12}",
        "{'completion':%s,'prompt':'What is the capital?'}"
      })
  void areReadWithoutTheirEnvelope(String envelope) throws Exception {
    for (String answer : List.of(CHAT, RESPONSE, MESSAGE, CANDIDATES)) {
      String json = json(envelope.formatted(answer));
      for (Object form : List.of(json, new JsonMapper().readValue(json, Map.class))) {
        assertParis(extractors.extract(form).completion());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'data':[%s]}",
        "{'data':{'page':1,'items':[]}}",
        "{'response':{'text':'Paris.'}}",
        "{'body':{'name':'Paris'}}",
        "{'result':{'id':1,'name':'x'}}"
      })
  void anEnvelopeOfAnythingElseIsNoAnswer(String envelope) {
    assertThat(extractors.extract(json(envelope.replace("%s", "1"))).completion()).isNull();
  }

  @Test
  void whatTheEnvelopeStatesStandsInPlaceOfWhatTheAnswerDoesNot() {
    Completion read =
        extractors
            .extract(
                json(
                    "{'model':'m','usage':{'input':7,'output':2},'response':{'id':'c','choices':"
                        + "[{'message':{'role':'assistant','content':'Paris.'},"
                        + "'finish_reason':'stop'}]}}"))
            .completion();

    assertParis(read);
  }

  @Test
  void anAnswerThatFailedIsAFailureWithinItsEnvelopeToo() {
    String json =
        "{'response':{'id':'c','choices':[{'message':{'role':'assistant','content':'Half'},"
            + "'finish_reason':'error'}]}}";

    assertThat(extractors.extract(json(json)).failure().type()).isEqualTo("error");
  }

  @Test
  void theMessageOfAnAgentIsAnAnswer() {
    String json =
        "{'kind':'message','role':'agent','messageId':'m','parts':[{'kind':'text','text':"
            + "'Paris.'}]}";

    assertThat(extractors.extract(json(json)).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
  }

  enum Role {
    ASSISTANT
  }

  enum Ended {
    STOP
  }

  record Said(Role role, Optional<String> content) {}

  record Choice(int index, Said message, Optional<Ended> finishReason) {}

  record Tokens(Object promptTokens, Object completionTokens) {}

  record Chat(String id, String model, List<Choice> choices, Tokens usage) {}

  record Envelope<T>(int code, T data, String msg) {}

  record Reply(Optional<Chat> response, Map<String, String> headers) {}

  private static Chat chat() {
    Choice choice =
        new Choice(0, new Said(Role.ASSISTANT, Optional.of("Paris.")), Optional.of(Ended.STOP));
    return new Chat("c", "m", List.of(choice), new Tokens((short) 7, "2"));
  }

  @Test
  void recordsAreEnvelopesToo() {
    assertParis(extractors.extract(new Envelope<>(0, chat(), "ok")).completion());
    assertParis(extractors.extract(new Reply(Optional.of(chat()), Map.of())).completion());
    assertThat(extractors.extract(new Envelope<>(0, List.of("x"), "ok")))
        .isEqualTo(Extraction.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'ai','content':'Paris.','id':'c','response_metadata':{'finish_reason':'stop',"
            + "'model_name':'m'},'usage_metadata':{'input_tokens':7,'output_tokens':2}}",
        "{'content':'Paris.','id':'c','metadata':{'model':'m','finishReason':'stop',"
            + "'usage':{'promptTokens':7,'completionTokens':2}}}",
        "{'text':'Paris.','id':'c','finishReason':'stop','usage':{'inputTokens':7,"
            + "'outputTokens':2},'response':{'id':'r','modelId':'m'}}"
      })
  void theModelMayStandInAnObjectBeside(String json) {
    assertParis(extractors.extract(json(json)).completion());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'generations':[{'finish_reason':'stop','id':'g','text':'Paris.'}],'id':'c','prompt':'?'}",
        "{'id':'c','prompt':{'text':'?'},'completions':[{'data':{'text':'Paris.','tokens':[]},"
            + "'finishReason':{'reason':'stop'}}]}",
        "{'type':'completion','id':'c','completion':'Paris.','stop_reason':'stop'}"
      })
  void theFirstModelsOfBedrockAreRead(String json) {
    Completion read = extractors.extract(json(json)).completion();

    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.finishReasons()).containsExactly("stop");
  }

  @Test
  void aPredictionThatRepeatsItsInputIsAnAnswer() {
    Extraction read =
        extractors.extract(
            json(
                "{'id':'c','model':'m','input':{'prompt':'?'},'output':['Par','is.'],"
                    + "'status':'succeeded','metrics':{'input_token_count':7,"
                    + "'output_token_count':2}}"));

    assertThat(read.messages()).isEmpty();
    assertThat(read.completion().messages()).containsExactly(Message.of("assistant", "Paris."));
  }
}
