/**
 * Properties of an application under {@code raglan}. An application may read them; they know
 * nothing of the rest of the starter.
 */
@NullMarked
package dev.raglan.spring.properties;

import org.jspecify.annotations.NullMarked;
