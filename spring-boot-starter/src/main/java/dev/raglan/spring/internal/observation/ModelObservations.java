package dev.raglan.spring.internal.observation;

import dev.raglan.internal.framework.ObservedCall;
import dev.raglan.internal.framework.ObservedCall.Enclosing;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Completion;
import dev.raglan.model.Usage;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Handler that keeps the tokens of Spring AI's chat calls from being counted twice below an
 * annotated generation: they go to the generation, not to the observation's span, where one SDK
 * records both. Metrics stay. Calls of embedding models keep theirs.
 *
 * <p>Source of the names: Spring AI's {@code ChatModelObservationDocumentation}. Thread-safe.
 */
public final class ModelObservations
    implements ObservationHandler<Observation.Context>, ObservationFilter, ObservationPredicate {

  /** Micrometer's current observation is one for all registries of a thread. */
  private static final ObservationRegistry ANY = ObservationRegistry.create();

  private static final String MODEL_CALL = "gen_ai.client.operation";
  private static final String OPERATION = "gen_ai.operation.name";
  private static final String EMBEDDING = "embedding";
  private static final String TOKENS = "gen_ai.usage.";
  private static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
  private static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
  private static final List<String> READ =
      List.of("cache_read.input_tokens", "cache_read_input_tokens");
  private static final List<String> WRITTEN =
      List.of("cache_creation.input_tokens", "cache_write_input_tokens");
  private static final String MODEL = "gen_ai.response.model";
  private static final List<String> PROVIDER = List.of("gen_ai.provider.name", "gen_ai.system");

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

  /**
   * Where the call begins, its generation is the one that encloses it on this thread, or else the
   * one of the observation above: a streamed answer goes on wherever its chunks arrive.
   */
  @Override
  public void onStart(Observation.Context context) {
    Enclosing enclosing = ObservedCall.enclosing(above(context));
    if (enclosing == null) {
      return;
    }
    context.put(Enclosing.class, enclosing);
    if (MODEL_CALL.equals(context.getName())) {
      context.put(
          ObservedCall.class,
          ObservedCall.begin(
              context, enclosing, () -> told(context), () -> known(context, PROVIDER)));
    }
  }

  /**
   * Lets every observation be made. One of a tool that Spring AI runs for a streamed answer, on a
   * thread of Reactor's that knows of no other, is below the observation that the stream is in.
   */
  @Override
  public boolean test(String name, Observation.Context context) {
    if (context.getParentObservation() == null
        && ANY.getCurrentObservation() == null
        && ReactorHolds.observation() instanceof Observation stream) {
      context.setParentObservation(stream);
    }
    return true;
  }

  /** Apart, for Reactor may be absent. */
  private static final class ReactorHolds {

    private static final boolean PRESENT =
        ClassUtils.isPresent(
            "reactor.util.context.ContextView", ModelObservations.class.getClassLoader());

    static @Nullable Object observation() {
      return PRESENT ? Safe.orNull(() -> ReactiveContext.heldObservation()) : null;
    }
  }

  private static @Nullable Enclosing above(Observation.Context context) {
    ObservationView parent = context.getParentObservation();
    return parent == null ? null : parent.getContextView().get(Enclosing.class);
  }

  @Override
  public Observation.Context map(Observation.Context context) {
    ObservedCall call = context.get(ObservedCall.class);
    if (call != null && call.end() && shared) {
      context.getHighCardinalityKeyValues().stream()
          .map(KeyValue::getKey)
          .filter(key -> key.startsWith(TOKENS))
          .toList()
          .forEach(context::removeHighCardinalityKeyValue);
    }
    return context;
  }

  /** Returns what the key-values tell of the response; null if they tell nothing. */
  private static @Nullable Completion told(Observation.Context context) {
    String operation = known(context, List.of(OPERATION));
    Long input = number(context, INPUT_TOKENS);
    Long output = number(context, OUTPUT_TOKENS);
    if (input == null && output == null || operation != null && operation.startsWith(EMBEDDING)) {
      return null;
    }
    Usage usage =
        new Usage(input, output, null, first(context, READ), first(context, WRITTEN), null, false);
    return new Completion(null, known(context, List.of(MODEL)), List.of(), List.of(), usage);
  }

  private static @Nullable Long first(Observation.Context context, List<String> names) {
    for (String name : names) {
      Long count = number(context, TOKENS + name);
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  private static @Nullable Long number(Observation.Context context, String key) {
    KeyValue value = context.getHighCardinalityKeyValue(key);
    try {
      return value == null ? null : (Long) Long.parseLong(value.getValue());
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  private static @Nullable String known(Observation.Context context, List<String> names) {
    for (String name : names) {
      KeyValue value = context.getLowCardinalityKeyValue(name);
      if (value != null && !value.getValue().equals(KeyValue.NONE_VALUE)) {
        return value.getValue();
      }
    }
    return null;
  }
}
