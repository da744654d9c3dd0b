package dev.raglan.samples.services;

import dev.raglan.Raglan;
import dev.raglan.export.FlushResult;
import dev.raglan.model.Feedback;
import dev.raglan.model.Status;
import dev.raglan.trace.ActiveTrace;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Asks the question, says what a user thinks of the answer, and prints where it went. */
@Component
class Question implements CommandLineRunner {

  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final String SESSION = "session-1";

  private final Raglan raglan;
  private final Assistant assistant;
  private final LocalServices services;
  private final String text;

  Question(
      Raglan raglan,
      Assistant assistant,
      LocalServices services,
      @Value("${sample.question}") String text) {
    this.raglan = raglan;
    this.assistant = assistant;
    this.services = services;
    this.text = text;
  }

  @Override
  public void run(String... args) {
    ActiveTrace trace = raglan.trace("Question").sessionId(SESSION).input(text).start();
    String answer;
    try (trace) {
      answer = assistant.ask(SESSION, text);
      trace.output(answer).status(Status.SUCCESS);
    }
    raglan.feedback().forTrace(trace.traceId()).log(Feedback.binary(true).withComment("short"));
    FlushResult flushed = raglan.flush(WAIT);
    System.out.println(text + "\n" + answer + "\n" + Report.of(services));
    System.out.println("delivered everywhere: " + flushed.complete());
    System.out.println("id of the trace at Adaline: " + trace.serverId("adaline"));
    System.out.println("id of its topmost span in the Spans API: " + trace.serverId("spans-api"));
  }
}
