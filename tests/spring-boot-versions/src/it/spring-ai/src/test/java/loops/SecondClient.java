package loops;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Spring AI 2.x. */
final class SecondClient implements Client {

  @Override
  public ChatClient open(String url, ObservationRegistry registry, boolean asksForUsage) {
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(url)
                    .apiKey("k")
                    .model("gpt-4o")
                    .maxRetries(0)
                    .build())
            .observationRegistry(registry)
            .build();
    return ChatClient.builder(model, registry, null, null).build();
  }
}
