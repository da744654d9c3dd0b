package dev.raglan.samples.rag;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import dev.raglan.samples.rag.answer.Answer;
import dev.raglan.samples.rag.answer.Answerer;
import dev.raglan.samples.rag.answer.ChatMessage;
import dev.raglan.samples.rag.answer.PromptComposer;
import dev.raglan.samples.rag.corpus.Citation;
import dev.raglan.samples.rag.corpus.CitationTool;
import dev.raglan.samples.rag.search.ContextSearch;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

/** Answers a question over the corpus: search, cite, compose, generate. Each call is one trace. */
@Service
class RagPipeline {

  private final ContextSearch search;
  private final CitationTool citations;
  private final PromptComposer composer;
  private final Answerer answerer;
  private final TraceNotes notes;

  RagPipeline(
      ContextSearch search,
      CitationTool citations,
      PromptComposer composer,
      Answerer answerer,
      TraceNotes notes) {
    this.search = search;
    this.citations = citations;
    this.composer = composer;
    this.answerer = answerer;
    this.notes = notes;
  }

  @Traced(type = SpanType.CHAIN)
  @RagEvent(RagEventType.QUERY)
  public Answer ask(
      @Bind(Field.USER_QUERY) String question, @Bind(Field.SESSION_ID) String session) {
    notes.readsFromTheIndex();
    List<RetrievedDoc> sources = search.contextOf(question);
    Citation citation = cite(sources);
    List<ChatMessage> prompt = composer.compose(question, sources);
    Answer answer = answerer.answer(answerer.model(), question, prompt, sources);
    notes.grade(answer);
    return answer.in(notes.traceId(), citation);
  }

  private @Nullable Citation cite(List<RetrievedDoc> sources) {
    return sources.isEmpty() ? null : citations.lookUp(sources.get(0).documentId());
  }

  /** The same, piece by piece: the steps run when someone subscribes, inside the span. */
  @Traced(type = SpanType.CHAIN)
  @RagEvent(RagEventType.QUERY)
  public Flux<String> stream(
      @Bind(Field.USER_QUERY) String question, @Bind(Field.SESSION_ID) String session) {
    return Flux.defer(
        () -> {
          notes.readsFromTheIndex();
          List<RetrievedDoc> sources = search.contextOf(question);
          List<ChatMessage> prompt = composer.compose(question, sources);
          return answerer.stream(answerer.model(), question, prompt, sources);
        });
  }
}
