package dev.raglan.internal.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is put aside when it is full. Lines go to the operating system as they come.
 *
 * <p>Several processes may append to one file: each holds a lock while it appends or rotates, and
 * notices by the file's identity that another, such as logrotate, has put the file aside. The file
 * is readable by its owner alone unless it exists with another mode, which rotation keeps. Not
 * thread-safe.
 */
public final class RotatingFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int FILE_TYPE = 0xf000;
  private static final int FIFO = 0x1000;
  private static final int SOCKET = 0xc000;

  private final Path path;
  private final long maxSize;
  private final int maxFiles;
  private final AppendLock lock;
  private @Nullable Set<PosixFilePermission> mode;
  private @Nullable OutputStream out;
  private @Nullable Object key;

  /**
   * Creates a file not yet open.
   *
   * @param maxSize in bytes
   * @param maxFiles the number of files to keep, the current one included
   */
  public RotatingFile(Path path, long maxSize, int maxFiles) {
    this.path = path;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
    this.lock = new AppendLock(path);
  }

  /** Opens the file for appending and ends its last line if a crash has torn it. */
  public void open() throws IOException {
    lock.run(held -> stream());
  }

  /**
   * Appends a line, which ends with a line feed; opens the file again if it is closed, gone, or
   * replaced. After a failure the file is closed.
   */
  void append(byte[] line) throws IOException {
    lock.run(held -> append(line, held));
  }

  private void append(byte[] line, boolean locked) throws IOException {
    try {
      if (out != null && isReplaced()) {
        close();
      }
      OutputStream stream = stream();
      long size = Files.size(path);
      if (size > 0 && size + line.length > maxSize) {
        rotate();
        stream = stream();
        size = Files.size(path);
      }
      write(stream, line, size, locked);
    } catch (IOException e) {
      abandon(e);
      throw e;
    }
  }

  private boolean isReplaced() throws IOException {
    try {
      return !Objects.equals(key, attributes().fileKey());
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Closes the file; appending opens it again. */
  void close() throws IOException {
    OutputStream stream = out;
    out = null;
    if (stream != null) {
      stream.close();
    }
  }

  /** Closes the file and the lock. */
  void shutdown() throws IOException {
    try {
      close();
    } finally {
      lock.close();
    }
  }

  private OutputStream stream() throws IOException {
    if (out != null) {
      return out;
    }
    create();
    checkType();
    // Not a FileChannel: an interrupted thread would close it.
    OutputStream opened =
        Files.newOutputStream(path, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    out = opened;
    BasicFileAttributes attributes = attributes();
    key = attributes.fileKey();
    if (attributes.isRegularFile() && attributes.size() > 0 && lastByte(attributes) != '\n') {
      opened.write('\n');
    }
    return opened;
  }

  private void create() throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (isPosix(path.toAbsolutePath().getParent())) {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        if (mode != null) {
          Files.setPosixFilePermissions(path, mode);
        }
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
    }
  }

  private static boolean isPosix(@Nullable Path directory) throws IOException {
    if (directory == null) {
      return false;
    }
    FileStore store = Files.getFileStore(directory);
    return store.supportsFileAttributeView("posix");
  }

  private void checkType() throws IOException {
    BasicFileAttributes attributes = attributes();
    if (attributes.isSymbolicLink()) {
      throw new IOException("it is a symbolic link; name the file it leads to");
    }
    if (attributes.isOther() && isPosix(path.toAbsolutePath().getParent())) {
      int type =
          (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & FILE_TYPE;
      if (type == FIFO || type == SOCKET) {
        throw new IOException("it is a pipe or a socket; name a file");
      }
    }
  }

  private int lastByte(BasicFileAttributes attributes) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      in.skipNBytes(attributes.size() - 1);
      return in.read();
    }
  }

  private void write(OutputStream stream, byte[] line, long size, boolean locked)
      throws IOException {
    try {
      stream.write(line);
    } catch (IOException e) {
      if (locked) {
        dropTornLine(size, e);
      }
      throw e;
    }
  }

  /** Removes a line that a full disk took in part. No other process appends meanwhile. */
  private void dropTornLine(long size, IOException failure) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (!isReplaced()) {
        channel.truncate(size);
      }
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
    if (isPosix(path.toAbsolutePath().getParent())) {
      mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    }
    int last = 0;
    while (last < maxFiles - 1 && Files.exists(numbered(last), LinkOption.NOFOLLOW_LINKS)) {
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
