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
 * @param step what was known before the call
 * @param arguments the captured arguments; null if input is not captured
 * @param output the captured result; null if there is none, or output is not captured
 * @param bindings what was bound to fields and attributes
 * @param stream what is known of a streamed result; null if the result was not streamed
 * @param extracted what was read out of input and result
 */
public record Captured(
    SpanDescription step,
    @Nullable Arguments arguments,
    @Nullable Object output,
    Bindings bindings,
    @Nullable StreamSummary stream,
    Extracted extracted) {}
