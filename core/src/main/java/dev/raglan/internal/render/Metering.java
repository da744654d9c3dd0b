package dev.raglan.internal.render;

import dev.raglan.model.Cost;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Estimates of a call's usage and cost where nobody reports them. Thread-safe; never throws. */
public interface Metering {

  /** Estimates nothing. */
  Metering NONE =
      new Metering() {
        @Override
        public @Nullable Usage usage(
            @Nullable Usage known,
            @Nullable String model,
            List<Message> input,
            List<Message> output) {
          return known;
        }

        @Override
        public @Nullable Cost cost(@Nullable String provider, @Nullable String model, Usage usage) {
          return null;
        }
      };

  /**
   * Returns the usage, in which missing counts are estimated; null if nothing tells a usage.
   *
   * @param known what was bound or read; null for nothing
   * @param model the model that answered; null if it is not known
   * @param input the messages to the model
   * @param output the messages from the model
   */
  @Nullable Usage usage(
      @Nullable Usage known, @Nullable String model, List<Message> input, List<Message> output);

  /**
   * Returns the cost of one call; null if it is not known.
   *
   * @param provider the model's provider; null if it is not known
   * @param model the model that answered; null if it is not known
   */
  @Nullable Cost cost(@Nullable String provider, @Nullable String model, Usage usage);
}
