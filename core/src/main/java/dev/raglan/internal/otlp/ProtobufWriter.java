package dev.raglan.internal.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of protocol buffer fields. A nested message is written in place; its length is
 * put before it when it ends. Not thread-safe.
 */
final class ProtobufWriter {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private byte[] bytes;
  private int size;

  ProtobufWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Returns the buffer itself, of which the first {@link #size()} bytes are written. */
  byte[] buffer() {
    return bytes;
  }

  void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int field, byte[] value) {
    tag(field, LENGTH);
    varint(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /**
   * Writes a nested message of a key and a text: {@code KeyValue} with a string. Its lengths are
   * known beforehand, so that the text is not moved to make room for them.
   */
  void keyAndText(int field, String key, String text) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] textBytes = text.getBytes(StandardCharsets.UTF_8);
    int value = sizeOf(textBytes);
    tag(field, LENGTH);
    varint(sizeOf(keyBytes) + 1 + varintSize(value) + value);
    bytes(1, keyBytes);
    tag(2, LENGTH);
    varint(value);
    bytes(1, textBytes);
  }

  /** Returns the size of a field with a number below 16. */
  private static int sizeOf(byte[] value) {
    return 1 + varintSize(value.length) + value.length;
  }

  /** Writes an id given in hexadecimal digits as bytes. */
  void hex(int field, String digits) {
    int length = digits.length() / 2;
    tag(field, LENGTH);
    varint(length);
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] =
          (byte)
              (Character.digit(digits.charAt(2 * i), 16) << 4
                  | Character.digit(digits.charAt(2 * i + 1), 16));
    }
  }

  void number(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    tag(field, FIXED64);
    reserve(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void fixed32(int field, int value) {
    tag(field, FIXED32);
    reserve(Integer.BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /**
   * Begins a nested message.
   *
   * @return the argument of {@link #end}
   */
  int begin(int field) {
    tag(field, LENGTH);
    reserve(1);
    return size++;
  }

  /**
   * Begins a nested message that has about so many bytes.
   *
   * @return the argument of {@link #end(int, int)}
   */
  int begin(int field, int expected) {
    tag(field, LENGTH);
    int width = varintSize(expected);
    reserve(width);
    int begun = size;
    size += width;
    return begun;
  }

  /** Ends a nested message; it is moved if its length does not take as many bytes as expected. */
  void end(int begun, int expected) {
    end(begun, begun + varintSize(expected), size);
  }

  /** Ends a nested message. */
  void end(int begun) {
    end(begun, begun + 1, size);
  }

  private void end(int begun, int content, int end) {
    int length = end - content;
    int width = varintSize(length);
    if (begun + width != content) {
      reserve(width);
      System.arraycopy(bytes, content, bytes, begun + width, length);
    }
    size = begun;
    varint(length);
    size += length;
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    reserve(10);
    long left = value;
    while ((left & ~0x7fL) != 0) {
      bytes[size++] = (byte) (left & 0x7f | 0x80);
      left >>>= 7;
    }
    bytes[size++] = (byte) left;
  }

  /** Returns the width of a length in bytes. */
  static int varintSize(int length) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(length)) / 7);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
    }
  }
}
