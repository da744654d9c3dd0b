package dev.raglan.export;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of delivery: size of the queue and of a batch, interval, timeouts, and a spool for
 * outages. Immutable.
 */
public final class DeliverySettings {

  private static final int SHARE_OF_HEAP = 8;

  /**
   * The defaults: 64 MiB or an eighth of the heap, whichever is less, 8,192 spans, batches of 512
   * each second, 10 s an export, 5 s at shutdown.
   */
  public static final DeliverySettings DEFAULT = builder().build();

  private final long maxQueueBytes;
  private final int maxQueueSpans;
  private final int batchSize;
  private final Duration interval;
  private final Duration timeout;
  private final Duration shutdownTimeout;
  private final @Nullable Path spoolDirectory;
  private final long spoolMaxBytes;
  private final Duration spoolMaxAge;

  private DeliverySettings(Builder builder) {
    this.maxQueueBytes = builder.maxQueueBytes;
    this.maxQueueSpans = builder.maxQueueSpans;
    this.batchSize = builder.batchSize;
    this.interval = builder.interval;
    this.timeout = builder.timeout;
    this.shutdownTimeout = builder.shutdownTimeout;
    this.spoolDirectory = builder.spoolDirectory;
    this.spoolMaxBytes = builder.spoolMaxBytes;
    this.spoolMaxAge = builder.spoolMaxAge;
  }

  /** Returns a builder that starts from {@link #DEFAULT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the most memory that queued spans may retain, as estimated, in bytes. */
  public long maxQueueBytes() {
    return maxQueueBytes;
  }

  /** Returns the most spans that may be queued. */
  public int maxQueueSpans() {
    return maxQueueSpans;
  }

  /** Returns the most spans in one export; a batch of that many leaves at once. */
  public int batchSize() {
    return batchSize;
  }

  /** Returns the longest time a span waits for its batch to fill. */
  public Duration interval() {
    return interval;
  }

  /** Returns the longest time one export may take, retries included. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the longest time {@code close()} may take. */
  public Duration shutdownTimeout() {
    return shutdownTimeout;
  }

  /** Returns the directory that spans are kept in while a target is down; empty for none. */
  public Optional<Path> spoolDirectory() {
    return Optional.ofNullable(spoolDirectory);
  }

  /** Returns the most bytes that one target's spool may have in files. */
  public long spoolMaxBytes() {
    return spoolMaxBytes;
  }

  /** Returns the time after which a span in the spool is dropped. */
  public Duration spoolMaxAge() {
    return spoolMaxAge;
  }

  /** Returns the bytes, or an eighth of the most that the heap may grow to, if that is less. */
  static long ofHeap(long usual) {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    return Math.max(Builder.LEAST_BYTES, Math.min(usual, share));
  }

  /** A builder of {@link DeliverySettings}. Not thread-safe. */
  public static final class Builder {

    private static final long LEAST_BYTES = 64L << 10;
    private static final long MOST_BYTES = 256L << 30;
    private static final long LEAST_SPOOL = 1L << 20;
    private static final long MOST_SPOOL = 1L << 40;
    private static final Duration LEAST_AGE = Duration.ofSeconds(1);
    private static final Duration MOST_AGE = Duration.ofDays(365);
    private static final int MOST_SPANS = 1 << 20;
    private static final Duration LEAST_TIME = Duration.ofMillis(1);
    private static final Duration MOST_TIME = Duration.ofHours(1);

    private static final long USUAL_BYTES = 64L << 20;

    private long maxQueueBytes = ofHeap(USUAL_BYTES);
    private int maxQueueSpans = 8_192;
    private int batchSize = 512;
    private Duration interval = Duration.ofSeconds(1);
    private Duration timeout = Duration.ofSeconds(10);
    private Duration shutdownTimeout = Duration.ofSeconds(5);
    private @Nullable Path spoolDirectory;
    private long spoolMaxBytes = 256L << 20;
    private Duration spoolMaxAge = Duration.ofHours(24);

