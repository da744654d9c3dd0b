package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A real SDK whose spans go to a {@link DeliveryProcessor}. */
final class Producing implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(30);

  final DeliveryProcessor delivery;
  final SdkTracerProvider provider;
  final Tracer tracer;

  private Producing(DeliveryProcessor delivery, Sampler sampler) {
    this.delivery = delivery;
    this.provider =
        SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(delivery).build();
    this.tracer = provider.get("test");
  }

  static Producing to(DeliverySettings.Builder settings, ExportTarget... targets) {
    return new Producing(
        DeliveryProcessor.open(settings.build(), List.of(targets)), Sampler.alwaysOn());
  }

  static Producing unsampledTo(ExportTarget target) {
    return new Producing(
        DeliveryProcessor.open(DeliverySettings.DEFAULT, List.of(target)), Sampler.alwaysOff());
  }

  /** Settings under which nothing leaves by time. */
  static DeliverySettings.Builder patient() {
    return DeliverySettings.builder().interval(Duration.ofHours(1));
  }

  Span start(String name) {
    return tracer.spanBuilder(name).setNoParent().startSpan();
  }

  void spans(int count) {
    for (int i = 0; i < count; i++) {
      start("span " + i).end();
    }
  }

  /** Ends so many spans on each of so many threads, which begin at once. */
  void spans(int threads, int each) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all =
        java.util.stream.IntStream.range(0, threads)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          ScriptedExporter.awaitUninterruptibly(start);
                          spans(each);
                        }))
            .toList();
    all.forEach(Thread::start);
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
  }

  DeliveryStats stats() {
    return delivery.stats();
  }

  DeliveryStats.Target stats(String target) {
    return stats().targets().stream()
        .filter(each -> each.name().equals(target))
        .findFirst()
        .orElseThrow();
  }

  /** Checks that every span is accounted for, for each target. */
  void assertAccountedFor(long produced) {
    DeliveryStats stats = stats();
    for (DeliveryStats.Target target : stats.targets()) {
      assertThat(target.produced()).as(target.toString()).isEqualTo(produced);
      assertThat(target.exported() + target.dropped() + target.queued())
          .as(target.toString())
          .isEqualTo(produced);
      assertThat(target.queued()).isGreaterThanOrEqualTo(0);
    }
    assertThat(stats.exported() + stats.dropped() + stats.queued()).isEqualTo(stats.produced());
  }

  static Set<Thread> deliveryThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("raglan-"))
        .collect(Collectors.toSet());
  }

  /** Closes at once: what is left is given up. */
  @Override
  public void close() {
    delivery.close(Duration.ofMillis(1));
    provider.close();
  }
}
