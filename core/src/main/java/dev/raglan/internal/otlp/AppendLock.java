package dev.raglan.internal.otlp;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a file that several processes append to, held on a hidden file beside it. Where there
 * can be no lock, work goes on without it.
 */
final class AppendLock {

  /** The monitor of each file that a lock is for. */
  private static final Map<Path, WeakReference<Monitor>> MONITORS = new WeakHashMap<>();

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final Path file;
  private final Path lockFile;
  private final Monitor monitor;
  private @Nullable FileChannel channel;

  AppendLock(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.lockFile = this.file.resolveSibling("." + this.file.getFileName() + ".lock");
    this.monitor = monitor(this.file);
  }

  /** An object to synchronize on, which keeps its file's entry alive. */
  private static final class Monitor {

    private final Path file;

    Monitor(Path file) {
      this.file = file;
    }
  }

  private static Monitor monitor(Path file) {
    synchronized (MONITORS) {
      WeakReference<Monitor> known = MONITORS.get(file);
      Monitor monitor = known == null ? null : known.get();
      if (monitor == null) {
        monitor = new Monitor(file);
        // An entry that is still there would keep its key, which is about to be collected.
        MONITORS.remove(file);
        MONITORS.put(monitor.file, new WeakReference<>(monitor));
      }
      return monitor;
    }
  }

  /** Returns the number of files that are known. */
  static int known() {
    synchronized (MONITORS) {
      return MONITORS.size();
    }
  }

  /** Work on the file. */
  interface Appending {

    /**
     * Does it.
     *
     * @param locked true if no other process works on the file
     */
    void run(boolean locked) throws IOException;
  }

  void run(Appending work) throws IOException {
    synchronized (monitor) {
      FileLock lock = lock();
      try {
        work.run(lock != null);
      } finally {
        if (lock != null) {
          release(lock);
        }
      }
    }
  }

  private @Nullable FileLock lock() {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        return null; // A device, such as /dev/full.
      }
      FileChannel open = channel();
      long start = System.nanoTime();
      do {
        FileLock lock = tryLock(open);
        if (lock != null) {
          return lock;
        }
        LockSupport.parkNanos(this, PAUSE);
      } while (System.nanoTime() - start < PATIENCE);
      return null;
    } catch (IOException | UnsupportedOperationException e) {
      channel = null;
      return null;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel open) throws IOException {
    try {
      return open.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Raglan, loaded once more in this process.
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      Set<OpenOption> options =
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      Path directory = lockFile.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      open = FileChannel.open(lockFile, options, mode(lockFile));
      channel = open;
    }
    return open;
  }

  private static FileAttribute<?>[] mode(Path path) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      // Released with its channel.
    }
  }

  void close() throws IOException {
    synchronized (monitor) {
      FileChannel open = channel;
      channel = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
