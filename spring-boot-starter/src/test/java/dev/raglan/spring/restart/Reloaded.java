package dev.raglan.spring.restart;

import dev.raglan.annotation.Traced;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** An application whose classes are loaded anew with each start. */
@Configuration
@ImportAutoConfiguration({AopAutoConfiguration.class, RaglanAutoConfiguration.class})
public class Reloaded implements Supplier<Object> {

  /** An answer, of a class of the application. */
  public record Answer(String text) {}

  /** A service. */
  public static class Service {

    @Traced
    public Answer answer(Answer asked) {
      return asked;
    }

    @Traced
    public CompletableFuture<Answer> answerLater(Answer asked) {
      CompletableFuture<Answer> later = new CompletableFuture<>();
      later.completeOnTimeout(asked, 1, java.util.concurrent.TimeUnit.MILLISECONDS);
      return later;
    }

    @Traced
    public Mono<Answer> answerReactively(Answer asked) {
      return Mono.just(asked);
    }

    @Traced
    public Stream<Answer> answers(Answer asked) {
      return Stream.of(asked);
    }
  }

  /** A tool, which is an instance of a subclass that looks like it. */
  public static class Weather {

    @Tool
    @Traced
    public Answer weather(Answer asked) {
      return asked;
    }
  }

  @Bean
  static RecordedSpans recordedSpans() {
    return new RecordedSpans();
  }

  @Bean
  Service service() {
    return new Service();
  }

  @Bean
  Weather weather() {
    return new Weather();
  }

  /** Makes a call of each kind. */
  @Override
  public Object get() {
    Answer asked = new Answer("question");
    Service service = service();
    service.answerLater(asked).join();
    service.answerReactively(asked).block();
    return service.answer(asked).text()
        + service.answers(asked).count()
        + weather().weather(asked).text();
  }
}
