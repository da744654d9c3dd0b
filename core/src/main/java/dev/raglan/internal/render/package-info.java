/**
 * Captured values made ready for dialects: messages, usage and cost, documents, settings of a
 * request. Entered through {@link dev.raglan.internal.render.Renderer}.
 */
@NullMarked
package dev.raglan.internal.render;

import org.jspecify.annotations.NullMarked;
