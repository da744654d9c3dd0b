package dev.raglan.internal.render;

import dev.raglan.export.DropReason;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.spi.AttributeSink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Captured values of a call that travel with the ended span to the delivery worker, which renders
 * them. Immutable.
 */
public interface Deferred {

  /**
   * The attributes of a span with the rendered ones, one for each name.
   *
   * @param failure the status of a failure that the result tells of; null for none
   */
  record Rendered(Attributes attributes, @Nullable StatusData failure) {}

  /**
   * The mark of a span that is refused, for a reason: there was no room when it was about to end.
   */
  record Refused(DropReason reason) implements Deferred {

    private static final Map<DropReason, Refused> MARKS = new EnumMap<>(DropReason.class);

    static {
      for (DropReason reason : DropReason.values()) {
        MARKS.put(reason, new Refused(reason));
      }
    }

    /** Returns the mark of a reason, of which there is one. */
    public static Refused of(DropReason reason) {
      return Objects.requireNonNull(MARKS.get(reason));
    }

    @Override
    public long estimatedBytes() {
      return 0;
    }

    @Override
    public Rendered render(
        Attributes there, @Nullable AttributeSink beside, RedactedTexts ofBatch) {
      return new Rendered(there, null);
    }
  }

  /**
   * The mark of a span of Raglan's whose attributes are all written, as they may leave. One without
   * a mark was ended by somebody else.
   */
  Deferred WRITTEN =
      new Deferred() {
        @Override
        public long estimatedBytes() {
          return 0;
        }

        @Override
        public Rendered render(
            Attributes there, @Nullable AttributeSink beside, RedactedTexts ofBatch) {
          return new Rendered(there, null);
        }
      };

  /**
   * Returns what is delivered with the span.
   *
   * @param span the span that has ended
   * @param withContent true if something reads what is kept beside spans
   */
  default Deferred delivered(Object span, boolean withContent) {
    return this;
  }

  /** Returns the memory that this keeps from being freed, in bytes. */
  long estimatedBytes();

  /**
   * Renders the captured values.
   *
   * @param there the span's attributes as it ended; they are not changed
   * @param beside takes what is kept beside the span; null to leave it out
   * @param ofBatch the texts that were redacted for the spans of the same batch
   */
  Rendered render(Attributes there, @Nullable AttributeSink beside, RedactedTexts ofBatch);
}
