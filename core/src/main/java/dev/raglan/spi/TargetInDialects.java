package dev.raglan.spi;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/** A target with dialects of its own. Immutable, if the target is. */
final class TargetInDialects implements ExportTarget {

  private final ExportTarget target;
  private final List<String> dialects;

  TargetInDialects(ExportTarget target, List<String> dialects) {
    if (dialects.isEmpty()) {
      throw new IllegalArgumentException("the dialects of " + target.name() + " are missing");
    }
    this.target = target;
    this.dialects = dialects;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public SpanExporter open() {
    return target.open();
  }

  @Override
  public List<String> dialects() {
    return dialects;
  }

  @Override
  public String toString() {
    return target + " in " + dialects;
  }
}
