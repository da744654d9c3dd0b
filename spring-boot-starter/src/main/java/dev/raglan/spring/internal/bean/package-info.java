/**
 * Decision which beans and methods are traced, and what a proxy of a bean cannot see. Entered by
 * the advisor and by the auto-configuration.
 */
@NullMarked
package dev.raglan.spring.internal.bean;

import org.jspecify.annotations.NullMarked;
