package dev.raglan.internal.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is put aside when it is full. Lines go to the operating system as they come.
 * Not thread-safe.
 */
public final class RotatingFile {

  private final Path path;
  private final long maxSize;
  private final int maxFiles;
  private @Nullable OutputStream out;
  private long size;

  /**
   * A file not yet open.
   *
   * @param maxSize in bytes
   * @param maxFiles how many files to keep, the current one included
   */
  public RotatingFile(Path path, long maxSize, int maxFiles) {
    this.path = path;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
  }

  /** Opens the file for appending and ends its last line, should a crash have torn it. */
  public void open() throws IOException {
    stream();
  }

  /**
   * Appends a line, which ends with a line feed; opens the file again where it is closed or gone.
   * After a failure the file is closed.
   */
  void append(byte[] line) throws IOException {
    try {
      if (out != null && !Files.exists(path)) {
        close();
      }
      OutputStream stream = stream();
      if (size > 0 && size + line.length > maxSize) {
        rotate();
        stream = stream();
      }
      write(stream, line);
    } catch (IOException e) {
      abandon(e);
      throw e;
    }
  }

  /** Closes the file; appending opens it again. */
  void close() throws IOException {
    OutputStream stream = out;
    out = null;
    if (stream != null) {
      stream.close();
    }
  }

  private OutputStream stream() throws IOException {
    if (out != null) {
      return out;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    // Not a FileChannel: an interrupted thread would close it.
    OutputStream opened =
        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    out = opened;
    size = Files.size(path);
    if (size > 0 && lastByte() != '\n') {
      opened.write('\n');
      size++;
    }
    return opened;
  }

  private int lastByte() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(size - 1);
      return in.read();
    }
  }

  private void write(OutputStream stream, byte[] line) throws IOException {
    try {
      stream.write(line);
      size += line.length;
    } catch (IOException e) {
      dropTornLine(e);
      throw e;
    }
  }

  /** A full disk takes part of a line: gives the room back, and leaves no half line behind. */
  private void dropTornLine(IOException failure) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void abandon(IOException failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void rotate() throws IOException {
    close();
    int last = 0;
    while (last < maxFiles - 1 && Files.exists(numbered(last))) {
      last++;
    }
    if (maxFiles == 1) {
      Files.delete(path);
    }
    for (int i = last; i > 0; i--) {
      Files.move(numbered(i - 1), numbered(i), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path numbered(int number) {
    return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
