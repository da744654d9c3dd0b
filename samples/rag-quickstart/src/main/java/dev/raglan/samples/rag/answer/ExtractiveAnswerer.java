package dev.raglan.samples.rag.answer;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/**
 * Answers without a language model: quotes the sentences of the sources that share most with the
 * question. Needs no key and no network, and says in its text what it is.
 */
class ExtractiveAnswerer implements Answerer {

  static final String MODEL = "raglan-extractive";
  private static final int MAX_QUOTES = 3;

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  @Generation(provider = "raglan")
  @BindResult(field = Field.RESPONSE, path = "text")
  @BindResult(field = Field.RESPONSE_MODEL, path = "model")
  @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.completionTokens")
  @BindResult(attribute = "usage.estimated", path = "usage.estimated")
  public Answer answer(
      @Bind(Field.MODEL) String model,
      @Bind(Field.USER_QUERY) String question,
      @Bind(Field.PROMPT) List<ChatMessage> prompt,
      @Bind(Field.CONTEXT) List<RetrievedDoc> sources) {
    String text = extract(question, sources);
    String read = prompt.stream().map(ChatMessage::content).collect(Collectors.joining(" "));
    return new Answer(text, model, Usage.estimatedFromWords(read, text), sources);
  }

  @Override
  @Generation(provider = "raglan")
  public Flux<String> stream(
      @Bind(Field.MODEL) String model,
      @Bind(Field.USER_QUERY) String question,
      @Bind(Field.PROMPT) List<ChatMessage> prompt,
      @Bind(Field.CONTEXT) List<RetrievedDoc> sources) {
    return Flux.defer(() -> Flux.fromArray(extract(question, sources).split("(?<=\\s)(?=\\S)")));
  }

  private static String extract(String question, List<RetrievedDoc> sources) {
    List<Quote> quotes = Quote.best(question, sources, MAX_QUOTES);
    if (quotes.isEmpty()) {
      return "Nothing in the corpus was found for this question (searched without a language"
          + " model).";
    }
    return quotes.stream()
        .map(quote -> "\"%s\" [%d]".formatted(quote.sentence(), quote.source()))
        .collect(Collectors.joining(" ", "Quoted from the corpus, without a language model: ", ""));
  }
}
