package loops;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.retry.support.RetryTemplate;

/** Spring AI 1.x. */
final class FirstClient implements Client {

  @Override
  public ChatClient open(String url, ObservationRegistry registry, boolean asksForUsage) {
    OpenAiChatOptions.Builder options = OpenAiChatOptions.builder().model("gpt-4o");
    if (asksForUsage) {
      options.streamUsage(true);
    }
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .openAiApi(OpenAiApi.builder().baseUrl(url).apiKey("k").build())
            .defaultOptions(options.build())
            .retryTemplate(RetryTemplate.builder().maxAttempts(1).build())
            .observationRegistry(registry)
            .build();
    return ChatClient.builder(model, registry, null).build();
  }
}
