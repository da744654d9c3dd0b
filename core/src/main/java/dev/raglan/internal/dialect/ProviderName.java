package dev.raglan.internal.dialect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A model's provider as each convention names it.
 *
 * <p>Case, spaces and punctuation of the given name do not count. A name that no convention knows
 * is taken as it is.
 *
 * @param genAi the value of {@code gen_ai.provider.name}
 * @param provider the value of {@code llm.provider}
 * @param system the value of {@code llm.system}
 */
record ProviderName(String genAi, String provider, String system) {

  private static final Map<String, ProviderName> KNOWN = new HashMap<>();

  static {
    known("openai", "openai", "openai", "openai");
    known("anthropic", "anthropic", "anthropic", "anthropic", "claude");
    known("cohere", "cohere", "cohere", "cohere");
    known("deepseek", "deepseek", "deepseek", "deepseek");
    known("groq", "groq", "groq", "groq");
    known("perplexity", "perplexity", "perplexity", "perplexity", "perplexityai");
    known("mistral_ai", "mistralai", "mistralai", "mistral", "mistralai");
    known("x_ai", "xai", "x_ai", "xai", "grok");
    known(
        "ibm.watsonx.ai",
        "ibm.watsonx.ai",
        "ibm.watsonx.ai",
        "watsonx",
        "watsonxai",
        "ibmwatsonxai");
    known(
        "aws.bedrock",
        "aws",
        "aws.bedrock",
        "aws",
        "bedrock",
        "awsbedrock",
        "amazonbedrock",
        "bedrockconverse");
    known(
        "azure.ai.openai",
        "azure",
        "openai",
        "azure",
        "azureopenai",
        "azureaiopenai",
        "azaiopenai");
    known(
        "azure.ai.inference",
        "azure",
        "azure.ai.inference",
        "azureaiinference",
        "azureai",
        "azaiinference");
    known(
        "gcp.gemini",
        "google",
        "gcp.gemini",
        "gemini",
        "gcpgemini",
        "googlegemini",
        "googleai",
        "googleaigemini");
    known(
        "gcp.vertex_ai",
        "google",
        "vertexai",
        "vertexai",
        "gcpvertexai",
        "vertex",
        "googlevertexai",
        "googlevertexaigemini",
        "googlevertexaianthropic");
    known("gcp.gen_ai", "google", "gcp.gen_ai", "google", "gcpgenai", "googlegenai");
  }

  private static void known(String genAi, String provider, String system, String... spellings) {
    ProviderName name = new ProviderName(genAi, provider, system);
    for (String spelling : spellings) {
      KNOWN.put(spelling, name);
    }
  }

  /** Returns the provider that the text names. */
  static ProviderName of(String text) {
    ProviderName asSpelled = KNOWN.get(text);
    ProviderName known = asSpelled == null ? KNOWN.get(plain(text)) : asSpelled;
    return known == null ? new ProviderName(text, text, text) : known;
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString().toLowerCase(Locale.ROOT);
  }
}
