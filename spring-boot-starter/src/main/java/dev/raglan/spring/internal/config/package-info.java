/**
 * Engine and targets made of the application's properties and beans, and the checks on both.
 * Entered by the auto-configuration, and by those who report a wrong property.
 */
@NullMarked
package dev.raglan.spring.internal.config;

import org.jspecify.annotations.NullMarked;
