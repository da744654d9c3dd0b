package dev.raglan.internal.spool;

import dev.raglan.internal.safe.ThrottledLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sub-directory of the spool's directory that one owner holds by a lock on a file in it, with a
 * directory for each target.
 *
 * <p>Its name begins with the process and its start, since a process must not open the lock files
 * of its own: closing them would release its locks. One that was closed is renamed to {@code left-}
 * and free for all. Thread-safe.
 */
public final class SpoolDirectory {

  private static final ThrottledLog LOG = ThrottledLog.of(SpoolDirectory.class);
  private static final String LOCK = "lock";
  private static final String LEFT = "left-";
  private static final int ATTEMPTS = 20;
  private static final String PROCESS = process();

  private final Path root;
  private final Path own;
  private final Object ownership = new Object();
  private FileChannel channel;
  private final List<Spool> spools = new ArrayList<>();
  private boolean closed;

  private SpoolDirectory(Path root, Path own, FileChannel channel) {
    this.root = root;
    this.own = own;
    this.channel = channel;
  }

  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return self.pid() + "-" + start + "-";
  }

  /**
   * Creates a directory of its own below the root.
   *
   * @throws IOException if the root is a link or no directory, or cannot be written to
   */
  public static SpoolDirectory open(Path root) throws IOException {
    createRoot(root.toAbsolutePath().normalize());
    for (int i = 0; i < ATTEMPTS; i++) {
      Path own = root.resolve(PROCESS + random());
      SpoolFiles.createDirectory(own);
      FileChannel channel = lock(own, true);
      if (channel != null) {
        return new SpoolDirectory(root, own, channel);
      }
    }
    throw new IOException("no lock could be had in " + root);
  }

  private static void createRoot(Path root) throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      if (!SpoolFiles.isDirectory(root)) {
        throw new IOException(root + " is a link or a file; name a directory");
      }
      return;
    }
    Path parent = root.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      SpoolFiles.createDirectory(root);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
      createRoot(root);
    }
  }

  private static String random() {
    byte[] bytes = new byte[6];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns a channel that holds the directory's lock; null if another process has it. */
  private static @Nullable FileChannel lock(Path directory, boolean create) throws IOException {
    Path file = directory.resolve(LOCK);
    try {
      if (create) {
        SpoolFiles.createFile(file);
      }
      FileChannel channel =
          FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
      FileLock lock = tryLock(channel);
      // Another process may have had the lock before, and deleted the file.
      if (lock != null && SpoolFiles.isFile(file)) {
        return channel;
      }
      channel.close();
      return null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Opens the spool of a target, and takes over what owners that are gone have left for it.
   *
   * @param name of the target and its encoding, unique in this directory
   */
  public synchronized Spool spool(String name, SpoolLimits limits, SpoolAccount account)
      throws IOException {
    Spool spool = new Spool(own.resolve(name), this::restore, limits, account);
    forEachLeft(owner -> takeOver(owner, spool));
    spools.add(spool);
    return spool;
  }

  /**
   * Takes the directory anew after somebody, such as a cleaner of temporary files, has deleted it.
   * Spools call it with their lock held, so it must not wait for this.
   */
  private void restore() throws IOException {
    synchronized (ownership) {
      if (!SpoolFiles.isDirectory(own)) {
        createRoot(root.toAbsolutePath().normalize());
        SpoolFiles.createDirectory(own);
        FileChannel anew = lock(own, true);
        if (anew == null) {
          throw new IOException("no lock could be had in " + own);
        }
        channel.close();
        channel = anew;
      }
    }
  }

  /**
   * Takes over what owners that are gone by now have left for the spool, and deletes what they have
   * left for targets that this process does not have, once it is too old.
   */
  public synchronized void adopt(Spool spool) throws IOException {
    if (!closed) {
      forEachLeft(
          owner -> {
            takeOver(owner, spool);
            expire(owner, spool);
          });
    }
  }

  /** An action on what an owner that is gone has left. */
  private interface Action {

    void on(Path path) throws IOException;
  }

  private void forEachLeft(Action action) throws IOException {
    for (Path each : SpoolFiles.list(root)) {
      if (SpoolFiles.isDirectory(each)) {
        try {
          onLeft(each, action);
        } catch (IOException | UncheckedIOException e) {
          // Such as one of another user; what it holds must not keep the application from starting.
          LOG.warn("taking over what another process has left in " + each + " failed", e);
        }
      }
    }
  }

  private static void onLeft(Path owner, Action action) throws IOException {
    String ownerName = owner.getFileName().toString();
    if (ownerName.startsWith(LEFT)) {
      action.on(owner);
      deleteIfEmpty(owner);
    } else if (!ownerName.startsWith(PROCESS)
        && SpoolFiles.isFile(owner.resolve(LOCK))
        && Files.isWritable(owner)) {
      try (FileChannel lock = lock(owner, false)) {
        if (lock != null) {
          action.on(owner);
          deleteIfEmpty(owner);
        }
      }
    }
  }

  private static void takeOver(Path owner, Spool spool) throws IOException {
    forEachFile(owner.resolve(spool.name()), spool::adopt);
  }

  private void expire(Path owner, Spool spool) throws IOException {
    for (Path target : SpoolFiles.list(owner)) {
      String name = target.getFileName().toString();
      if (spools.stream().noneMatch(each -> each.name().equals(name))) {
        forEachFile(target, spool::expire);
      }
    }
  }

  private static void forEachFile(Path target, Action action) throws IOException {
    if (!SpoolFiles.isDirectory(target)) {
      return;
    }
    for (Path file : SpoolFiles.list(target)) {
      if (SpoolFiles.isFile(file)) {
        try {
          action.on(file);
        } catch (NoSuchFileException e) {
          // Another process was faster.
        }
      }
    }
    deleteIfEmpty(target);
  }

  /** Deletes a directory in which nothing is left but its lock. */
  private static void deleteIfEmpty(Path directory) throws IOException {
    List<Path> left = SpoolFiles.list(directory);
    boolean onlyLock = left.size() == 1 && left.get(0).endsWith(LOCK);
    try {
      if (onlyLock) {
        Files.deleteIfExists(left.get(0));
      }
      if (left.isEmpty() || onlyLock) {
        Files.deleteIfExists(directory);
      }
    } catch (DirectoryNotEmptyException e) {
      // Another process is about to lock it.
    }
  }

  /** Closes the spools, and leaves what they hold to the next owner. */
  public synchronized void close() throws IOException {
    closed = true;
    for (Spool each : spools) {
      each.close();
    }
    for (Path target : SpoolFiles.list(own)) {
      if (SpoolFiles.isDirectory(target)) {
        deleteIfEmpty(target);
      }
    }
    Files.deleteIfExists(own.resolve(LOCK));
    if (SpoolFiles.list(own).isEmpty()) {
      Files.deleteIfExists(own);
    } else {
      Files.move(own, root.resolve(LEFT + own.getFileName()));
    }
    synchronized (ownership) {
      channel.close();
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
