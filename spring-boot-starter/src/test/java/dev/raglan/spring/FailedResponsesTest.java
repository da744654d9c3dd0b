package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Responses of Spring that are returned and tell of a failure. */
class FailedResponsesTest {

  static class Api {

    @Traced
    public ResponseEntity<String> answer(int status) {
      return ResponseEntity.status(HttpStatus.valueOf(status)).body("the store is closed");
    }
  }

  @ParameterizedTest
  @CsvSource({"500, server", "429, rate_limit", "404, client"})
  void failTheSpan(int status, String category) {
    run(
        status,
        span -> {
          assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          assertThat(span.getStatus().getDescription()).isEqualTo("the store is closed");
          assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
              .isEqualTo(String.valueOf(status));
          assertThat(span.getAttributes().get(AttributeKey.stringKey("raglan.error.category")))
              .isEqualTo(category);
        });
  }

  @ParameterizedTest
  @CsvSource({"200", "204", "302"})
  void thatTellOfNoneDoNot(int status) {
    run(status, span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET));
  }

  private static void run(int status, Consumer<SpanData> check) {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
        .withBean(RecordedSpans.class)
        .withBean(Api.class)
        .run(
            context -> {
              context.getBean(Api.class).answer(status);
              check.accept(RecordedSpans.of(context).get(0));
            });
  }
}
