package dev.raglan.brave;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The same endpoints for both kinds of web applications. */
final class BraveEndpoints {

  private BraveEndpoints() {}

  /** Endpoints of a servlet application. */
  @RestController
  static class Endpoints {

    @GetMapping("/work")
    String work() throws Exception {
      return String.valueOf(BraveApplication.work.call());
    }

    @GetMapping("/pong")
    String pong(@RequestHeader(required = false) String traceparent) {
      return String.valueOf(traceparent);
    }
  }

  /** Endpoints of a reactive application. */
  @RestController
  static class ReactiveEndpoints {

    @GetMapping("/work")
    Mono<String> work() throws Exception {
      return BraveApplication.reactiveWork.call();
    }

    @GetMapping("/pong")
    Mono<String> pong(@RequestHeader(required = false) String traceparent) {
      return Mono.just(String.valueOf(traceparent));
    }
  }
}
