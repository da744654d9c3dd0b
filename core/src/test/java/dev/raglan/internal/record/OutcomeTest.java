package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Status;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

class OutcomeTest {

  private final IOException reset = new IOException("Connection reset by peer");

  @Test
  void aCancellationIsNoFailure() {
    assertThat(Outcome.of(new CancellationException())).isSameAs(Outcome.CANCELED);
  }

  @Test
  void aClientThatIsGoneCancelsWhateverWrapsItsException() {
    Exception gone = new AsyncRequestNotUsableException("response not usable", reset);
    assertThat(Outcome.of(gone)).isSameAs(Outcome.CANCELED);
    assertThat(Outcome.of(new IllegalStateException(gone))).isSameAs(Outcome.CANCELED);
  }

  @Test
  void aConnectionThatAModelResetsIsAFailure() {
    assertThat(Outcome.of(reset)).isEqualTo(new Outcome(Status.FAILURE, reset));
    assertThat(Outcome.of(new IllegalStateException(reset)).status()).isEqualTo(Status.FAILURE);
  }

  @Test
  void causesThatGoRoundInACircleHaveAnEnd() {
    Exception first = new IllegalStateException("first");
    first.initCause(new IllegalStateException("second", first));
    assertThat(Outcome.of(first).status()).isEqualTo(Status.FAILURE);
  }

  @Test
  void anExceptionThatDoesNotTellItsCauseIsAFailure() {
    Exception mute =
        new IllegalStateException() {
          @Override
          public synchronized Throwable getCause() {
            throw new UnsupportedOperationException();
          }
        };
    assertThat(Outcome.of(mute).error()).isSameAs(mute);
  }
}
