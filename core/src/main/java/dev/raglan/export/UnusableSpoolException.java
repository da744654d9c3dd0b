package dev.raglan.export;

import java.nio.file.Path;

/**
 * Failure to build with a {@linkplain DeliverySettings.Builder#spoolDirectory spool} whose
 * directory cannot be used.
 */
public final class UnusableSpoolException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Creates one with the directory in its message. */
  public UnusableSpoolException(Path directory, Exception cause) {
    super(
        "spans cannot be spooled to "
            + directory
            + "; expected a directory that can be written to: "
            + cause,
        cause);
  }
}
