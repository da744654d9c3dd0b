/**
 * Neighbourhood of Micrometer: context propagation and the observations of model calls. Entered by
 * the auto-configuration and the web filters.
 */
@NullMarked
package dev.raglan.spring.internal.observation;

import org.jspecify.annotations.NullMarked;
