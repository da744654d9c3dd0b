package dev.raglan.internal.spool;

import java.nio.file.Path;

/** The failure to spool to a directory. */
public final class UnusableSpool extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /** Creates one. */
  public UnusableSpool(Path directory, Exception cause) {
    super(
        "spans cannot be spooled to "
            + directory
            + "; expected a directory that can be written to: "
            + cause,
        cause);
  }
}
