package dev.raglan.samples.rag.answer;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The address of an OpenAI-compatible model.
 *
 * @param apiKey sent as a bearer token; blank for a server that asks for none
 * @param baseUrl the address up to and including {@code /v1}; blank for OpenAI's own
 * @param model the model to ask
 * @param timeout how long to wait for an answer, or between two pieces of a streamed one
 */
@ConfigurationProperties("sample.openai")
record OpenAiProperties(
    @DefaultValue("") String apiKey,
    @DefaultValue("") String baseUrl,
    @DefaultValue("gpt-4o-mini") String model,
    @DefaultValue("60s") Duration timeout) {

  boolean configured() {
    return !apiKey.isBlank() || !baseUrl.isBlank();
  }

  String chatCompletionsUrl() {
    String base = baseUrl.isBlank() ? "https://api.openai.com/v1" : baseUrl;
    return base.replaceAll("/+$", "") + "/chat/completions";
  }

  @Override
  public String toString() {
    return "OpenAiProperties[baseUrl=" + baseUrl + ", model=" + model + "]";
  }
}
