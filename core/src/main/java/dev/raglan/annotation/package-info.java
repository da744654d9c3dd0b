/** What a developer writes on a method: declarations only, no behaviour. */
@NullMarked
package dev.raglan.annotation;

import org.jspecify.annotations.NullMarked;
