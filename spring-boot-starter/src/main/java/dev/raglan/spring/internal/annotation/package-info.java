/**
 * Annotations of Raglan's as a Spring application writes them: composed ones, placeholders, names
 * of tools. Entered by the auto-configuration and by the advice.
 */
@NullMarked
package dev.raglan.spring.internal.annotation;

import org.jspecify.annotations.NullMarked;