    private Builder() {}

    /**
     * Sets the most memory that queued spans may retain, in bytes; 64 MiB by default, or an eighth
     * of the most that the heap may grow to, if that is less.
     *
     * @throws IllegalArgumentException if it is not between 64 KiB and 256 GiB
     */
    public Builder maxQueueBytes(long bytes) {
      this.maxQueueBytes = within("maxQueueBytes", bytes, LEAST_BYTES, MOST_BYTES);
      return this;
    }

    /**
     * Sets the most spans that may be queued; 8,192 by default.
     *
     * @throws IllegalArgumentException if it is not between 1 and 1,048,576
     */
    public Builder maxQueueSpans(int spans) {
      this.maxQueueSpans = (int) within("maxQueueSpans", spans, 1, MOST_SPANS);
      return this;
    }

    /**
     * Sets the most spans in one export; 512 by default.
     *
     * @throws IllegalArgumentException if it is not between 1 and 1,048,576
     */
    public Builder batchSize(int spans) {
      this.batchSize = (int) within("batchSize", spans, 1, MOST_SPANS);
      return this;
    }

    /**
     * Sets the longest time a span waits for its batch to fill; one second by default.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 h
     */
    public Builder interval(Duration interval) {
      this.interval = within("interval", interval);
      return this;
    }

    /**
     * Sets the longest time one export may take, retries included; ten seconds by default.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 h
     */
    public Builder timeout(Duration timeout) {
      this.timeout = within("timeout", timeout);
      return this;
    }

    /**
     * Sets the longest time {@code close()} may take; five seconds by default.
     *
     * @throws IllegalArgumentException if it is not between 1 ms and 1 h
     */
    public Builder shutdownTimeout(Duration timeout) {
      this.shutdownTimeout = within("shutdownTimeout", timeout);
      return this;
    }

    /**
     * Sets the directory that spans are kept in while a target cannot be reached, also past the end
     * of the process; null, the default, for none. For targets that send OTLP. Several processes
     * may share it.
     *
     * @param directory created if it is missing, readable by its owner alone; not a link
     */
    public Builder spoolDirectory(@Nullable Path directory) {
      this.spoolDirectory = directory;
      return this;
    }

    /**
     * Sets the most bytes that one target's spool may have in files; 256 MiB by default. When it is
     * full the oldest spans go.
     *
     * @throws IllegalArgumentException if it is not between 1 MiB and 1 TiB
     */
    public Builder spoolMaxBytes(long bytes) {
      this.spoolMaxBytes = within("spoolMaxBytes", bytes, LEAST_SPOOL, MOST_SPOOL);
      return this;
    }

    /**
     * Sets the time after which a span in the spool is dropped; 24 hours by default.
     *
     * @throws IllegalArgumentException if it is not between 1 s and 365 days
     */
    public Builder spoolMaxAge(Duration age) {
      if (age.compareTo(LEAST_AGE) < 0 || age.compareTo(MOST_AGE) > 0) {
        throw new IllegalArgumentException(
            "spoolMaxAge must be between 1 s and 365 days but is " + age);
      }
      this.spoolMaxAge = age;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a batch is larger than the queue
     */
    public DeliverySettings build() {
      if (batchSize > maxQueueSpans) {
        throw new IllegalArgumentException(
            "batchSize must be at most maxQueueSpans (%d) but is %d"
                .formatted(maxQueueSpans, batchSize));
      }
      return new DeliverySettings(this);
    }

    private static long within(String name, long value, long least, long most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s must be between %d and %d but is %d".formatted(name, least, most, value));
      }
      return value;
    }

    private static Duration within(String name, Duration value) {
      if (value.compareTo(LEAST_TIME) < 0 || value.compareTo(MOST_TIME) > 0) {
        throw new IllegalArgumentException(
            "%s must be between 1 ms and 1 h but is %s".formatted(name, value));
      }
      return value;
    }
  }
}
