package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Structure;
import dev.raglan.model.Cost;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of a call: as bound, else as read, else estimated.
 *
 * @param usage the tokens; null if they are not known
 * @param cost the cost; null if it is not known
 */
record UsageAndCost(@Nullable Usage usage, @Nullable Cost cost) {

  static UsageAndCost of(Rendering rendering, Metering metering) {
    Usage usage = usage(rendering, metering);
    return new UsageAndCost(usage, cost(rendering, usage, metering));
  }

  private static @Nullable Usage usage(Rendering rendering, Metering metering) {
    Usage known = UsageAttributes.of(rendering);
    if (rendering.description().type() != SpanType.GENERATION) {
      return known;
    }
    List<Message> input = rendering.conversation().inputWithSystem();
    List<Message> output = rendering.conversation().output();
    if (isWithoutText(input) || isWithoutText(output)) {
      return known;
    }
    String answered = rendering.response().model();
    return metering.usage(
        known, answered == null ? requestedModel(rendering) : answered, input, output);
  }

  private static boolean isWithoutText(List<Message> messages) {
    return messages.stream().anyMatch(message -> Structure.isLength(message.content()));
  }

  private static @Nullable Cost cost(
      Rendering rendering, @Nullable Usage usage, Metering metering) {
    Double bound = rendering.decimal(Field.COST);
    if (bound != null) {
      return new Cost(null, null, bound, false);
    }
    Cost read = rendering.captured().extracted().cost();
    if (read != null || usage == null || !rendering.callsModel()) {
      return read;
    }
    Cost ofAnswer = metering.cost(rendering.response().model(), usage);
    return ofAnswer == null ? metering.cost(requestedModel(rendering), usage) : ofAnswer;
  }

  private static @Nullable String requestedModel(Rendering rendering) {
    boolean embeds = rendering.description().type() == SpanType.EMBEDDING;
    String bound = embeds ? rendering.text(Field.EMBEDDING_MODEL) : null;
    String requested = bound == null ? rendering.text(Field.MODEL) : bound;
    SpanDescription.GenerationDescription generation = rendering.description().generation();
    return requested != null || generation == null ? requested : generation.model();
  }
}
