package dev.raglan.samples.rag;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;

/** Takes questions over HTTP. */
@RestController
class AskController {

  private final RagPipeline pipeline;

  AskController(RagPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @GetMapping("/ask")
  Answer ask(@RequestParam("q") String question) {
    return pipeline.ask(requireText(question));
  }

  @GetMapping(path = "/ask/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<String> stream(@RequestParam("q") String question) {
    return pipeline.stream(requireText(question)).map(AskController::eventData);
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
