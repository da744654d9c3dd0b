package dev.raglan.samples.rag;

import dev.raglan.samples.rag.answer.Answer;
import dev.raglan.samples.rag.answer.ModelUnavailableException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;

/** Takes questions over HTTP. */
@RestController
class AskController {

  private static final String SESSION = "X-Session-Id";

  private final RagPipeline pipeline;
  private final TraceNotes notes;

  AskController(RagPipeline pipeline, TraceNotes notes) {
    this.pipeline = pipeline;
    this.notes = notes;
  }

  @GetMapping("/ask")
  Answer ask(
      @RequestParam("q") String question,
      @RequestHeader(name = SESSION, defaultValue = "anonymous") String session) {
    return pipeline.ask(requireText(question), session);
  }

  /** Takes a user's judgement of an answer, by the trace id that came with it. */
  @PostMapping("/feedback")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void feedback(@RequestParam("trace") String traceId, @RequestParam boolean helpful) {
    notes.userSays(traceId, helpful);
  }

  @ExceptionHandler
  ProblemDetail unusable(IllegalArgumentException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @GetMapping(path = "/ask/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<String> stream(
      @RequestParam("q") String question,
      @RequestHeader(name = SESSION, defaultValue = "anonymous") String session) {
    return pipeline.stream(requireText(question), session).map(AskController::eventData);
  }

  @ExceptionHandler
  ProblemDetail modelUnavailable(ModelUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, e.getMessage());
  }

  private static String requireText(String question) {
    if (question.isBlank()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The parameter q is blank: it must hold a question.");
    }
    return question.strip();
  }

  /** A reader of server-sent events drops one space at the start of each line: this is that one. */
  private static String eventData(String piece) {
    return " " + piece.replace("\n", "\n ");
  }
}
