package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers as the APIs of providers send them. */
class ProviderAnswersTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  private static Arguments answer(
      String provider, String json, @Nullable String model, String reason) {
    return Arguments.of(provider, json, model, reason);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        answer(
            "Gemini, Vertex AI",
            """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Par"},{"text":"is."}]},
              "finishReason":"STOP","index":0}],"modelVersion":"gemini-2.5-flash","responseId":"r",
             "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"totalTokenCount":9}}\
            """,
            "gemini-2.5-flash",
            "STOP"),
        answer(
            "Bedrock, Converse",
            """
            {"output":{"message":{"role":"assistant","content":[{"text":"Paris."}]}},
             "stopReason":"end_turn","usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9},
             "metrics":{"latencyMs":1}}\
            """,
            null,
            "end_turn"),
        answer(
            "Bedrock, Llama",
            """
            {"generation":"Paris.","prompt_token_count":7,"generation_token_count":2,
             "stop_reason":"stop"}\
            """,
            null,
            "stop"),
        answer(
            "Bedrock, Titan",
            """
            {"inputTextTokenCount":7,"results":[{"tokenCount":2,"outputText":"Paris.",
              "completionReason":"FINISH"}]}\
            """,
            null,
            "FINISH"),
        answer(
            "Ollama, chat",
            """
            {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z",
             "message":{"role":"assistant","content":"Paris."},"done":true,"done_reason":"stop",
             "prompt_eval_count":7,"eval_count":2}\
            """,
            "llama3.2",
            "stop"),
        answer(
            "Ollama, generate",
            """
            {"model":"llama3.2","response":"Paris.","done":true,"done_reason":"stop","context":[1],
             "prompt_eval_count":7,"eval_count":2}\
            """,
            "llama3.2",
            "stop"),
        answer(
            "Cohere v1",
            """
            {"response_id":"r","text":"Paris.","generation_id":"g","finish_reason":"COMPLETE",
             "chat_history":[{"role":"USER","message":"?"}],
             "meta":{"billed_units":{"input_tokens":7,"output_tokens":2}}}\
            """,
            null,
            "COMPLETE"),
        answer(
            "Cohere v2",
            """
            {"id":"r","finish_reason":"COMPLETE",
             "message":{"role":"assistant","content":[{"type":"text","text":"Paris."}]},
             "usage":{"billed_units":{"input_tokens":7,"output_tokens":2}}}\
            """,
            null,
            "COMPLETE"),
        answer(
            "Mistral",
            """
            {"id":"r","object":"chat.completion","model":"mistral-small-latest","created":1,
             "choices":[{"index":0,"message":{"role":"assistant","content":"Paris.","tool_calls":null},
               "finish_reason":"stop"}],
             "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\
            """,
            "mistral-small-latest",
            "stop"),
        answer(
            "watsonx",
            """
            {"model_id":"ibm/granite-3","created_at":"2026-01-01T00:00:00Z",
             "results":[{"generated_text":"Paris.","generated_token_count":2,"input_token_count":7,
               "stop_reason":"eos_token"}]}\
            """,
            "ibm/granite-3",
            "eos_token"),
        answer(
            "DashScope",
            """
            {"output":{"choices":[{"finish_reason":"stop",
               "message":{"role":"assistant","content":"Paris."}}]},
             "usage":{"input_tokens":7,"output_tokens":2,"total_tokens":9},"request_id":"r"}\
            """,
            null,
            "stop"),
        answer(
            "DashScope, text",
            """
            {"output":{"text":"Paris.","finish_reason":"stop"},
             "usage":{"input_tokens":7,"output_tokens":2},"request_id":"r"}\
            """,
            null,
            "stop"),
        answer(
            "Meta",
            """
            {"completion_message":{"role":"assistant","stop_reason":"stop",
               "content":{"type":"text","text":"Paris."}},
             "metrics":[{"metric":"num_completion_tokens","value":2,"unit":"tokens"},
               {"metric":"num_prompt_tokens","value":7,"unit":"tokens"}]}\
            """,
            null,
            "stop"),
        answer(
            "Cloudflare",
            """
            {"result":{"response":"Paris.","finish_reason":"stop","usage":{"prompt_tokens":7,
              "completion_tokens":2,"total_tokens":9}},"success":true,"errors":[],"messages":[]}\
            """,
            null,
            "stop"),
        answer(
            "Oracle",
            """
            {"modelId":"meta.llama","chatResponse":{"apiFormat":"GENERIC","choices":[{"index":0,
              "message":{"role":"ASSISTANT","content":[{"type":"TEXT","text":"Paris."}]},
              "finishReason":"stop"}],"usage":{"promptTokens":7,"completionTokens":2}}}\
            """,
            "meta.llama",
            "stop"),
        answer(
            "a line of OpenAI's batches",
            """
            {"id":"b","custom_id":"1","response":{"status_code":200,"body":{"id":"r",
              "object":"chat.completion","model":"gpt-4o","choices":[{"index":0,
              "message":{"role":"assistant","content":"Paris."},"finish_reason":"stop"}],
              "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}},"error":null}\
            """,
            "gpt-4o",
            "stop"),
        answer(
            "a line of Anthropic's batches",
            """
            {"custom_id":"1","result":{"type":"succeeded","message":{"id":"m","type":"message",
              "role":"assistant","model":"claude-sonnet-4-0","content":[{"type":"text",
              "text":"Paris."}],"stop_reason":"end_turn",
              "usage":{"input_tokens":7,"output_tokens":2}}}}\
            """,
            "claude-sonnet-4-0",
            "end_turn"),
        answer(
            "a line of Bedrock's batches",
            """
            {"recordId":"1","modelInput":{"prompt":"?"},"modelOutput":{"generation":"Paris.",
              "prompt_token_count":7,"generation_token_count":2,"stop_reason":"stop"}}\
            """,
            null,
            "stop"),
        answer(
            "a line of Gemini's batches",
            """
            {"key":"1","response":{"candidates":[{"content":{"role":"model","parts":[{"text":"Paris."}]},
              "finishReason":"STOP"}],"modelVersion":"gemini-2.5-flash",
              "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"totalTokenCount":9}}}\
            """,
            "gemini-2.5-flash",
            "STOP"));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(
            "Replicate",
            """
            {"id":"p","model":"meta/llama","status":"succeeded","output":["Par","is."],
             "metrics":{"input_token_count":7,"output_token_count":2}}\
            """),
        Arguments.of(
            "ERNIE",
            """
            {"id":"as","object":"chat.completion","result":"Paris.","need_clear_history":false,
             "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}\
            """),
        Arguments.of(
            "Text generation inference",
            """
            {"generated_text":"Paris.","details":{"finish_reason":"eos_token"}}\
            """),
        Arguments.of(
            "Bedrock, Mistral",
            """
            {"outputs":[{"text":"Paris.","stop_reason":"stop"}]}
            """),
        Arguments.of(
            "Transcriptions",
            """
            {"task":"transcribe","language":"english","duration":1.5,"text":"Paris.",
             "segments":[{"id":0,"start":0.0,"end":1.5,"text":"Paris."}]}\
            """),
        Arguments.of(
            "Text generation inference, as a list",
            """
            [{"generated_text":"Paris."}]
            """),
        Arguments.of(
            "OpenAI's assistants",
            """
            {"id":"m","object":"thread.message","role":"assistant","thread_id":"t",
             "content":[{"type":"text","text":{"value":"Paris.","annotations":[]}}]}\
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void readsTheTextOfAnAnswerThatSaysLess(String provider, String json) throws Exception {
    for (Object form : List.of(json, new JsonMapper().readValue(json, Object.class))) {
      Completion read = extractors.extract(form).completion();
      assertThat(read).isNotNull();
      assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    }
    assertThat(Files.readString(Path.of("../docs/generations.md")))
        .contains("| " + provider + " |");
  }

  @Test
  void theErrorInALineOfABatchIsAFailure() {
    String json =
        "{\"custom_id\":\"1\",\"result\":{\"type\":\"errored\",\"error\":{\"type\":\"error\","
            + "\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad\"}}}}";

    assertThat(extractors.extract(json).failure().type()).isEqualTo("invalid_request_error");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void readsAnAnswer(String provider, String json, @Nullable String model, String reason)
      throws Exception {
    for (Object form : List.of(json, new JsonMapper().readValue(json, Map.class))) {
      Completion read = extractors.extract(form).completion();
      assertThat(read).isNotNull();
      assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
      assertThat(read.model()).isEqualTo(model);
      assertThat(read.finishReasons()).containsExactly(reason);
      assertThat(read.usage()).isNotNull();
      assertThat(read.usage().inputTokens()).isEqualTo(7);
      assertThat(read.usage().outputTokens()).isEqualTo(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void isInTheTableOfTheDocs(String provider) throws Exception {
    assertThat(Files.readString(Path.of("../docs/generations.md")))
        .contains("| " + provider + " |");
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(
            "Gemini",
            """
            {"candidates":[{"content":{"role":"model","parts":[
              {"functionCall":{"name":"weather","args":{"city":"Rome"}}}]},"finishReason":"STOP"}],
             "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2}}\
            """,
            new ToolCall(null, "weather", "{\"city\":\"Rome\"}")),
        Arguments.of(
            "Converse",
            """
            {"output":{"message":{"role":"assistant","content":[
              {"toolUse":{"toolUseId":"c1","name":"weather","input":{"city":"Rome"}}}]}},
             "stopReason":"tool_use","usage":{"inputTokens":7,"outputTokens":2}}\
            """,
            new ToolCall("c1", "weather", "{\"city\":\"Rome\"}")),
        Arguments.of(
            "Ollama",
            """
            {"model":"m","message":{"role":"assistant","content":"","tool_calls":[
              {"function":{"name":"weather","arguments":{"city":"Rome"}}}]},"done":true,
             "done_reason":"stop","prompt_eval_count":7,"eval_count":2}\
            """,
            new ToolCall(null, "weather", "{\"city\":\"Rome\"}")),
        Arguments.of(
            "Cohere v2",
            """
            {"id":"r","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_calls":[
              {"id":"c1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}]},
             "usage":{"billed_units":{"input_tokens":7,"output_tokens":2}}}\
            """,
            new ToolCall("c1", "weather", "{\"city\":\"Rome\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void readsACallOfATool(String provider, String json, ToolCall call) {
    Completion read = extractors.extract(json).completion();
    assertThat(read).isNotNull();
    assertThat(read.messages().stream().flatMap(each -> each.toolCalls().stream()))
        .containsExactly(call);
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(
            "Gemini",
            List.of(
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Par\"}]},\"index\":0}],"
                    + "\"usageMetadata\":{\"promptTokenCount\":7},\"modelVersion\":\"g\"}",
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"is.\"}]},"
                    + "\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":7,"
                    + "\"candidatesTokenCount\":2},\"modelVersion\":\"g\"}")),
        Arguments.of(
            "Ollama",
            List.of(
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Par\"},\"done\":false}",
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"is.\"},\"done\":true,"
                    + "\"done_reason\":\"stop\",\"prompt_eval_count\":7,\"eval_count\":2}")),
        Arguments.of(
            "Bedrock, Converse",
            List.of(
                "{\"messageStart\":{\"role\":\"assistant\"}}",
                "{\"contentBlockDelta\":{\"delta\":{\"text\":\"Par\"},\"contentBlockIndex\":0}}",
                "{\"contentBlockDelta\":{\"delta\":{\"text\":\"is.\"},\"contentBlockIndex\":0}}",
                "{\"messageStop\":{\"stopReason\":\"end_turn\"}}",
                "{\"metadata\":{\"usage\":{\"inputTokens\":7,\"outputTokens\":2}}}")),
        Arguments.of(
            "Bedrock, Llama",
            List.of(
                "{\"generation\":\"Par\",\"prompt_token_count\":7,\"generation_token_count\":1,"
                    + "\"stop_reason\":null}",
                "{\"generation\":\"is.\",\"prompt_token_count\":null,"
                    + "\"generation_token_count\":2,\"stop_reason\":\"stop\"}")),
        Arguments.of(
            "Bedrock, Titan",
            List.of(
                "{\"outputText\":\"Par\",\"index\":0,\"totalOutputTextTokenCount\":null,"
                    + "\"completionReason\":null,\"inputTextTokenCount\":7}",
                "{\"outputText\":\"is.\",\"index\":0,\"totalOutputTextTokenCount\":2,"
                    + "\"completionReason\":\"FINISH\",\"inputTextTokenCount\":null}")),
        Arguments.of(
            "Bedrock, Mistral",
            List.of(
                "{\"outputs\":[{\"text\":\"Par\",\"stop_reason\":null}]}",
                "{\"outputs\":[{\"text\":\"is.\",\"stop_reason\":\"stop\"}],"
                    + "\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":7,"
                    + "\"outputTokenCount\":2,\"invocationLatency\":1}}")),
        Arguments.of(
            "OpenAI, transcription",
            List.of(
                "{\"type\":\"transcript.text.delta\",\"delta\":\"Par\"}",
                "{\"type\":\"transcript.text.delta\",\"delta\":\"is.\"}",
                "{\"type\":\"transcript.text.done\",\"text\":\"Paris.\",\"usage\":"
                    + "{\"type\":\"tokens\",\"input_tokens\":7,\"output_tokens\":2}}")),
        Arguments.of(
            "Mistral, conversations",
            List.of(
                "{\"type\":\"conversation.response.started\",\"conversation_id\":\"c\"}",
                "{\"type\":\"message.output.delta\",\"output_index\":0,\"content_index\":0,"
                    + "\"model\":\"m\",\"role\":\"assistant\",\"content\":\"Par\"}",
                "{\"type\":\"message.output.delta\",\"output_index\":0,\"content_index\":0,"
                    + "\"content\":{\"type\":\"text\",\"text\":\"is.\"}}",
                "{\"type\":\"conversation.response.done\",\"usage\":{\"prompt_tokens\":7,"
                    + "\"completion_tokens\":2,\"total_tokens\":9}}")),
        Arguments.of(
            "OpenAI, Realtime",
            List.of(
                "{\"type\":\"response.created\",\"response\":{\"object\":\"realtime.response\","
                    + "\"id\":\"r\",\"status\":\"in_progress\",\"output\":[]}}",
                "{\"type\":\"response.output_audio_transcript.delta\",\"output_index\":0,"
                    + "\"content_index\":0,\"delta\":\"Paris.\"}",
                "{\"type\":\"response.done\",\"response\":{\"object\":\"realtime.response\","
                    + "\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":\"message\","
                    + "\"role\":\"assistant\",\"content\":[{\"type\":\"output_audio\","
                    + "\"transcript\":\"Paris.\"}]}],\"usage\":{\"input_tokens\":7,"
                    + "\"output_tokens\":2,\"total_tokens\":9}}}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void readsAnAnswerInPieces(String provider, List<Object> chunks) {
    Completion read = extractors.extract(chunks).completion();
    assertThat(read).isNotNull();
    assertThat(read.messages()).containsExactly(Message.of("assistant", "Paris."));
    assertThat(read.usage()).isNotNull();
    assertThat(read.usage().outputTokens()).isEqualTo(2);
  }

  @Test
  void readsTheOutputsOfAnInteractionInTheirOrder() {
    Completion read =
        extractors
            .extract(
                """
                {"id":"i","model":"gemini-2.5-flash","status":"requires_action","outputs":[
                  {"type":"thought","signature":"s"},{"type":"text","text":"I look."},
                  {"type":"function_call","id":"c","name":"weather","arguments":{"city":"Rome"}}],
                 "usage":{"total_input_tokens":7,"total_output_tokens":2,"total_tokens":9}}""")
            .completion();

    assertThat(read).isNotNull();
    assertThat(read.messages().get(0).content()).isEqualTo("I look.");
    assertThat(read.messages().get(0).toolCalls())
        .containsExactly(new ToolCall("c", "weather", "{\"city\":\"Rome\"}"));
    assertThat(read.usage().inputTokens()).isEqualTo(7);
    assertThat(read.usage().outputTokens()).isEqualTo(2);
  }

  static Stream<Arguments> pictures() {
    String png = "iVBORw0KGgo" + "A".repeat(1189);
    Attachment inline = new Attachment("image", null, null, 900L);
    return Stream.of(
        Arguments.of("Nova Canvas", "{\"images\":[\"" + png + "\"],\"error\":null}", inline),
        Arguments.of(
            "Stability",
            "{\"seeds\":[1],\"finish_reasons\":[null],\"images\":[\"" + png + "\"]}",
            inline),
        Arguments.of(
            "Stable Diffusion XL",
            "{\"result\":\"success\",\"artifacts\":[{\"seed\":1,\"base64\":\""
                + png
                + "\",\"finishReason\":\"SUCCESS\"}]}",
            inline),
        Arguments.of(
            "Imagen",
            "{\"predictions\":[{\"mimeType\":\"image/png\",\"bytesBase64Encoded\":\""
                + png
                + "\"}]}",
            new Attachment("image", null, "image/png", 900L)),
        Arguments.of(
            "fal",
            "{\"images\":[{\"url\":\"https://h/a.png\",\"content_type\":\"image/png\"}],"
                + "\"seed\":1}",
            new Attachment("image", "https://h/a.png", "image/png", null)),
        Arguments.of(
            "OpenAI, streamed",
            "[{\"type\":\"image_generation.partial_image\",\"b64_json\":\""
                + png
                + "\",\"partial_image_index\":0},{\"type\":\"image_generation.completed\","
                + "\"b64_json\":\""
                + png
                + "\",\"output_format\":\"png\",\"usage\":{\"input_tokens\":7,"
                + "\"output_tokens\":2,\"total_tokens\":9}}]",
            new Attachment("image", null, "image/png", 900L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pictures")
  void readsPicturesByTheirSizeOrAddress(String provider, String json, Attachment picture) {
    Completion read = extractors.extract(json).completion();
    assertThat(read).isNotNull();
    assertThat(read.messages())
        .singleElement()
        .satisfies(message -> assertThat(message.parts()).containsExactly(picture));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"images\":[\"a cat\",\"a dog\"]}",
        "{\"images\":[{\"url\":\"https://h/a.png\",\"caption\":\"a cat\"}]}",
        "{\"outputs\":[{\"text\":\"a\"}]}",
        "{\"outputText\":\"a\"}",
        "{\"key\":\"k\",\"response\":{\"a\":1}}",
        "{\"result\":{\"a\":1}}",
        "{\"outputs\":[{\"type\":\"text\",\"text\":\"a\"}]}",
        "{\"task\":\"write\",\"text\":\"a\"}",
        "{\"title\":\"shopping\",\"done\":false}",
        "{\"candidates\":[{\"name\":\"Ada\"}]}",
        "{\"results\":[{\"name\":\"Ada\"}]}",
        "{\"generation\":3}",
        "{\"thought\":true}"
      })
  void takesNothingElseForAnAnswer(String json) {
    assertThat(extractors.accumulator(json)).isNull();
    assertThat(extractors.extract(json).completion()).isNull();
  }
}
