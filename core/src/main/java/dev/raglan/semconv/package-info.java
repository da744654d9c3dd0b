/** Every attribute key that Raglan writes, in documented constants. */
@NullMarked
package dev.raglan.semconv;

import org.jspecify.annotations.NullMarked;
