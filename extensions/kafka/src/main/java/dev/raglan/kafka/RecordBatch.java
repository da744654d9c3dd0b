package dev.raglan.kafka;

import dev.raglan.internal.otlp.OtlpMessage;
import dev.raglan.internal.transport.Settlement;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one batch of spans. Kafka's thread hands their outcomes to the exporting thread,
 * which settles them. Used once.
 *
 * <p>Kafka retries a record that it has taken. A record that it has not taken, for want of a broker
 * or of room in its buffer, is offered again here.
 */
final class RecordBatch {

  private static final long LONGEST_RESERVE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  private final KafkaExporter exporter;
  private final ProducerSettings settings;
  private final Settlement settlement;
  private final Duration time;
  private final long reserve;
  private final Thread thread = Thread.currentThread();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Deque<OtlpMessage> again = new ArrayDeque<>();
  private Iterator<OtlpMessage> messages = Collections.emptyIterator();
  private int underWay;
  private @Nullable RecordFailure last;

  /** Creates a batch whose time runs from now on. */
  RecordBatch(KafkaExporter exporter, ProducerSettings settings, Settlement settlement) {
    this.exporter = exporter;
    this.settings = settings;
    this.settlement = settlement;
    this.time = Duration.ofNanos(Math.max(1, settlement.nanosLeft()));
    this.reserve = Math.min(LONGEST_RESERVE, time.toNanos() / 10);
  }

  /**
   * The outcome of a record.
   *
   * @param failure null if all in-sync replicas have it
   * @param taken false if Kafka did not take the record
   */
  private record Outcome(OtlpMessage message, @Nullable Exception failure, boolean taken) {}

  /** Writes the spans and settles them; those left when the batch is abandoned are not settled. */
  void run(List<SpanData> spans) {
    messages = OtlpMessage.byTrace(spans, exporter.maxContent()).iterator();
    while (underWay > 0 || hasNext()) {
      if (settlement.isAbandoned()) {
        closeIfUnderWay();
        return;
      }
      if (settlement.nanosLeft() <= reserve) {
        giveUp();
        return;
      }
      boolean paused = hasNext() && !send(next());
      settle(poll(paused));
    }
  }

  private boolean hasNext() {
    return !again.isEmpty() || messages.hasNext();
  }

  private OtlpMessage next() {
    return again.isEmpty() ? messages.next() : again.removeFirst();
  }

  /** Sends the message; returns false if the next attempt needs a pause. */
  private boolean send(OtlpMessage message) {
    byte[] content = message.encoded();
    if (content.length > settings.maxContent()) {
      split(message, content.length, "max.request.size is " + settings.maxRequest());
      return true;
    }
    Producer<byte[], byte[]> producer;
    try {
      producer = exporter.producer(time);
    } catch (KafkaException noneNow) {
      repeat(message, noneNow);
      return false;
    }
    byte[] key = message.traceId().getBytes(StandardCharsets.US_ASCII);
    try {
      producer.send(
          new ProducerRecord<>(settings.topic(), key, content),
          (metadata, failure) -> ended(message, failure));
      underWay++;
    } catch (InterruptException e) {
      // An interrupt that abandons the batch is seen in the settlement; others do not count.
      clearInterrupt();
      again.addFirst(message);
    } catch (RuntimeException | LinkageError broken) {
      drop(message, RecordFailure.of(broken, false, settings));
      exporter.closeProducer();
    }
    return true;
  }

  /** Called on Kafka's thread, or on the sending one if Kafka does not take the record. */
  private void ended(OtlpMessage message, @Nullable Exception failure) {
    outcomes.add(new Outcome(message, failure, Thread.currentThread() != thread));
  }

  private @Nullable Outcome poll(boolean paused) {
    long wait = hasNext() ? (paused ? PAUSE : 0) : settlement.nanosLeft() - reserve;
    try {
      return wait > 0 ? outcomes.poll(wait, TimeUnit.NANOSECONDS) : outcomes.poll();
    } catch (InterruptedException e) {
      return null;
    }
  }

  private void settle(@Nullable Outcome outcome) {
    if (outcome == null) {
      return;
    }
    underWay--;
    OtlpMessage message = outcome.message();
    Exception failure = outcome.failure();
    if (failure == null) {
      settlement.exported(message.spans());
    } else if (failure instanceof RecordTooLargeException) {
      int bytes = message.encoded().length;
      exporter.tooLarge(bytes);
      split(message, bytes, "topic " + settings.topic() + " refuses it");
    } else if (!outcome.taken() && failure instanceof RetriableException) {
      repeat(message, failure);
    } else {
      drop(message, RecordFailure.of(failure, outcome.taken(), settings));
    }
  }

  private void split(OtlpMessage message, int bytes, String limit) {
    List<OtlpMessage> halves = message.halves();
    if (halves.isEmpty()) {
      drop(message, RecordFailure.tooLarge(bytes, limit));
    }
    for (int i = halves.size() - 1; i >= 0; i--) {
      again.addFirst(halves.get(i));
    }
  }

  private void repeat(OtlpMessage message, Exception why) {
    RecordFailure failure = RecordFailure.of(why, false, settings);
    last = failure;
    again.addFirst(message);
    settlement.failing(failure.cause());
  }

  private void drop(OtlpMessage message, RecordFailure failure) {
    last = failure;
    settlement.dropped(message.spans(), failure.loss(), failure.cause());
  }

  /** Ends what is under way and drops what is not written. */
  private void giveUp() {
    RecordFailure why = last == null ? RecordFailure.outOfTime(settings.servers()) : last;
    closeIfUnderWay();
    for (Outcome ended = outcomes.poll(); ended != null; ended = outcomes.poll()) {
      if (ended.failure() == null) {
        settlement.exported(ended.message().spans());
      } else {
        drop(ended.message(), RecordFailure.outOfTime(settings.servers()));
      }
    }
    while (hasNext()) {
      drop(next(), why);
    }
  }

  private void closeIfUnderWay() {
    if (underWay > 0) {
      exporter.closeProducer();
    }
  }

  @SuppressWarnings("ResultOfMethodCallIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }
}
