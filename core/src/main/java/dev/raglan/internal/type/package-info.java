/**
 * The one view of a type: its readable properties, their names, which are hidden or masked, and
 * paths through them. Entered by the JSON writer, by extraction and by bindings.
 */
@NullMarked
package dev.raglan.internal.type;

import org.jspecify.annotations.NullMarked;
