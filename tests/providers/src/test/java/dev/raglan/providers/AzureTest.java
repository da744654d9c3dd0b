package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestSystemMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.search.documents.SearchClient;
import com.azure.search.documents.SearchClientBuilder;
import com.azure.search.documents.models.SearchResult;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Azure's own clients of OpenAI's models and of AI Search. */
class AzureTest {

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    @Generation(provider = "azure.ai.openai")
    ChatCompletions ask(OpenAIClient client, ChatCompletionsOptions request) {
      return client.getChatCompletions("gpt-4o", request);
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<SearchResult> search(SearchClient client, String query) {
      return client.search(query).stream().toList();
    }
  }

  @Test
  void aChatIsReadAsWhatGoesOverTheWire() throws Exception {
    provider.answers(
        """
        {"id":"c-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06",
         "choices":[{"index":0,"message":{"role":"assistant","content":"Paris."},
                     "finish_reason":"stop"}],
         "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
                  "prompt_tokens_details":{"cached_tokens":4}}}\
        """);
    OpenAIClient client =
        new OpenAIClientBuilder()
            .endpoint(provider.url())
            .pipeline(new HttpPipelineBuilder().build())
            .buildClient();
    ChatCompletionsOptions request =
        new ChatCompletionsOptions(
                List.of(
                    new ChatRequestSystemMessage("Be kind."),
                    new ChatRequestUserMessage("Capital of France?")))
            .setModel("gpt-4o")
            .setTemperature(0.5);

    spans.call(new Calls(), "ask", client, request);

    assertThat(spans.text("gen_ai.input.messages"))
        .contains("\"role\":\"system\"", "Be kind.", "\"role\":\"user\"", "Capital of France?")
        .doesNotContain("BinaryData");
    assertThat(spans.text("gen_ai.output.messages")).contains("Paris.");
    assertThat(spans.text("gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(spans.text("gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(spans.number("gen_ai.request.temperature")).isEqualTo(0.5);
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(10);
    assertThat(spans.count("gen_ai.usage.cache_read.input_tokens")).isEqualTo(4);
  }

  @Test
  void foundDocumentsHaveTheScoreThatOrdersThem() throws Exception {
    provider.answers(
        """
        {"value":[{"@search.score":0.03,"@search.rerankerScore":2.5,"id":"a",
                   "content":"Paris is the capital."}]}\
        """);
    SearchClient client =
        new SearchClientBuilder()
            .endpoint(provider.url())
            .indexName("pages")
            .pipeline(new HttpPipelineBuilder().build())
            .buildClient();

    spans.call(new Calls(), "search", client, "capital");

    assertThat(spans.text("retrieval.documents.0.document.id")).isEqualTo("a");
    assertThat(spans.text("retrieval.documents.0.document.content"))
        .isEqualTo("Paris is the capital.");
    assertThat(spans.number("retrieval.documents.0.document.score")).isEqualTo(2.5);
  }
}
