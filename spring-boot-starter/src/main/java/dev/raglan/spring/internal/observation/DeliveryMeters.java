package dev.raglan.spring.internal.observation;

import dev.raglan.Raglan;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The counts of {@link Raglan#delivery} as meters: what arrives, what is lost, and why. */
public final class DeliveryMeters implements MeterBinder {

  private static final String PREFIX = "raglan.delivery.";
  private static final String SPANS = "spans";

  private final Raglan raglan;

  /** Creates meters of the targets that the instance has. */
  public DeliveryMeters(Raglan raglan) {
    this.raglan = raglan;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (DeliveryStats.Target target : raglan.delivery().targets()) {
      bindTo(registry, target.name());
    }
    Gauge.builder(PREFIX + "queue.size", raglan, from -> from.delivery().queuedBytes())
        .description("Memory that spans retain which wait to be exported, as estimated")
        .baseUnit("bytes")
        .register(registry);
  }

  private void bindTo(MeterRegistry registry, String target) {
    FunctionCounter.builder(
            PREFIX + "exported", raglan, from -> sum(from, target, DeliveryStats.Target::exported))
        .description("Spans that the target accepted")
        .baseUnit(SPANS)
        .tag("target", target)
        .register(registry);
    for (DropReason reason : DropReason.values()) {
      FunctionCounter.builder(
              PREFIX + "dropped", raglan, from -> sum(from, target, each -> each.dropped(reason)))
          .description("Spans that did not reach the target")
          .baseUnit(SPANS)
          .tag("target", target)
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder(
            PREFIX + "queued", raglan, from -> sum(from, target, DeliveryStats.Target::queued))
        .description("Spans that wait or are being exported")
        .baseUnit(SPANS)
        .tag("target", target)
        .register(registry);
    Gauge.builder(
            PREFIX + "spooled", raglan, from -> sum(from, target, DeliveryStats.Target::spooled))
        .description("Spans on disk, to be sent when the target is back")
        .baseUnit(SPANS)
        .tag("target", target)
        .register(registry);
  }

  /** Targets of one name count as one. */
  private static double sum(
      Raglan raglan, String target, ToLongFunction<DeliveryStats.Target> number) {
    return raglan.delivery().targets().stream()
        .filter(each -> each.name().equals(target))
        .mapToLong(number)
        .sum();
  }
}
