package dev.raglan.internal.spool;

import dev.raglan.internal.spool.SpoolAccount.Loss;
import dev.raglan.internal.transport.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The spool of one target: a queue of pieces in files, the oldest of which go when it is full or
 * they are too old. Thread-safe.
 */
public final class Spool {

  private final Path directory;
  private final Parent parent;
  private final SpoolLimits limits;
  private final SpoolAccount account;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private @Nullable Segment open;
  private long nextNumber;
  private int lent;
  private int settledOfFirst;
  private volatile long spans;
  private boolean closed;

  /**
   * @param directory of this spool alone; created with its first record
   */
  Spool(Path directory, Parent parent, SpoolLimits limits, SpoolAccount account) {
    this.directory = directory;
    this.parent = parent;
    this.limits = limits;
    this.account = account;
  }

  /** The directory that holds those of the spools. */
  interface Parent {

    /** Creates it again if somebody has deleted it. */
    void restore() throws IOException;
  }

  /** Returns the name of the target and its encoding. */
  String name() {
    return String.valueOf(directory.getFileName());
  }

  /** Takes over a file that another has left. */
  synchronized void adopt(Path left) throws IOException {
    if (closed || !isSegment(left)) {
      return;
    }
    createDirectory();
    Path own = directory.resolve("%016d%s".formatted(nextNumber++, Segment.PROMOTED));
    Files.move(left, own);
    Segment segment = Segment.read(own, account);
    if (segment.waiting().isEmpty()) {
      segment.delete();
    } else {
      segments.add(segment);
      spans += segment.spans();
    }
  }

  /** Deletes a file of a target that nobody has any more, once it is too old. */
  synchronized void expire(Path left) throws IOException {
    if (!closed
        && isSegment(left)
        && Files.getLastModifiedTime(left).toMillis() < limits.expiry()) {
      Segment segment = Segment.read(left, account);
      segment.delete();
      account.lost(segment.spans(), Loss.EXPIRED);
    }
  }

  private static boolean isSegment(Path file) {
    return Segment.NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  private void createDirectory() throws IOException {
    if (!SpoolFiles.isDirectory(directory)) {
      parent.restore();
      SpoolFiles.createDirectory(directory);
    }
  }

  /** Returns the number of spans in the spool. */
  public long spans() {
    return spans;
  }

  /** Returns true if nothing is in the spool. */
  public boolean isEmpty() {
    return spans == 0;
  }

  /**
   * Appends pieces, and drops the oldest for them if there is no room.
   *
   * @param stored called with the number of spans of each piece once it is in a file, with the
   *     spool locked
   * @throws IOException if it is closed, the disk is full, or a piece is larger than the spool
   */
  public synchronized void append(List<Piece> pieces, IntConsumer stored) throws IOException {
    if (closed) {
      throw new IOException("the spool is closed");
    }
    dropExpired();
    for (Piece piece : pieces) {
      long now = limits.clock().getAsLong();
      byte[] written = SpoolRecord.encode(piece.content(), piece.spans(), now);
      makeRoom(written.length);
      writable(written.length).append(written, piece.spans(), now);
      spans += piece.spans();
      stored.accept(piece.spans());
    }
  }

  private Segment writable(int more) throws IOException {
    Segment last = open;
    if (last != null && last.bytes() > 0 && last.bytes() + more > limits.segmentBytes()) {
      open = null;
      last.promote();
      last = null;
    }
    if (last == null) {
      createDirectory();
      last = Segment.create(directory, nextNumber++);
      segments.add(last);
      open = last;
    }
    return last;
  }

  private void makeRoom(long wanted) throws IOException {
    long held = 0;
    for (Segment each : segments) {
      held += each.bytes();
    }
    while (held + wanted > limits.maxBytes()) {
      Segment oldest = oldestNotLent();
      if (oldest == null) {
        throw new IOException("max-bytes of the spool is reached");
      }
      held -= oldest.bytes();
      drop(oldest, Loss.FULL);
    }
  }

  private @Nullable Segment oldestNotLent() {
    for (Segment each : segments) {
      if (lent == 0 || each != segments.peek()) {
        return each;
      }
    }
    return null;
  }

  private void drop(Segment segment, Loss loss) throws IOException {
    int left = segment.spans() - (segment == segments.peek() ? settledOfFirst : 0);
    if (segment == segments.peek()) {
      settledOfFirst = 0;
    }
    segments.remove(segment);
    if (segment == open) {
      open = null;
    }
    spans -= left;
    account.lost(left, loss);
    segment.delete();
  }

  /** Gives up what somebody has deleted. */
  private void dropAll() throws IOException {
    for (Segment each : List.copyOf(segments)) {
      drop(each, Loss.DAMAGED);
    }
  }

  private void dropExpired() throws IOException {
    long expiry = limits.expiry();
    Segment first = segments.peek();
    while (lent == 0 && first != null && first.waiting().element().time() < expiry) {
      removeFirst(first, Loss.EXPIRED);
      first = segments.peek();
    }
  }

  /**
   * Returns the oldest pieces, of one segment; empty if there are none. They stay in the spool
   * until they are {@linkplain #settle settled}.
   *
   * @param maxBytes the most bytes; the first piece may have more
   */
  public synchronized List<Piece> lend(long maxBytes) throws IOException {
    if (!segments.isEmpty() && !SpoolFiles.isDirectory(directory)) {
      dropAll();
    }
    dropExpired();
    List<Piece> pieces = new ArrayList<>();
    while (pieces.isEmpty() && !segments.isEmpty() && !closed) {
      Segment first = segments.element();
      if (first == open) {
        open = null;
        first.promote();
      }
      read(first, maxBytes, pieces);
    }
    lent = pieces.size();
    return pieces;
  }

  private void read(Segment first, long maxBytes, List<Piece> pieces) throws IOException {
    long bytes = 0;
    for (SpoolRecord each : List.copyOf(first.waiting())) {
      bytes += each.length();
      if (bytes > maxBytes && !pieces.isEmpty()) {
        return;
      }
      byte[] content = first.content(each);
      if (content != null) {
        pieces.add(new Piece(each.spans(), content));
      } else if (pieces.isEmpty()) {
        removeFirst(first, Loss.DAMAGED);
      } else {
        return;
      }
    }
  }

  private void removeFirst(Segment first, @Nullable Loss loss) throws IOException {
    SpoolRecord removed = first.removeFirst();
    if (loss != null) {
      int left = removed.spans() - settledOfFirst;
      settledOfFirst = 0;
      spans -= left;
      account.lost(left, loss);
    }
    if (first.waiting().isEmpty()) {
      segments.remove(first);
      if (first == open) {
        open = null;
      }
      first.delete();
    }
  }

  /**
   * Settles spans of those lent, from the oldest on; a record goes with its last span.
   *
   * @param settled called before this returns, with the spool locked
   */
  public synchronized void settle(int count, Runnable settled) throws IOException {
    spans -= count;
    settled.run();
    settledOfFirst += count;
    Segment first = segments.peek();
    while (first != null
        && !first.waiting().isEmpty()
        && settledOfFirst >= first.waiting().element().spans()) {
      settledOfFirst -= first.waiting().element().spans();
      removeFirst(first, null);
      first = segments.peek();
    }
  }

  /** Ends the loan; what was not settled is lent again. */
  public synchronized void giveBack() {
    lent = 0;
  }

  /** Writes what was appended to the disk, and closes the files. */
  synchronized void close() throws IOException {
    closed = true;
    Segment last = open;
    open = null;
    if (last != null) {
      last.promote();
    }
    for (Segment each : segments) {
      each.close();
    }
  }
}
