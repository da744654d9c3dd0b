package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of providers that keep their messages and settings in places of their own. */
class FurtherRequestsTest {

  private final Extractors extractors = BuiltIn.extractors(true);

  private static Arguments request(String provider, String json, Map<String, Object> settings) {
    return Arguments.of(provider, json.replace('\'', '"'), settings);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        request(
            "Text generation inference",
            "{'inputs':'Hi','parameters':{'max_new_tokens':20,'temperature':0.5,'seed':1}}",
            Map.of("max_tokens", 20, "temperature", 0.5, "seed", 1)),
        request(
            "Vertex AI, a prompt",
            "{'instances':[{'prompt':'Hi'}],'parameters':{'maxOutputTokens':20,'topK':40}}",
            Map.of("max_tokens", 20, "top_k", 40)),
        request(
            "Vertex AI, messages",
            "{'instances':[{'messages':[{'role':'user','content':'Hi'}],'max_tokens':10}]}",
            Map.of()),
        request(
            "watsonx",
            "{'model_id':'g','input':'Hi','parameters':{'max_new_tokens':20,'random_seed':3}}",
            Map.of("model", "g", "max_tokens", 20, "seed", 3)),
        request(
            "DashScope",
            "{'model':'q','input':{'messages':[{'role':'user','content':'Hi'}]},"
                + "'parameters':{'top_p':0.5}}",
            Map.of("model", "q", "top_p", 0.5)),
        request(
            "Replicate",
            "{'version':'v','input':{'prompt':'Hi','max_tokens':10}}",
            Map.of("max_tokens", 10)),
        request(
            "llama.cpp",
            "{'prompt':'Hi','n_predict':10,'temperature':0.5}",
            Map.of("max_tokens", 10, "temperature", 0.5)),
        request(
            "Responses, with a stored prompt",
            "{'prompt':{'id':'pmpt_1'},'input':[{'role':'user','content':'Hi'}]}",
            Map.of()),
        request(
            "Responses",
            "{'model':'g','input':'Hi','stream':true,'text':{'format':{'type':'text'}},"
                + "'reasoning':{'effort':'low'}}",
            Map.of("model", "g", "stream", true, "reasoning_effort", "low")),
        request(
            "Anthropic",
            "{'model':'c','max_tokens':9,'messages':[{'role':'user','content':'Hi'}],"
                + "'output_config':{'effort':'medium'}}",
            Map.of("model", "c", "max_tokens", 9, "reasoning_effort", "medium")),
        request(
            "Gemini",
            "{'contents':[{'role':'user','parts':[{'text':'Hi'}]}],'toolConfig':"
                + "{'functionCallingConfig':{'mode':'ANY'}},'generationConfig':{'thinkingConfig':"
                + "{'thinkingLevel':'HIGH'},'responseMimeType':'application/json'}}",
            Map.of(
                "tool_choice",
                "ANY",
                "reasoning_effort",
                "HIGH",
                "response_format",
                "application/json")),
        request(
            "Bedrock, Converse",
            "{'modelId':'m','messages':[{'role':'user','content':[{'text':'Hi'}]}],"
                + "'additionalModelRequestFields':{'top_k':5}}",
            Map.of("model", "m", "top_k", 5)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void areRead(String provider, String json, Map<String, Object> settings) {
    assertThat(extractors.extract(json).messages()).containsExactly(Message.of("user", "Hi"));
    assertThat(extractors.settings(json)).containsAllEntriesOf(settings);
  }

  @Test
  void aDocumentInAStoreIsAtItsAddress() {
    String json =
        "{'modelId':'m','messages':[{'role':'user','content':[{'document':{'format':'pdf',"
            + "'name':'d','source':{'s3Location':{'uri':'s3://bucket/key'}}}}]}]}";
    List<Message> read = extractors.extract(json.replace('\'', '"')).messages();

    assertThat(read.get(0).parts())
        .containsExactly(new Attachment("file", "s3://bucket/key", null, null));
  }
}
