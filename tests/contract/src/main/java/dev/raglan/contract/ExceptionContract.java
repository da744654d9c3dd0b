package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.raglan.contract.subject.Failing;
import dev.raglan.contract.subject.TracedFailing;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that throw. */
abstract class ExceptionContract extends ContractGroup {

  ExceptionContract(Weaver weaver) {
    super(weaver);
  }

  private Throwable thrownBy(Throwable thrown) {
    Failing failing = traced(Failing.class, TracedFailing::new);
    return catchThrowable(() -> failing.fail(thrown));
  }

  private EventData event() {
    assertThat(span().getEvents()).hasSize(1);
    return span().getEvents().get(0);
  }

  @ParameterizedTest
  @MethodSource("dev.raglan.contract.ExceptionContract#everyKindOfThrowable")
  void rethrowsTheVeryException(Throwable thrown) {
    assertThat(thrownBy(thrown)).isSameAs(thrown);

    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span()).hasAttribute(ErrorAttributes.ERROR_TYPE, thrown.getClass().getName());
  }

  static Stream<Throwable> everyKindOfThrowable() {
    return Stream.of(
        new IllegalStateException("unchecked"),
        new IOException("checked"),
        new AssertionError("error"),
        new StackOverflowError(),
        new OutOfMemoryError("pretended"),
        new NoClassDefFoundError("missing"),
        new Throwable("bare"));
  }

  @Test
  void rethrowsADeclaredException() {
    Failing failing = traced(Failing.class, TracedFailing::new);
    IOException thrown = new IOException("connection reset");

    assertThatThrownBy(() -> failing.failChecked(thrown)).isSameAs(thrown);
  }

  @Test
  void describesTheExceptionInAnEvent() {
    thrownBy(new IOException("connection reset", new IllegalStateException("cause")));

    assertThat(event())
        .hasName("exception")
        .hasAttributesSatisfying(
            attributes -> {
              assertThat(attributes.get(ErrorAttributes.EXCEPTION_TYPE))
                  .isEqualTo("java.io.IOException");
              assertThat(attributes.get(ErrorAttributes.EXCEPTION_MESSAGE))
                  .isEqualTo("connection reset");
              assertThat(attributes.get(ErrorAttributes.EXCEPTION_STACKTRACE))
                  .contains("Caused by: java.lang.IllegalStateException: cause");
            });
  }

  @Test
  void keepsTheInputOfACallThatThrows() {
    Failing failing = traced(Failing.class, TracedFailing::new);

    assertThatThrownBy(() -> failing.failChecked(new IOException("connection reset")));

    assertThat(input(span())).isNotNull();
    assertThat(output(span())).isNull();
  }

  @Test
  void recordsOnlyTheTypeWhereThePolicySaysSo() {
    useExceptions(ExceptionCapture.TYPE);

    thrownBy(new IOException("the user typed this"));

    assertThat(span()).hasStatus(StatusData.error());
    assertThat(event().getAttributes().asMap()).containsOnlyKeys(ErrorAttributes.EXCEPTION_TYPE);
  }

  @Test
  void recordsNoStackTraceWhereThePolicySaysSo() {
    useExceptions(ExceptionCapture.MESSAGE);

    thrownBy(new IOException("connection reset"));

    assertThat(event().getAttributes().asMap())
        .containsOnlyKeys(ErrorAttributes.EXCEPTION_TYPE, ErrorAttributes.EXCEPTION_MESSAGE);
  }

  private void useExceptions(ExceptionCapture exceptions) {
    CapturePolicy policy = new CapturePolicy(true, true, exceptions, CaptureLimits.DEFAULT);
    use(RecordedTracing.open(builder -> builder.capture(policy)));
  }

  @Test
  void redactsSecretsInMessagesAndStackTraces() {
    String secret = "sk-proj-" + "A1b2C3d4".repeat(6);

    thrownBy(new IOException("refused the key " + secret));

    assertThat(span().getStatus().getDescription()).doesNotContain(secret);
    assertThat(event().getAttributes().toString()).doesNotContain(secret);
  }

  @Test
  void boundsHugeMessages() {
    thrownBy(new IOException("x".repeat(5_000_000)));

    assertThat(event().getAttributes().toString().length()).isLessThan(200_000);
  }

  @Test
  void takesACancellationForNoError() {
    CancellationException cancelled = new CancellationException("no longer needed");

    assertThat(thrownBy(cancelled)).isSameAs(cancelled);

    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "canceled")
        .hasTotalRecordedEvents(0);
  }

  @Test
  void survivesAnExceptionWhoseOwnMethodsThrow() {
    RuntimeException thrown =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new StackOverflowError();
          }

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException();
          }

          @Override
          public String toString() {
            throw new NoClassDefFoundError();
          }
        };

    assertThat(thrownBy(thrown) == thrown).isTrue();

    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }
}
