package dev.raglan.spring;

import static dev.raglan.contract.allocation.AllocationSearch.QUERY;
import static dev.raglan.contract.allocation.AllocationSearch.TOP_K;

import dev.raglan.Raglan;
import dev.raglan.contract.allocation.AllocationByHand;
import dev.raglan.contract.allocation.AllocationCase;
import dev.raglan.contract.allocation.AllocationMeter;
import dev.raglan.contract.allocation.AllocationSearch;
import dev.raglan.contract.allocation.AllocationTarget;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Measures what calls of a proxied bean allocate, in an application with the starter. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({AopAutoConfiguration.class, RaglanAutoConfiguration.class})
@Import({AllocationSearch.class, AllocationTarget.class})
class AllocationProgram {

  /** As {@link AllocationMeter#patient()}, in properties. */
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          "raglan.otel-mode", "standalone",
          "raglan.delivery.max-queue-spans", AllocationMeter.ROOM,
          "raglan.delivery.max-queue-bytes", "64GB",
          "raglan.delivery.batch-size", AllocationMeter.ROOM,
          "raglan.delivery.interval", "1h");

  /** Starts the application and measures. */
  public static void main(String[] arguments) throws Exception {
    try (SdkTracerProvider bare = SdkTracerProvider.builder().build();
        ConfigurableApplicationContext context = start()) {
      Raglan raglan = context.getBean(Raglan.class);
      AllocationMeter meter = new AllocationMeter(raglan, context.getBean(AllocationTarget.class));
      AllocationByHand bareSpans = new AllocationByHand(bare.get("by hand"));
      meter.measure(AllocationCase.BARE_SDK, () -> bareSpans.search(QUERY, TOP_K));
      AllocationByHand spans = new AllocationByHand(raglan.openTelemetry().getTracer("by hand"));
      meter.measure(AllocationCase.BY_HAND, () -> spans.search(QUERY, TOP_K));
      AllocationSearch search = context.getBean(AllocationSearch.class);
      meter.measure(AllocationCase.WITHOUT_CONTENT, () -> search.withoutContent(QUERY, TOP_K));
      meter.measure(AllocationCase.IMMUTABLE, () -> search.immutable(QUERY, TOP_K));
    }
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(AllocationProgram.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(PROPERTIES)
        .run();
  }
}
