package dev.raglan.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The rows of the table, as this run has measured them: {@code target/reliability.md}. */
final class Figures {

  private static final Path FILE = Path.of("target", "reliability.md");

  private Figures() {}

  static synchronized void row(String number, String scenario, String figures, Object... values) {
    String row = "| %s | %s | %s |%n".formatted(number, scenario, figures.formatted(values));
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
