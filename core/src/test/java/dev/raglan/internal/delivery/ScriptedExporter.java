package dev.raglan.internal.delivery;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An exporter that does as it is told, and remembers what it was given. */
final class ScriptedExporter implements SpanExporter, ExportTarget {

  final Queue<Collection<SpanData>> batches = new ConcurrentLinkedQueue<>();
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger callsAtOnce = new AtomicInteger();
  final AtomicInteger shutdowns = new AtomicInteger();
  final AtomicInteger flushes = new AtomicInteger();
  volatile Thread thread;

  private final String name;
  private volatile Function<Collection<SpanData>, CompletableResultCode> script;

  private ScriptedExporter(
      String name, Function<Collection<SpanData>, CompletableResultCode> script) {
    this.name = name;
    this.script = script;
  }

  static ScriptedExporter of(
      String name, Function<Collection<SpanData>, CompletableResultCode> script) {
    return new ScriptedExporter(name, script);
  }

  static ScriptedExporter healthy(String name) {
    return of(name, spans -> CompletableResultCode.ofSuccess());
  }

  static ScriptedExporter failing(String name) {
    return of(name, spans -> CompletableResultCode.ofFailure());
  }

  /** Never answers. */
  static ScriptedExporter silent(String name) {
    return of(name, spans -> new CompletableResultCode());
  }

  /** Never returns, whatever interrupts it, until the gate opens. */
  static ScriptedExporter hung(String name, CountDownLatch gate) {
    return of(
        name,
        spans -> {
          awaitUninterruptibly(gate);
          return CompletableResultCode.ofSuccess();
        });
  }

  static void awaitUninterruptibly(CountDownLatch gate) {
    AtomicBoolean open = new AtomicBoolean();
    while (!open.get()) {
      try {
        gate.await();
        open.set(true);
      } catch (InterruptedException e) {
        // A hung socket does not listen either.
      }
    }
  }

  void nowDoes(Function<Collection<SpanData>, CompletableResultCode> newScript) {
    script = newScript;
  }

  int spans() {
    return batches.stream().mapToInt(Collection::size).sum();
  }

  List<String> names() {
    return batches.stream().flatMap(Collection::stream).map(SpanData::getName).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SpanExporter open() {
    return this;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    thread = Thread.currentThread();
    calls.incrementAndGet();
    if (callsAtOnce.incrementAndGet() > 1) {
      throw new AssertionError("called twice at once");
    }
    try {
      CompletableResultCode result = script.apply(spans);
      batches.add(spans);
      return result;
    } finally {
      callsAtOnce.decrementAndGet();
    }
  }

  @Override
  public CompletableResultCode flush() {
    flushes.incrementAndGet();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    shutdowns.incrementAndGet();
    return CompletableResultCode.ofSuccess();
  }
}
