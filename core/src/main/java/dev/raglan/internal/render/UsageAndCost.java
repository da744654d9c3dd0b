package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Structure;
import dev.raglan.model.Completion;
import dev.raglan.model.Completion.ModelUsage;
import dev.raglan.model.Cost;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of a call: as bound, else as read, else estimated. Those of a call that an
 * enclosing one counts are not known here.
 *
 * @param usage the tokens; null if they are not known
 * @param cost the cost; null if it is not known
 */
record UsageAndCost(@Nullable Usage usage, @Nullable Cost cost) {

  private static final UsageAndCost UNKNOWN = new UsageAndCost(null, null);

  static UsageAndCost of(Rendering rendering, Metering metering) {
    if (rendering.captured().extracted().isCountedAbove()) {
      return UNKNOWN;
    }
    Usage usage = usage(rendering, metering);
    return new UsageAndCost(usage, cost(rendering, usage, metering));
  }

  private static @Nullable Usage usage(Rendering rendering, Metering metering) {
    Usage read = rendering.callsModel() ? read(rendering.readFromOutput()) : null;
    Usage known = BoundUsage.over(rendering.captured().bindings(), read);
    boolean isCountedBelow = rendering.captured().extracted().isCountedBelow();
    if (rendering.description().type() != SpanType.GENERATION || isCountedBelow) {
      return known;
    }
    List<Message> input = rendering.conversation().inputWithSystem();
    List<Message> output = rendering.conversation().output();
    return isWithoutText(input) || isWithoutText(output)
        ? known
        : metering.usage(known, model(rendering), input, output);
  }

  private static boolean isWithoutText(List<Message> messages) {
    for (Message message : messages) {
      if (Structure.isLength(message.content())) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Usage read(Extraction output) {
    Completion completion = output.completion();
    if (completion != null) {
      return completion.usage();
    }
    Embeddings embeddings = output.embeddings();
    return embeddings == null ? null : embeddings.usage();
  }

  private static @Nullable Cost cost(
      Rendering rendering, @Nullable Usage usage, Metering metering) {
    Double bound = BoundUsage.cost(rendering.captured().bindings());
    if (bound != null) {
      return new Cost(null, null, bound, false);
    }
    Cost read = rendering.captured().extracted().cost();
    if (read != null || usage == null || !rendering.callsModel()) {
      return read;
    }
    List<ModelUsage> calls = calls(rendering);
    return calls.isEmpty() || BoundUsage.isBound(rendering.captured().bindings())
        ? metering.cost(provider(rendering), model(rendering), usage)
        : sum(calls, rendering, metering);
  }

  /** Returns the calls that the answer took, if it took several. */
  private static List<ModelUsage> calls(Rendering rendering) {
    Completion answer = rendering.readFromOutput().completion();
    return answer == null ? List.of() : answer.calls();
  }

  /** Returns the sum of what each call cost; null if what one of them cost is not known. */
  private static @Nullable Cost sum(
      List<ModelUsage> calls, Rendering rendering, Metering metering) {
    Cost sum = null;
    for (ModelUsage call : calls) {
      Usage usage = call.usage();
      Cost cost =
          usage == null
              ? null
              : metering.cost(
                  call.provider() == null ? provider(rendering) : call.provider(),
                  call.model() == null ? model(rendering) : call.model(),
                  usage);
      if (cost == null) {
        return null;
      }
      sum = sum == null ? cost : sum.plus(cost);
    }
    return sum;
  }

  private static @Nullable String provider(Rendering rendering) {
    String bound = rendering.text(Field.PROVIDER);
    GenerationDescription generation = rendering.description().generation();
    return bound != null || generation == null ? bound : generation.provider();
  }

  /** Returns the model that answered, else the one that was asked. */
  private static @Nullable String model(Rendering rendering) {
    String answered = rendering.response().model();
    return answered == null ? requestedModel(rendering) : answered;
  }

  private static @Nullable String requestedModel(Rendering rendering) {
    boolean embeds = rendering.description().type() == SpanType.EMBEDDING;
    String bound = embeds ? rendering.text(Field.EMBEDDING_MODEL) : null;
    String requested = bound == null ? rendering.text(Field.MODEL) : bound;
    GenerationDescription generation = rendering.description().generation();
    return requested != null || generation == null ? requested : generation.model();
  }
}
