package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionUserMessageParam;
import com.openai.models.completions.CompletionUsage;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.export.DeliverySettings;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/** A span says what a library's request and response said, though both changed right after. */
class ChangedRightAfterTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  /** A model that answers. */
  private record Model(Object answer) {

    @Generation(provider = "own")
    @SuppressWarnings("unused")
    Object chat(Object request) {
      return answer;
    }
  }

  /** Returns the attributes of a call after whose end everything changes. */
  private Map<String, Object> called(Object request, Object answer, Runnable change)
      throws Throwable {
    DeliverySettings patient = DeliverySettings.builder().interval(Duration.ofHours(1)).build();
    try (Raglan raglan =
        Raglan.builder().exportTo(new GivenTarget("memory", exporter)).delivery(patient).build()) {
      ReflectedCall.of(new Model(answer), "chat", request).tracedBy(raglan);
      change.run();
      assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
      Map<String, Object> attributes = new HashMap<>();
      exporter
          .getFinishedSpanItems()
          .get(0)
          .getAttributes()
          .forEach((key, value) -> attributes.put(key.getKey(), value));
      assertThat(attributes.toString()).doesNotContain("changed").contains("the question");
      return attributes;
    }
  }

  private static ChatResponse response(AssistantMessage message, DefaultUsage usage) {
    return new ChatResponse(
        new ArrayList<>(
            List.of(
                new org.springframework.ai.chat.model.Generation(
                    message, ChatGenerationMetadata.builder().finishReason("STOP").build()))),
        ChatResponseMetadata.builder().id("r-1").model("gpt-4o").usage(usage).build());
  }

  private static CompletionUsage ofProvider() {
    return CompletionUsage.builder()
        .promptTokens(20)
        .completionTokens(10)
        .totalTokens(30)
        .promptTokensDetails(CompletionUsage.PromptTokensDetails.builder().cachedTokens(7).build())
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofSpringAi(boolean withUsageOfProvider) throws Throwable {
    List<org.springframework.ai.chat.messages.Message> messages =
        new ArrayList<>(
            List.of(new org.springframework.ai.chat.messages.UserMessage("the question")));
    List<String> stops = new ArrayList<>(List.of("a stop"));
    Prompt prompt =
        new Prompt(messages, ChatOptions.builder().model("gpt-4o").stopSequences(stops).build());
    Map<String, Object> metadata = new HashMap<>(Map.of("reasoningContent", "the thought"));
    AssistantMessage said =
        AssistantMessage.builder().content("the answer").properties(metadata).build();
    DefaultUsage usage =
        withUsageOfProvider ? new DefaultUsage(20, 10, 30, ofProvider()) : new DefaultUsage(20, 10);
    ChatResponse response = response(said, usage);

    Map<String, Object> attributes =
        called(
            prompt,
            response,
            () -> {
              messages.set(0, new org.springframework.ai.chat.messages.UserMessage("changed"));
              prompt.getInstructions().get(0).getMetadata().put("k", "changed");
              stops.set(0, "changed");
              said.getMetadata().put("reasoningContent", "changed");
              metadata.put("reasoningContent", "changed");
            });

    assertThat(attributes)
        .containsEntry("gen_ai.response.id", "r-1")
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.usage.input_tokens", 20L)
        .containsEntry("gen_ai.usage.output_tokens", 10L)
        .containsEntry("gen_ai.request.stop_sequences", List.of("a stop"));
    assertThat(attributes.get("gen_ai.usage.cache_read.input_tokens"))
        .isEqualTo(withUsageOfProvider ? 7L : null);
    assertThat(attributes.get("gen_ai.output.messages").toString())
        .contains("the thought", "the answer");
    assertThat(attributes.get("output.value").toString()).contains("the answer");
  }

  @Test
  void ofLangChain4j() throws Throwable {
    List<Content> contents = new ArrayList<>(List.of(TextContent.from("the question")));
    UserMessage asked = UserMessage.from(contents);
    List<ChatMessage> messages = new ArrayList<>(List.of(asked));
    List<String> stops = new ArrayList<>(List.of("a stop"));
    List<ToolSpecification> tools =
        new ArrayList<>(List.of(ToolSpecification.builder().name("search").build()));
    ChatRequest request =
        ChatRequest.builder()
            .modelName("gpt-4o")
            .stopSequences(stops)
            .toolSpecifications(tools)
            .messages(messages)
            .build();
    dev.langchain4j.model.chat.response.ChatResponse response =
        dev.langchain4j.model.chat.response.ChatResponse.builder()
            .aiMessage(AiMessage.from("the answer"))
            .tokenUsage(new TokenUsage(20, 10))
            .build();

    Map<String, Object> attributes =
        called(
            request,
            response,
            () -> {
              contents.set(0, TextContent.from("changed"));
              messages.set(0, UserMessage.from("changed"));
              asked.attributes().put("k", "changed");
              tools.set(0, ToolSpecification.builder().name("changed").build());
              stops.set(0, "changed");
            });

    assertThat(attributes)
        .containsEntry("llm.output_messages.0.message.content", "the answer")
        .containsEntry("gen_ai.usage.input_tokens", 20L)
        .containsEntry("gen_ai.request.stop_sequences", List.of("a stop"));
  }

  @Test
  void ofOpenAiJava() throws Throwable {
    List<ChatCompletionMessageParam> messages =
        new ArrayList<>(
            List.of(
                ChatCompletionMessageParam.ofUser(
                    ChatCompletionUserMessageParam.builder().content("the question").build())));
    ChatCompletionCreateParams.Builder request =
        ChatCompletionCreateParams.builder().model("gpt-4o").messages(messages);

    Map<String, Object> attributes =
        called(
            request.build(),
            "the answer",
            () -> {
              messages.clear();
              request.addUserMessage("changed").model("changed");
            });

    assertThat(attributes).containsEntry("gen_ai.request.model", "gpt-4o");
  }
}
