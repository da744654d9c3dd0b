package dev.raglan.internal.type;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a serializer writes as a tree, and stops it when the tree is larger than could ever
 * be written. Objects that the serializer hands back to Jackson stay as they are.
 */
final class TreeGenerator extends GeneratorBase {

  /** A serializer under way. */
  @FunctionalInterface
  interface Serialization {

    /** Writes one value. */
    void writeTo(JsonGenerator generator) throws Exception;
  }

  /** Ends a serializer that has written enough. */
  private static final class Enough extends IOException {

    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  /** Takes what is written into an array or object. */
  private interface Container {

    void add(String name, @Nullable Object value);
  }

  private final Deque<Container> open = new ArrayDeque<>();
  private @Nullable Object root;
  private String name = "";
  private long budget;

  private TreeGenerator(ObjectMapper mapper, int budget) {
    super(0, mapper, (IOContext) null);
    this.budget = budget;
  }

  /** Returns the written text; if that is too much, its beginning. */
  static @Nullable Object tree(ObjectMapper mapper, int budget, Serialization serialization)
      throws Exception {
    try (TreeGenerator generator = new TreeGenerator(mapper, Math.max(1, budget))) {
      try {
        serialization.writeTo(generator);
      } catch (Exception thrown) {
        if (generator.budget > 0) {
          throw thrown;
        }
      }
      return generator.root;
    }
  }

  private void add(@Nullable Object value, int cost) throws IOException {
    if (budget <= 0) {
      throw new Enough();
    }
    budget -= cost + 1L;
    if (open.isEmpty()) {
      root = value;
    } else {
      open.peek().add(name, value);
    }
  }

  private void add(@Nullable Object value) throws IOException {
    add(value, 0);
  }

  private void text(String text) throws IOException {
    add(text, text.length());
  }

  @Override
  public void writeStartArray() throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    add(items);
    open.push((ignored, value) -> items.add(value));
  }

  @Override
  public void writeStartObject() throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    add(members);
    open.push(members::put);
  }

  @Override
  public void writeEndArray() {
    open.pop();
  }

  @Override
  public void writeEndObject() {
    open.pop();
  }

  @Override
  public void writeFieldName(String field) {
    name = field;
  }

  @Override
  public void writePOJO(@Nullable Object value) throws IOException {
    add(value);
  }

  @Override
  public void writeObject(@Nullable Object value) throws IOException {
    add(value);
  }

  @Override
  public void writeEmbeddedObject(@Nullable Object value) throws IOException {
    add(value);
  }

  @Override
  public void writeTree(@Nullable TreeNode tree) throws IOException {
    add(tree);
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    if (text == null) {
      writeNull();
    } else {
      text(text);
    }
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    text(new String(text, offset, length));
  }

  @Override
  public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
    text(new String(text, offset, length, StandardCharsets.UTF_8));
  }

  @Override
  public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
    writeRawUTF8String(text, offset, length);
  }

  @Override
  public void writeRaw(String text) throws IOException {
    text(text);
  }

  @Override
  public void writeRaw(String text, int offset, int length) throws IOException {
    text(text.substring(offset, offset + length));
  }

  @Override
  public void writeRaw(char[] text, int offset, int length) throws IOException {
    writeString(text, offset, length);
  }

  @Override
  public void writeRaw(char c) throws IOException {
    text(String.valueOf(c));
  }

  @Override
  public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
      throws IOException {
    add(Placeholder.bytes(length));
  }

  @Override
  public void writeNumber(int number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(long number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(BigInteger number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(double number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(float number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(BigDecimal number) throws IOException {
    add(number);
  }

  @Override
  public void writeNumber(String number) throws IOException {
    text(number);
  }

  @Override
  public void writeBoolean(boolean state) throws IOException {
    add(state);
  }

  @Override
  public void writeNull() throws IOException {
    add(null);
  }

  @Override
  public void flush() {}

  @Override
  protected void _releaseBuffers() {}

  @Override
  protected void _verifyValueWrite(String what) {}
}
