package dev.raglan.spring.internal.observation;

import dev.raglan.internal.invoke.EnclosingGeneration;
import dev.raglan.model.Usage;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Handler that keeps the tokens of Spring AI's model calls from being counted twice below an
 * annotated generation: they go to the generation, not to the observation's span, where one SDK
 * records both. Metrics stay.
 *
 * <p>Source of the names: Spring AI's {@code ChatModelObservationDocumentation}. Thread-safe.
 */
public final class ModelObservations
    implements ObservationHandler<Observation.Context>, ObservationFilter {

  private static final String MODEL_CALL = "gen_ai.client.operation";
  private static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
  private static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
  private static final String TOTAL_TOKENS = "gen_ai.usage.total_tokens";
  private static final String MODEL = "gen_ai.response.model";

  private final boolean shared;

  /**
   * Creates a handler.
   *
   * @param shared true unless observations are recorded by another SDK than the generations: only
   *     in one are tokens counted twice, of two each needs them
   */
  public ModelObservations(boolean shared) {
    this.shared = shared;
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return true;
  }

  /** Where the call begins, its generation is the one that encloses it on this thread. */
  @Override
  public void onStart(Observation.Context context) {
    EnclosingGeneration generation = isModelCall(context) ? EnclosingGeneration.current() : null;
    if (generation != null) {
      context.put(EnclosingGeneration.class, generation);
    }
  }

  @Override
  public Observation.Context map(Observation.Context context) {
    EnclosingGeneration generation = context.get(EnclosingGeneration.class);
    if (generation != null && generation.report(modelOf(context), usageOf(context)) && shared) {
      context.removeHighCardinalityKeyValue(INPUT_TOKENS);
      context.removeHighCardinalityKeyValue(OUTPUT_TOKENS);
      context.removeHighCardinalityKeyValue(TOTAL_TOKENS);
    }
    return context;
  }

  private static boolean isModelCall(Observation.Context context) {
    return MODEL_CALL.equals(context.getName());
  }

  private static Usage usageOf(Observation.Context context) {
    return Usage.of(number(context, INPUT_TOKENS), number(context, OUTPUT_TOKENS));
  }

  private static @Nullable Long number(Observation.Context context, String key) {
    KeyValue value = context.getHighCardinalityKeyValue(key);
    try {
      return value == null ? null : (Long) Long.parseLong(value.getValue());
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static @Nullable String modelOf(Observation.Context context) {
    KeyValue value = context.getLowCardinalityKeyValue(MODEL);
    return value == null || value.getValue().equals(KeyValue.NONE_VALUE) ? null : value.getValue();
  }
}
