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
public final class Nowhere implements ExportTarget, SpanExporter {

  private final AtomicLong taken = new AtomicLong();
  private final CompletableResultCode answer;
  private volatile @Nullable SpanData last;

  /** Creates a target that takes everything at once. */
  public Nowhere() {
    this(CompletableResultCode.ofSuccess());
  }

  private Nowhere(CompletableResultCode answer) {
    this.answer = answer;
  }

  /** Creates a target that takes a batch and does not answer until it is let go. */
  public static Nowhere hung() {
    return new Nowhere(new CompletableResultCode());
  }

  /** Answers, if the target hung. */
  public void letGo() {
    answer.succeed();
  }

  /** Returns the number of spans that came since this was last asked. */
  public long take() {
    return taken.getAndSet(0);
  }

  /** Returns the span that came last; null if none did. */
  public @Nullable SpanData last() {
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
    return answer;
  }

  @Override
  public CompletableResultCode flush() {
    return answer;
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
