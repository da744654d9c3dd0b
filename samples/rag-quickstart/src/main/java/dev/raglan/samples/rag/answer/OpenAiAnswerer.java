package dev.raglan.samples.rag.answer;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** Has a language model answer. */
class OpenAiAnswerer implements Answerer {

  private final String model;
  private final OpenAiClient client;

  OpenAiAnswerer(String model, OpenAiClient client) {
    this.model = model;
    this.client = client;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  @Generation(provider = "openai")
  @BindResult(field = Field.RESPONSE, path = "text")
  @BindResult(field = Field.RESPONSE_MODEL, path = "model")
  @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.completionTokens")
  public Answer answer(
      @Bind(Field.MODEL) String model,
      @Bind(Field.USER_QUERY) String question,
      @Bind(Field.PROMPT) List<ChatMessage> prompt,
      @Bind(Field.CONTEXT) List<RetrievedDoc> sources) {
    ChatCompletion completion = client.complete(new ChatRequest(model, prompt, false));
    String answeredBy = Objects.requireNonNullElse(completion.model(), model);
    return new Answer(completion.text(), answeredBy, completion.tokens(), sources);
  }

  @Override
  @Generation(provider = "openai")
  public Flux<String> stream(
      @Bind(Field.MODEL) String model,
      @Bind(Field.USER_QUERY) String question,
      @Bind(Field.PROMPT) List<ChatMessage> prompt,
      @Bind(Field.CONTEXT) List<RetrievedDoc> sources) {
    return client.stream(new ChatRequest(model, prompt, true));
  }
}
