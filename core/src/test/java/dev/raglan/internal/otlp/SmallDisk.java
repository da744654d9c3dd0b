package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of one megabyte, where the machine lets the test mount one. */
final class SmallDisk implements AutoCloseable {

  static final int BYTES = 1 << 20;

  final Path root;

  SmallDisk(Path parent) throws IOException, InterruptedException {
    this.root = Files.createDirectory(parent.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", root.toString()))
        .as("a disk of one megabyte needs the right to mount one")
        .isZero();
  }

  /** Takes all the room that is left, but for so many bytes. */
  Path fill(int but) throws IOException {
    long left = Files.getFileStore(root).getUsableSpace() - but;
    return Files.write(root.resolve("filler"), new byte[(int) left]);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1; // There is no such command.
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", "-l", root.toString());
  }
}
