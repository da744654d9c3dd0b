package dev.raglan.internal.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The header of a record in a segment, which its content follows.
 *
 * <p>Four bytes say that a record begins and if it was delivered; then come length, spans, the time
 * in milliseconds, the CRC32C of the content, and the CRC32C of those fields. Only the first byte
 * ever changes.
 *
 * @param offset the header's place in the segment
 * @param length the content's bytes
 * @param spans the number of spans in the content
 * @param time the time of writing, in milliseconds
 * @param checksum of the content
 * @param delivered true if the target has the spans, or they were dropped
 */
record SpoolRecord(long offset, int length, int spans, long time, int checksum, boolean delivered) {

  static final int HEADER = 28;

  private static final byte WAITING = 'W';
  private static final byte DELIVERED = 'D';
  private static final byte[] MAGIC = {'R', 'g', '1'};
  private static final int FIELDS = 4;
  private static final int FIELDS_END = 24;

  /** Returns a whole record, header and content. */
  static byte[] encode(byte[] content, int spans, long time) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + content.length);
    out.put(WAITING).put(MAGIC).putInt(content.length).putInt(spans).putLong(time);
    out.putInt(crc(content, 0, content.length));
    out.putInt(crc(out.array(), FIELDS, FIELDS_END - FIELDS));
    return out.put(content).array();
  }

  /** Returns the header at that place; null if there is none, or it is torn or damaged. */
  static @Nullable SpoolRecord read(RandomAccessFile file, long offset) throws IOException {
    if (file.length() - offset < HEADER) {
      return null;
    }
    byte[] bytes = new byte[HEADER];
    file.seek(offset);
    file.readFully(bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte state = in.get();
    boolean known = state == WAITING || state == DELIVERED;
    for (byte each : MAGIC) {
      known &= in.get() == each;
    }
    int length = in.getInt();
    int spans = in.getInt();
    long time = in.getLong();
    int checksum = in.getInt();
    if (!known
        || in.getInt() != crc(bytes, FIELDS, FIELDS_END - FIELDS)
        || length < 0
        || spans < 1) {
      return null;
    }
    return new SpoolRecord(offset, length, spans, time, checksum, state == DELIVERED);
  }

  /** Returns the place after the record. */
  long end() {
    return offset + HEADER + length;
  }

  /** Returns the content; null if it is torn or damaged. */
  byte @Nullable [] content(RandomAccessFile file) throws IOException {
    if (file.length() < end()) {
      return null;
    }
    byte[] content = new byte[length];
    file.seek(offset + HEADER);
    file.readFully(content);
    return crc(content, 0, length) == checksum ? content : null;
  }

  void markDelivered(RandomAccessFile file) throws IOException {
    file.seek(offset);
    file.write(DELIVERED);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
