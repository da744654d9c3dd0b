package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateImagesResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Generation;
import dev.raglan.model.Operation;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Google's own client of Gemini. */
class GoogleGenAiTest {

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    private final Client client;

    Calls(Client client) {
      this.client = client;
    }

    @Generation(provider = "gcp.gemini")
    GenerateContentResponse ask(String model, List<Content> contents) {
      return client.models.generateContent(model, contents, null);
    }

    @Generation(provider = "gcp.gemini")
    Iterator<GenerateContentResponse> stream(String model, List<Content> contents) {
      return client.models.generateContentStream(model, contents, null).iterator();
    }

    @Generation(provider = "gcp.gemini")
    CompletableFuture<GenerateContentResponse> askLater(String model, List<Content> contents) {
      return client.async.models.generateContent(model, contents, null);
    }

    @Generation(provider = "gcp.gemini")
    GenerateImagesResponse paint(
        String model, String prompt, @Exclude GenerateImagesResponse painted) {
      return painted;
    }

    @Generation(operation = Operation.EMBEDDINGS)
    EmbedContentResponse embed(String model, String text) {
      return client.models.embedContent(model, text, null);
    }
  }

  private Calls calls() {
    return new Calls(
        Client.builder()
            .apiKey("key")
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(provider.url())
                    .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                    .build())
            .build());
  }

  private static List<Content> question() {
    return List.of(
        Content.builder()
            .role("user")
            .parts(
                Part.fromText("Will it rain here?"),
                Part.fromBytes(new byte[] {1, 2, 3}, "image/png"))
            .build());
  }

  @Test
  void anAnswerIsReadWithItsThoughtsItsCallAndItsCost() throws Exception {
    provider.answers(
        """
        {"candidates":[{"content":{"role":"model","parts":[
            {"text":"A picture of Paris.","thought":true},
            {"text":"I will look."},
            {"functionCall":{"id":"c-1","name":"weather","args":{"city":"Paris"}}}]},
          "finishReason":"STOP","index":0}],
         "modelVersion":"gemini-2.5-flash","responseId":"r-1",
         "usageMetadata":{"promptTokenCount":70,"cachedContentTokenCount":30,
           "candidatesTokenCount":20,"thoughtsTokenCount":10,"totalTokenCount":100}}""");

    spans.call(calls(), "ask", "gemini-2.5-flash", question());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("gemini-2.5-flash");
    assertThat(spans.text("gen_ai.response.model")).isEqualTo("gemini-2.5-flash");
    assertThat(spans.text("gen_ai.input.messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"Will it rain here?\"},"
                + "{\"type\":\"blob\",\"modality\":\"image\",\"mime_type\":\"image/png\","
                + "\"content\":\"\",\"bytes\":3}]}]");
    assertThat(spans.text("gen_ai.output.messages"))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"finish_reason\":\"stop\",\"parts\":["
                + "{\"type\":\"reasoning\",\"content\":\"A picture of Paris.\"},"
                + "{\"type\":\"text\",\"content\":\"I will look.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"c-1\",\"name\":\"weather\","
                + "\"arguments\":{\"city\":\"Paris\"}}]}]");
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly("stop");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(70);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(30);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  @Test
  void aGroundedAnswerNamesItsSourcesWhenItsFutureIsDone() throws Exception {
    provider.answers(
        """
        {"candidates":[{"content":{"role":"model","parts":[{"text":"Rain."}]},"index":0,
          "finishReason":"STOP","groundingMetadata":{"webSearchQueries":["rain"],
            "searchEntryPoint":{"renderedContent":"<div/>"},
            "groundingChunks":[{"web":{"uri":"https://met.test/","title":"Met"}}],
            "groundingSupports":[{"segment":{"startIndex":0,"endIndex":5,"text":"Rain."},
              "groundingChunkIndices":[0]}]}}],
         "modelVersion":"gemini-2.5-flash","responseId":"r-1",
         "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"totalTokenCount":9}}""");

    ((CompletableFuture<?>) spans.call(calls(), "askLater", "gemini-2.5-flash", question()))
        .get(30, TimeUnit.SECONDS);

    assertThat(spans.text("gen_ai.output.messages"))
        .contains(
            "{\"type\":\"text\",\"content\":\"Rain.\"}",
            "{\"type\":\"citations\",\"content\":[{\"web\":{",
            "https://met.test/",
            "groundingChunkIndices")
        .doesNotContain("<div/>");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
  }

  @Test
  void picturesAreShownByTheirSize() throws Exception {
    GenerateImagesResponse painted =
        GenerateImagesResponse.fromJson(
            """
            {"generatedImages":[{"image":{"mimeType":"image/png","imageBytes":"iVBORw0KGgoAAAAN"}}]}""");

    spans.call(calls(), "paint", "imagen-4.0-generate-001", "A cat.", painted);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("imagen-4.0-generate-001");
    assertThat(spans.text("gen_ai.output.messages"))
        .contains("\"modality\":\"image\",\"mime_type\":\"image/png\"", "\"bytes\":12");
  }

  @Test
  void theIteratorOfAStreamIsFollowed() throws Exception {
    provider.answers(
        200,
        "text/event-stream",
        """
        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Par"}]},"index":0}],\
        "modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":7}}

        data: {"candidates":[{"content":{"role":"model","parts":[{"text":"is."}]},"index":0,\
        "finishReason":"STOP"}],"modelVersion":"gemini-2.5-flash",\
        "usageMetadata":{"promptTokenCount":7,"candidatesTokenCount":2,"totalTokenCount":9}}

        """);

    Iterator<?> chunks =
        (Iterator<?>) spans.call(calls(), "stream", "gemini-2.5-flash", question());
    chunks.forEachRemaining(chunk -> {});

    assertThat(spans.text("output.value")).isEqualTo("Paris.");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
  }

  @Test
  void ofEmbeddingsTheDimensionsAreShown() throws Exception {
    provider.answers("{\"embeddings\":[{\"values\":[0.1,0.2,0.3]}]}");

    spans.call(calls(), "embed", "gemini-embedding-001", "Paris");

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("gemini-embedding-001");
    assertThat(spans.count("gen_ai.embeddings.dimension.count")).isEqualTo(3);
  }

  @Test
  void aCallOverTheQuotaNamesItsModel() {
    provider.answers(
        429,
        "application/json",
        """
        {"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}""");

    assertThatThrownBy(() -> spans.call(calls(), "ask", "gemini-2.5-flash", question()))
        .isInstanceOf(ClientException.class);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("gemini-2.5-flash");
    assertThat(spans.text("raglan.error.category")).isEqualTo("rate_limit");
  }
}
