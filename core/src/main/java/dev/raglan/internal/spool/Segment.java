package dev.raglan.internal.spool;

import dev.raglan.internal.spool.SpoolAccount.Loss;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of records: appended to while its name ends in {@code .open}, read once it was promoted.
 * Not thread-safe.
 */
final class Segment {

  static final String OPEN = ".open";
  static final String PROMOTED = ".seg";
  static final Pattern NAME = Pattern.compile("[0-9]{16}\\.(open|seg)");

  private Path path;

  /** Null until it is needed, so that many segments hold no descriptors. */
  private @Nullable RandomAccessFile file;

  private final Deque<SpoolRecord> waiting = new ArrayDeque<>();
  private long bytes;
  private int spans;

  private Segment(Path path) {
    this.path = path;
  }

  static Segment create(Path directory, long number) throws IOException {
    Segment segment = new Segment(directory.resolve("%016d%s".formatted(number, OPEN)));
    SpoolFiles.createFile(segment.path);
    return segment;
  }

  /**
   * Reads the headers of a file that another owner has left, up to the first that is torn or
   * damaged.
   *
   * @param account told of the spans that wait, and of the loss of at least one if something is
   *     damaged
   */
  static Segment read(Path path, SpoolAccount account) throws IOException {
    Segment segment = new Segment(path);
    RandomAccessFile in = segment.file();
    long length = in.length();
    SpoolRecord next = SpoolRecord.read(in, 0);
    while (next != null && next.end() <= length) {
      segment.bytes = next.end();
      if (!next.delivered()) {
        segment.add(next);
      }
      next = SpoolRecord.read(in, segment.bytes);
    }
    if (segment.bytes < length) {
      int damaged = next == null ? 1 : next.spans();
      account.found(damaged);
      account.lost(damaged, Loss.DAMAGED);
      // So that the next to read it does not count it again.
      in.setLength(segment.bytes);
    }
    segment.close();
    account.found(segment.spans);
    return segment;
  }

  private void add(SpoolRecord next) {
    waiting.add(next);
    spans += next.spans();
  }

  /** Appends a record; what a failure has left of it is removed. */
  void append(byte[] record, int count, long time) throws IOException {
    RandomAccessFile out = file();
    try {
      out.seek(bytes);
      out.write(record);
    } catch (IOException e) {
      out.setLength(bytes);
      throw e;
    }
    SpoolRecord written = SpoolRecord.read(out, bytes);
    if (written == null || written.time() != time || written.spans() != count) {
      throw new IOException("what was written to " + path + " cannot be read back");
    }
    bytes = written.end();
    add(written);
  }

  /** Writes it to the disk and renames it; nothing is appended from then on. */
  void promote() throws IOException {
    file().getFD().sync();
    close();
    String name = path.getFileName().toString();
    if (name.endsWith(OPEN)) {
      String base = name.substring(0, name.length() - OPEN.length());
      path = Files.move(path, path.resolveSibling(base + PROMOTED));
    }
  }

  private RandomAccessFile file() throws IOException {
    RandomAccessFile open = file;
    if (open == null) {
      // Not a FileChannel: an interrupted thread would close it.
      open = new RandomAccessFile(path.toFile(), "rw");
      file = open;
    }
    return open;
  }

  Deque<SpoolRecord> waiting() {
    return waiting;
  }

  byte @Nullable [] content(SpoolRecord entry) throws IOException {
    return entry.content(file());
  }

  /** Removes the oldest record. */
  SpoolRecord removeFirst() throws IOException {
    SpoolRecord first = waiting.remove();
    spans -= first.spans();
    if (!waiting.isEmpty()) {
      first.markDelivered(file());
    }
    return first;
  }

  long bytes() {
    return bytes;
  }

  int spans() {
    return spans;
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }

  void close() throws IOException {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
