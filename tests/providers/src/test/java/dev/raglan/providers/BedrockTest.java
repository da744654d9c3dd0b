package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Generation;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** Amazon's own client of Bedrock. */
class BedrockTest {

  private static final String CLAUDE = "us.anthropic.claude-sonnet-4-20250514-v1:0";

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    private final BedrockRuntimeClient client;

    Calls(BedrockRuntimeClient client) {
      this.client = client;
    }

    @Generation(provider = "aws.bedrock")
    ConverseResponse converse(ConverseRequest request) {
      return client.converse(request);
    }

    @Generation(provider = "aws.bedrock")
    InvokeModelResponse invoke(InvokeModelRequest request) {
      return client.invokeModel(request);
    }
  }

  private Calls calls() {
    return new Calls(
        BedrockRuntimeClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create(provider.url()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(1)))
            .build());
  }

  private static ConverseRequest question() {
    ToolSpecification weather =
        ToolSpecification.builder()
            .name("weather")
            .inputSchema(
                ToolInputSchema.fromJson(Document.mapBuilder().putString("type", "object").build()))
            .build();
    return ConverseRequest.builder()
        .modelId(CLAUDE)
        .system(SystemContentBlock.fromText("Be brief."))
        .messages(
            Message.builder().role("user").content(ContentBlock.fromText("Rain in Paris?")).build())
        .inferenceConfig(
            InferenceConfiguration.builder().temperature(0.5f).maxTokens(100).topP(0.75f).build())
        .toolConfig(
            ToolConfiguration.builder().tools(Tool.builder().toolSpec(weather).build()).build())
        .build();
  }

  private static InvokeModelRequest invocation(String model, String body) {
    return InvokeModelRequest.builder()
        .modelId(model)
        .contentType("application/json")
        .body(SdkBytes.fromUtf8String(body))
        .build();
  }

  @Test
  void aConversationIsReadWithItsSettings() throws Exception {
    provider.answers(
        """
        {"output":{"message":{"role":"assistant","content":[
            {"reasoningContent":{"reasoningText":{"text":"Easy.","signature":"QUJD"}}},
            {"text":"I will look."},
            {"toolUse":{"toolUseId":"t-1","name":"weather","input":{"city":"Paris"}}}]}},
         "stopReason":"tool_use",
         "usage":{"inputTokens":70,"outputTokens":20,"totalTokens":120,"cacheReadInputTokens":30,
           "cacheWriteInputTokens":0},
         "metrics":{"latencyMs":1}}""");

    spans.call(calls(), "converse", question());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo(CLAUDE);
    assertThat(spans.number("gen_ai.request.temperature")).isEqualTo(0.5);
    assertThat(spans.number("gen_ai.request.top_p")).isEqualTo(0.75);
    assertThat(spans.count("gen_ai.request.max_tokens")).isEqualTo(100);
    assertThat(spans.text("gen_ai.tool.definitions"))
        .isEqualTo(
            "[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}]");
    assertThat(spans.text("gen_ai.input.messages"))
        .isEqualTo(
            "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"Be brief.\"}]},"
                + "{\"role\":\"user\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"Rain in Paris?\"}]}]");
    assertThat(spans.text("gen_ai.output.messages"))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"finish_reason\":\"tool_call\",\"parts\":["
                + "{\"type\":\"reasoning\",\"encrypted_bytes\":3,\"content\":\"Easy.\"},"
                + "{\"type\":\"text\",\"content\":\"I will look.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"t-1\",\"name\":\"weather\","
                + "\"arguments\":{\"city\":\"Paris\"}}]}]");
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly("tool_call");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(100);
    assertThat(spans.count("gen_ai.usage.cache_read.input_tokens")).isEqualTo(30);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(20);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  @Test
  void reasoningThatIsHiddenIsKeptByItsSize() throws Exception {
    provider.answers(
        """
        {"output":{"message":{"role":"assistant","content":[
            {"reasoningContent":{"redactedContent":"QUJDREVG"}},{"text":"It rains."}]}},
         "stopReason":"end_turn","usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9},
         "metrics":{"latencyMs":1}}""");

    spans.call(calls(), "converse", question());

    assertThat(spans.text("gen_ai.output.messages"))
        .contains("{\"type\":\"reasoning\",\"encrypted_bytes\":6,\"content\":\"\"}")
        .doesNotContain("QUJDREVG", "ABCDEF");
  }

  @Test
  void aCitedAnswerNamesItsSources() throws Exception {
    provider.answers(
        """
        {"output":{"message":{"role":"assistant","content":[{"citationsContent":{
            "content":[{"text":"It rains."}],
            "citations":[{"title":"Met","sourceContent":[{"text":"Rain in Paris."}],
              "location":{"documentChar":{"documentIndex":0,"start":0,"end":14}}}]}}]}},
         "stopReason":"end_turn","usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9},
         "metrics":{"latencyMs":1}}""");

    spans.call(calls(), "converse", question());

    assertThat(spans.text("gen_ai.output.messages"))
        .startsWith(
            "[{\"role\":\"assistant\",\"finish_reason\":\"stop\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"It rains.\"},"
                + "{\"type\":\"citations\",\"content\":[{")
        .contains("\"title\":\"Met\"", "Rain in Paris.", "\"documentIndex\":0");
  }

  @Test
  void theBodyOfLlamaIsItsRequestAndItsAnswer() throws Exception {
    provider.answers(
        """
        {"generation":"Paris.","prompt_token_count":7,"generation_token_count":2,
         "stop_reason":"stop"}""");

    spans.call(
        calls(),
        "invoke",
        invocation(
            "meta.llama3-1-8b-instruct-v1:0",
            "{\"prompt\":\"The capital?\",\"max_gen_len\":64,\"temperature\":0.25}"));

    assertAnswered("meta.llama3-1-8b-instruct-v1:0");
  }

  @Test
  void theBodyOfTitanIsItsRequestAndItsAnswer() throws Exception {
    provider.answers(
        """
        {"inputTextTokenCount":7,"results":[{"tokenCount":2,"outputText":"Paris.",
          "completionReason":"FINISH"}]}""");

    spans.call(
        calls(),
        "invoke",
        invocation(
            "amazon.titan-text-express-v1",
            "{\"inputText\":\"The capital?\","
                + "\"textGenerationConfig\":{\"maxTokenCount\":64,\"temperature\":0.25}}"));

    assertAnswered("amazon.titan-text-express-v1");
  }

  private void assertAnswered(String model) {
    assertThat(spans.text("gen_ai.request.model")).isEqualTo(model);
    assertThat(spans.count("gen_ai.request.max_tokens")).isEqualTo(64);
    assertThat(spans.number("gen_ai.request.temperature")).isEqualTo(0.25);
    assertThat(spans.text("input.value")).isEqualTo("The capital?");
    assertThat(spans.text("output.value")).isEqualTo("Paris.");
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly("stop");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  @Test
  void aBodyThatIsNotJsonIsShownByItsSize() throws Exception {
    provider.answers(200, "image/png", "\u0001\u0002\u0003");

    spans.call(calls(), "invoke", invocation("stability.sd3-large-v1:0", "not JSON"));

    assertThat(spans.text("output.value")).contains("\"contentType\":\"image/png\"");
    assertThat(spans.text("gen_ai.output.messages")).isNull();
  }

  @Test
  void aThrottledCallNamesItsModel() {
    provider.answers(
        429, "application/json", "{\"message\":\"Too many\",\"__type\":\"ThrottlingException\"}");

    assertThatThrownBy(() -> spans.call(calls(), "converse", question()))
        .isInstanceOf(ThrottlingException.class);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo(CLAUDE);
    assertThat(spans.text("raglan.error.category")).isEqualTo("rate_limit");
  }
}
