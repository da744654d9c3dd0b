package dev.raglan.internal.delivery;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.UnusableSpoolException;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.spool.SpoolDirectory;
import dev.raglan.internal.spool.SpoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The spools of all targets that can have one, in one directory; or none. The directory is opened
 * with the first of them.
 */
final class Spooling {

  private static final long LOOK_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private final @Nullable Path root;
  private final SpoolLimits limits;
  private final Set<String> names = new HashSet<>();
  private final List<TargetSpool> spools = new ArrayList<>();
  private @Nullable SpoolDirectory directory;
  private long looked;

  /**
   * @param clock the wall clock, in milliseconds
   */
  Spooling(DeliverySettings settings, LongSupplier clock) {
    this.root = settings.spoolDirectory().orElse(null);
    this.limits = new SpoolLimits(settings.spoolMaxBytes(), settings.spoolMaxAge(), clock);
    this.looked = clock.getAsLong();
  }

  /**
   * Returns the target's spool; null if there is none.
   *
   * @throws UnusableSpoolException if the directory cannot be used
   */
  @Nullable TargetSpool of(GuardedExporter exporter, TargetCounts counts, long timeoutNanos) {
    if (root == null || !exporter.resends()) {
      return null;
    }
    try {
      SpoolDirectory opened = directory == null ? SpoolDirectory.open(root) : directory;
      directory = opened;
      TargetSpool spool =
          TargetSpool.open(exporter, counts, timeoutNanos, opened, unique(exporter), limits);
      spools.add(spool);
      return spool;
    } catch (IOException | UnsupportedOperationException e) {
      throw new UnusableSpoolException(root, e);
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

  /** Has the spools look, once a minute, for what others have left. Called by one thread. */
  void lookForLeft() {
    if (!spools.isEmpty()) {
      long now = limits.clock().getAsLong();
      if (Math.abs(now - looked) >= LOOK_MILLIS) {
        looked = now;
        spools.forEach(TargetSpool::lookForLeft);
      }
    }
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
