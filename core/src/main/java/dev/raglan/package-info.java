/**
 * Entry point: {@link dev.raglan.Raglan}, its builder, and the settings that call the engine to be
 * built. Applications start here; nothing else of Raglan depends on this package.
 */
@NullMarked
package dev.raglan;

import org.jspecify.annotations.NullMarked;
