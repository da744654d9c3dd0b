package dev.raglan.samples.rag;

import dev.raglan.Raglan;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.PipelineType;
import dev.raglan.samples.rag.answer.Answer;
import dev.raglan.samples.rag.answer.Groundedness;
import dev.raglan.samples.rag.search.IngestionTrace;
import org.springframework.stereotype.Component;

/** Notes on a trace: the pipeline it is of, and users' judgements of its answer. */
@Component
class TraceNotes {

  private final Raglan raglan;
  private final IngestionTrace ingestion;

  TraceNotes(Raglan raglan, IngestionTrace ingestion) {
    this.raglan = raglan;
    this.ingestion = ingestion;
  }

  /** The current trace answers from what another trace has ingested. */
  void readsFromTheIndex() {
    raglan.rag().pipelineType(PipelineType.QUERY);
    ingestion.id().ifPresent(raglan.rag()::ingestionTraceId);
  }

  /** Grades the answer of the current trace. */
  void grade(Answer answer) {
    raglan
        .feedback()
        .log(
            Feedback.numeric(Groundedness.of(answer))
                .withName("groundedness")
                .from(FeedbackSource.GRADER));
  }

  /** Records a user's judgement of the answer of an earlier trace. */
  void userSays(String traceId, boolean helpful) {
    raglan.feedback().forTrace(traceId).log(Feedback.binary(helpful).withName("helpful"));
  }

  String traceId() {
    return raglan.currentTrace().traceId();
  }
}
