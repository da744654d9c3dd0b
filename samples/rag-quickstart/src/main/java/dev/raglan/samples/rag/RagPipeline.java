package dev.raglan.samples.rag;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

/** Answers a question over the corpus: search, compose, generate. Each call is one trace. */
@Service
class RagPipeline {

  private final ContextSearch search;
  private final PromptComposer composer;
  private final Answerer answerer;

  RagPipeline(ContextSearch search, PromptComposer composer, Answerer answerer) {
    this.search = search;
    this.composer = composer;
    this.answerer = answerer;
  }

  @Traced(type = SpanType.CHAIN)
  @RagEvent(RagEventType.QUERY)
  public Answer ask(@Bind(Field.USER_QUERY) String question) {
    List<RetrievedDoc> sources = search.contextOf(question);
    List<ChatMessage> prompt = composer.compose(question, sources);
    return answerer.answer(answerer.model(), question, prompt, sources);
  }

  /** The same, piece by piece: the steps run when someone subscribes, inside the span. */
  @Traced(type = SpanType.CHAIN)
  @RagEvent(RagEventType.QUERY)
  public Flux<String> stream(@Bind(Field.USER_QUERY) String question) {
    return Flux.defer(
        () -> {
          List<RetrievedDoc> sources = search.contextOf(question);
          List<ChatMessage> prompt = composer.compose(question, sources);
          return answerer.stream(answerer.model(), question, prompt, sources);
        });
  }
}
