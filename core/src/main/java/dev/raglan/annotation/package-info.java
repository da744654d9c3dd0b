/** Annotations for methods, types and parameters: declarations only, no behaviour. */
@NullMarked
package dev.raglan.annotation;

import org.jspecify.annotations.NullMarked;
