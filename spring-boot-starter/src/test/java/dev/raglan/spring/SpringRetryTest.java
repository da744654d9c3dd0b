package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import io.opentelemetry.api.trace.StatusCode;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Configuration;
import org.springframework.retry.annotation.Backoff;
import org.springframework.retry.annotation.EnableRetry;
import org.springframework.retry.annotation.Retryable;

/** Spring Retry, whose advisor is inside of all others by default. */
class SpringRetryTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(Flaky.class);

  @Test
  void recordsEachAttempt() {
    runner
        .withUserConfiguration(Retrying.class)
        .run(
            context -> {
              assertThat(context.getBean(Flaky.class).answer()).isEqualTo("attempt 3");
              assertThat(RecordedSpans.of(context))
                  .extracting(span -> span.getStatus().getStatusCode())
                  .containsExactly(StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
            });
  }

  @Test
  void leavesOtherMethodsOfTheBeanOutsideOfTheirAdvice() {
    runner
        .withUserConfiguration(Retrying.class, AdvisorOrderTest.CachingAndTransactions.class)
        .run(
            context -> {
              context.getBean(Flaky.class).cached("x");
              context.getBean(Flaky.class).cached("x");
              assertThat(RecordedSpans.namesOf(context))
                  .containsExactly("Flaky.cached", "Flaky.cached");
            });
  }

  @Test
  void tracesARetryableMethodWhereNothingIsRetried() {
    runner.run(
        context -> {
          assertThat(
                  org.assertj.core.api.Assertions.catchThrowable(
                      () -> context.getBean(Flaky.class).answer()))
              .hasMessage("attempt 1");
          assertThat(RecordedSpans.namesOf(context)).containsExactly("Flaky.answer");
        });
  }

  @EnableRetry
  @Configuration(proxyBeanMethods = false)
  static class Retrying {}

  static class Flaky {

    private int attempts;

    @Traced
    @Retryable(maxAttempts = 3, backoff = @Backoff(delay = 1))
    public String answer() {
      String attempt = "attempt " + ++attempts;
      if (attempts < 3) {
        throw new IllegalStateException(attempt);
      }
      return attempt;
    }

    @Traced
    @Cacheable("flaky")
    public String cached(String key) {
      return key;
    }
  }
}
