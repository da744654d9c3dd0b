package dev.raglan.neighbours.library;

import dev.raglan.neighbours.RunningApplication;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints of the library. */
@RestController
class Endpoints {

  /** Does the work of a test, and says what came of it. */
  @GetMapping("/work")
  String work() {
    try {
      return String.valueOf(RunningApplication.work());
    } catch (Exception thrown) {
      return thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    }
  }

  @GetMapping("/pong")
  String pong(HttpServletRequest request) {
    return request.getProtocol() + " " + request.getHeader("traceparent");
  }
}
