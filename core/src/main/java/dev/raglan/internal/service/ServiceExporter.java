package dev.raglan.internal.service;

import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.RetryLoop;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.internal.transport.Settlement.Loss;
import dev.raglan.internal.transport.SingleExport;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * An exporter of whole traces to a service. A span counts as exported once its trace was accepted.
 * One export at a time.
 */
public final class ServiceExporter implements BatchExporter {

  private static final FailureCause CLOSED = FailureCause.of("the exporter is closed");
  private static final FailureCause FULL =
      FailureCause.of("no room for more spans that wait for the end of their trace");

  private final String name;
  private final TraceService service;
  private final TraceAssembler assembler;
  private final RetryLoop loop;
  private final Duration timeout;
  private long late;
  private long unfinished;
  private volatile boolean closed;

  private ServiceExporter(
      String name, TraceService service, TraceAssembler assembler, ServiceSettings settings) {
    this.name = name;
    this.service = service;
    this.assembler = assembler;
    this.timeout = settings.timeout();
    this.loop = new RetryLoop(timeout.toNanos(), settings.maxRequestBytes());
  }

  /**
   * Creates an exporter.
   *
   * @param name the target's name
   */
  public static ServiceExporter of(String name, TraceService service, ServiceSettings settings) {
    return of(name, service, settings, System::nanoTime);
  }

  static ServiceExporter of(
      String name, TraceService service, ServiceSettings settings, LongSupplier clock) {
    AssemblyBounds bounds = settings.assembly();
    return new ServiceExporter(name, service, new TraceAssembler(bounds, clock), settings);
  }

  @Override
  public synchronized void export(List<SpanData> spans, Settlement settlement) {
    if (closed) {
      settlement.dropped(spans.size(), Loss.FAILED, CLOSED);
      return;
    }
    long overflowed = assembler.overflowed();
    List<AssembledTrace> finished = assembler.add(spans);
    deliver(finished, (int) (assembler.overflowed() - overflowed), settlement);
  }

  @Override
  public synchronized void resume(boolean last, Settlement settlement) {
    deliver(last ? assembler.rest() : assembler.due(), 0, settlement);
  }

  private void deliver(List<AssembledTrace> traces, int overflowed, Settlement settlement) {
    if (!settlement.keeping(assembler.waiting())) {
      assembler.clear();
      return;
    }
    if (overflowed > 0) {
      settlement.dropped(overflowed, Loss.FULL, FULL);
    }
    settlement.outOfOrder(assembler.late() - late, assembler.unfinished() - unfinished);
    late = assembler.late();
    unfinished = assembler.unfinished();
    List<Part> parts = new ArrayList<>();
    traces.forEach(trace -> render(trace, parts, settlement));
    loop.run(parts, settlement);
  }

  private void render(AssembledTrace trace, List<Part> parts, Settlement settlement) {
    try {
      parts.addAll(service.parts(trace));
    } catch (Throwable thrown) {
      Safe.log("rendering a trace for " + name, thrown);
      settlement.dropped(trace.newSpans(), Loss.FAILED, FailureCause.of(thrown.toString()));
    }
  }

  @Override
  public boolean readsContent() {
    return true;
  }

  /** Exports with the time of one request, retries included. */
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return SingleExport.run(timeout, settlement -> export(List.copyOf(spans), settlement));
  }

  /** Succeeds if no span waits for the end of its trace. */
  @Override
  public synchronized CompletableResultCode flush() {
    return assembler.waiting() == 0
        ? CompletableResultCode.ofSuccess()
        : CompletableResultCode.ofFailure();
  }

  @Override
  public CompletableResultCode shutdown() {
    closed = true;
    service.close();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return "ServiceExporter{" + name + "}";
  }
}
