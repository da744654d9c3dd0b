package dev.raglan.export;

import dev.raglan.internal.otlp.OtlpJsonFileExporter;
import dev.raglan.internal.otlp.RotatingFile;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of OTLP JSON Lines: one export request a line, as collectors' file receivers read it.
 *
 * <p>Appends to a file that exists. Before a line would take it past its size, {@code spans.jsonl}
 * becomes {@code spans.jsonl.1}, that one {@code spans.jsonl.2}, and so on; the oldest goes. Lines
 * are at most 1 MB long; of a span that is larger the longest texts are cut, with the marker of
 * what is missing. New files are readable by their owner alone. Several processes may write to one
 * file, and others may rotate it; a hidden {@code .spans.jsonl.lock} beside it holds their lock.
 * Immutable.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/">OTLP file
 *     exporter</a>
 */
public final class OtlpJsonFile implements ExportTarget {

  private final Path path;
  private final long maxSize;
  private final int maxFiles;

  private OtlpJsonFile(Builder builder) {
    this.path = builder.path;
    this.maxSize = builder.maxSize;
    this.maxFiles = builder.maxFiles;
  }

  /** Returns a target that writes to the path, in up to 5 files of 64 MiB each. */
  public static OtlpJsonFile at(Path path) {
    return builder(path).build();
  }

  /**
   * Returns a builder for the path.
   *
   * @param path missing directories are created
   */
  public static Builder builder(Path path) {
    return new Builder(path);
  }

  /** Returns {@code file}. */
  @Override
  public String name() {
    return "file";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Fails if the path is a directory, or cannot be created or written to.
   */
  @Override
  public SpanExporter open() {
    if (Files.isDirectory(path)) {
      throw new IllegalStateException(
          "spans cannot be written to " + path + ": it is a directory; name a file in it");
    }
    RotatingFile file = new RotatingFile(path, maxSize, maxFiles);
    try {
      file.open();
    } catch (IOException e) {
      throw new IllegalStateException(
          "spans cannot be written to " + path + ": check the path (" + e.getMessage() + ")", e);
    }
    return new OtlpJsonFileExporter(file);
  }

  @Override
  public String toString() {
    return "OtlpJsonFile{path=%s, maxSize=%d, maxFiles=%d}".formatted(path, maxSize, maxFiles);
  }

  /** A builder of {@link OtlpJsonFile}. Not thread-safe. */
  public static final class Builder {

    private static final long DEFAULT_MAX_SIZE = 64L << 20;
    private static final int DEFAULT_MAX_FILES = 5;
    private static final long MOST_BYTES = 1L << 40;
    private static final int MOST_FILES = 10_000;

    private final Path path;
    private long maxSize = DEFAULT_MAX_SIZE;
    private int maxFiles = DEFAULT_MAX_FILES;

    private Builder(Path path) {
      this.path = path.toAbsolutePath();
    }

    /**
     * Sets the size at which a file is rotated, in bytes; 64 MiB by default. A longer line gets a
     * file of its own.
     *
     * @throws IllegalArgumentException if it is not from 1 byte to 1 TiB
     */
    public Builder maxSize(long bytes) {
      this.maxSize = within("maxSize", bytes, MOST_BYTES);
      return this;
    }

    /**
     * Sets the number of files to keep, the current one included; 5 by default.
     *
     * @throws IllegalArgumentException if it is not from 1 to 10,000
     */
    public Builder maxFiles(int files) {
      this.maxFiles = (int) within("maxFiles", files, MOST_FILES);
      return this;
    }

    private static long within(String what, long value, long most) {
      if (value < 1 || value > most) {
        throw new IllegalArgumentException(
            "%s must be between 1 and %d but is %d".formatted(what, most, value));
      }
      return value;
    }

    /** Builds the target. */
    public OtlpJsonFile build() {
      return new OtlpJsonFile(this);
    }
  }
}
