package dev.raglan.internal.delivery;

import dev.raglan.export.DeliverySettings;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.spool.SpoolDirectory;
import dev.raglan.internal.spool.SpoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The spools of all targets that can have one, in one directory; or none. */
final class Spooling {

  private final @Nullable SpoolDirectory directory;
  private final SpoolLimits limits;
  private final Set<String> names = new HashSet<>();

  private Spooling(@Nullable SpoolDirectory directory, SpoolLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /**
   * Opens the directory if one is configured.
   *
   * @param clock the wall clock, in milliseconds
   * @throws IllegalStateException if it cannot be used
   */
  static Spooling open(DeliverySettings settings, LongSupplier clock) {
    SpoolLimits limits = new SpoolLimits(settings.spoolMaxBytes(), settings.spoolMaxAge(), clock);
    Path root = settings.spoolDirectory().orElse(null);
    try {
      return new Spooling(root == null ? null : SpoolDirectory.open(root), limits);
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(root, e);
    }
  }

  private static IllegalStateException unusable(@Nullable Path root, Exception e) {
    return new IllegalStateException(
        "spans cannot be spooled to "
            + root
            + "; expected a directory that can be written to: "
            + e,
        e);
  }

  /** Returns the target's spool; null if there is none. */
  @Nullable TargetSpool of(GuardedExporter exporter, TargetCounts counts, long timeoutNanos) {
    if (directory == null || !exporter.resends()) {
      return null;
    }
    try {
      return TargetSpool.open(exporter, counts, timeoutNanos, directory, unique(exporter), limits);
    } catch (IOException e) {
      throw unusable(Path.of(directory.toString()), e);
    }
  }

  private String unique(GuardedExporter exporter) {
    String name = exporter.name().replaceAll("[^A-Za-z0-9]", "_") + "." + exporter.encoding();
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "." + i;
    }
    return unique;
  }

  void close() {
    if (directory != null) {
      try {
        directory.close();
      } catch (IOException e) {
        Safe.log("closing the spool", e);
      }
    }
  }
}
