package dev.raglan.internal.capture;

import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was gathered from one call.
 *
 * <p>It holds only what cannot change any more: immutable values by reference, others as the JSON
 * they were when they passed by. So it renders later, on whatever thread, to the same attributes.
 *
 * @param description what was known before the call
 * @param arguments the captured arguments; null if input is not captured
 * @param output the captured result; null if there is none, or output is not captured
 * @param bindings what was bound to fields and attributes
 * @param stream what is known of a streamed result; null if the result was not streamed
 * @param extracted what was read out of input and result so far
 * @param unread the values that are still to be read; null if there are none
 */
public record Captured(
    SpanDescription description,
    @Nullable Arguments arguments,
    @Nullable Object output,
    Bindings bindings,
    @Nullable StreamSummary stream,
    Extracted extracted,
    @Nullable UnreadValues unread) {

  /** Creates the values of a call that has been read. */
  public Captured(
      SpanDescription description,
      @Nullable Arguments arguments,
      @Nullable Object output,
      Bindings bindings,
      @Nullable StreamSummary stream,
      Extracted extracted) {
    this(description, arguments, output, bindings, stream, extracted, null);
  }

  /** Returns the call with everything that can be read out of its values. */
  public Captured read() {
    return unread == null ? this : unread.readInto(this);
  }

  /** Returns the call with this output. */
  public Captured withOutput(@Nullable Object value) {
    return new Captured(description, arguments, value, bindings, stream, extracted, unread);
  }

  /** Returns the call, read, with these facts. */
  Captured with(Extracted read) {
    return new Captured(description, arguments, output, bindings, stream, read);
  }

  /** Returns the call, read, with these bindings and facts. */
  public Captured with(Bindings bound, Extracted read) {
    return new Captured(description, arguments, output, bound, stream, read);
  }
}
