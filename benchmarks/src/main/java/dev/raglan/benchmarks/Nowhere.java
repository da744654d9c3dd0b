package dev.raglan.benchmarks;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;



/** A target that takes spans to nowhere: it counts them and remembers the last one. */
final class Nowhere implements ExportTarget, SpanExporter {

  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable SpanData last;

  /** How many spans came since this was last asked. */
  long take() {
    return taken.getAndSet(0);
  }

  /** The span that came last; null if none did. */
  @Nullable SpanData last() {
    return last;
  }

  @Override
  public String name() {
    return "nowhere";
  }

  @Override
  public SpanExporter open() {
    return this;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    Iterator<SpanData> all = spans.iterator();
    if (all.hasNext()) {
      last = all.next();
    }
    taken.addAndGet(spans.size());
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
