package dev.raglan.samples.rag.answer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Chooses who answers: a language model when one is configured, else the built-in extraction. */
@Configuration(proxyBeanMethods = false)
class AnswererConfiguration {

  @Bean
  Answerer answerer(OpenAiProperties openAi, JsonMapper json) {
    return openAi.configured()
        ? new OpenAiAnswerer(openAi.model(), new OpenAiClient(openAi, json))
        : new ExtractiveAnswerer();
  }
}
