package dev.raglan.internal.record;

import dev.raglan.model.PipelineType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every trace begins with.
 *
 * @param params its parameters
 * @param pipelineType the pipeline it is of; null for none in particular
 * @param contextInBaggage whether the trace context is carried in baggage
 * @param mdc whether the ids of the current span are in the logging context
 */
public record TraceDefaults(
    Map<String, Object> params,
    @Nullable PipelineType pipelineType,
    boolean contextInBaggage,
    boolean mdc) {

  /** Copies the parameters. */
  public TraceDefaults {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }
}
