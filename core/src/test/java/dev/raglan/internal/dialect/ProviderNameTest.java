package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderNameTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "OpenAI,           openai,          openai,     openai",
    "azure-openai,     azure.ai.openai, azure,      openai",
    "AzureOpenAI,      azure.ai.openai, azure,      openai",
    "Amazon Bedrock,   aws.bedrock,     aws,        aws.bedrock",
    "mistral_ai,       mistral_ai,      mistralai,  mistralai",
    "bedrock_converse, aws.bedrock,     aws,        aws.bedrock",
    "az.ai.openai,     azure.ai.openai, azure,      openai",
    "GOOGLE_AI_GEMINI, gcp.gemini,      google,     gcp.gemini",
    "vertex_ai,        gcp.vertex_ai,   google,     vertexai",
    "GOOGLE_VERTEX_AI_GEMINI, gcp.vertex_ai, google, vertexai",
    "xai,              x_ai,            xai,        x_ai",
    "ollama,           ollama,          ollama,     ollama",
    "My Own,           My Own,          My Own,     My Own",
  })
  void isWhatEachConventionCallsIt(String given, String genAi, String provider, String system) {
    assertThat(ProviderName.of(given)).isEqualTo(new ProviderName(genAi, provider, system));
  }
}
