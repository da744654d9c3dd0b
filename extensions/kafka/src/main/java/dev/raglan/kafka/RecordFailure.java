package dev.raglan.kafka;

import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Settlement.Loss;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A reason for which a record was not written.
 *
 * @param loss the kind of loss, if the record is given up
 * @param cause the words for the log
 */
record RecordFailure(Loss loss, FailureCause cause) {

  /** Returns the failure of a record that Kafka had taken, or had not. */
  static RecordFailure of(Throwable thrown, boolean taken, ProducerSettings settings) {
    String text = settings.hideSecrets(thrown.getMessage());
    String servers = settings.servers();
    String topic = settings.topic();
    if (thrown instanceof AuthenticationException) {
      return new RecordFailure(
          Loss.REJECTED, new FailureCause("authentication failed: " + servers, text));
    }
    if (thrown instanceof AuthorizationException) {
      return new RecordFailure(
          Loss.REJECTED, new FailureCause("not authorized to write to topic " + topic, text));
    }
    if (thrown instanceof InvalidTopicException) {
      return new RecordFailure(Loss.REJECTED, new FailureCause("no valid topic: " + topic, text));
    }
    if (thrown instanceof UnknownTopicOrPartitionException
        || thrown.getCause() instanceof UnknownTopicOrPartitionException) {
      return failed("there is no topic " + topic + " at " + servers);
    }
    if (thrown instanceof TimeoutException) {
      return taken
          ? outOfTime(servers)
          : new RecordFailure(Loss.FAILED, new FailureCause("no broker answers: " + servers, text));
    }
    return new RecordFailure(Loss.FAILED, new FailureCause("write failed: " + servers, text));
  }

  static RecordFailure outOfTime(String servers) {
    return new RecordFailure(Loss.TIMEOUT, FailureCause.of("no answer in time: " + servers));
  }

  static RecordFailure tooLarge(int bytes, String limit) {
    return new RecordFailure(
        Loss.REJECTED,
        FailureCause.of("a span of " + bytes + " bytes is too large for one record: " + limit));
  }

  private static RecordFailure failed(String summary) {
    return new RecordFailure(Loss.FAILED, FailureCause.of(summary));
  }
}
