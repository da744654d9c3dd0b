package dev.raglan.spring.internal.config;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Start-up warning of a sampler that drops most traces, as Spring Boot's does by default. */
final class SamplingNotice {

  private static final Logger LOG = LoggerFactory.getLogger(SamplingNotice.class);

  private static final double MOST = 0.5;
  private static final Pattern RATIO = Pattern.compile("TraceIdRatioBased\\{([0-9.E-]+)\\}");

  private SamplingNotice() {}

  static void log(OpenTelemetry openTelemetry) {
    if (openTelemetry instanceof OpenTelemetrySdk sdk) {
      double ratio = rootRatio(sdk.getSdkTracerProvider().getSampler());
      if (ratio < MOST) {
        LOG.warn(
            "Raglan: the application's OpenTelemetry records only {} of 100 traces; to see them"
                + " all set management.tracing.sampling.probability=1.0, or the sampler of an"
                + " OpenTelemetry bean of your own",
            Math.round(ratio * 100));
      }
    }
  }

  /** Returns the share of new traces that is recorded; 1 where the sampler does not say. */
  static double rootRatio(Sampler sampler) {
    String description = sampler.getDescription();
    String root = description.replaceFirst("^ParentBased\\{root:", "");
    if (root.startsWith("AlwaysOffSampler")) {
      return 0;
    }
    Matcher ratio = RATIO.matcher(root);
    return ratio.lookingAt() ? Double.parseDouble(ratio.group(1)) : 1;
  }
}
