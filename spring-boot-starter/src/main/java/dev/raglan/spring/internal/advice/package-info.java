/**
 * Advisor that Spring's proxies call, and the way from there to the engine. Entered by the
 * auto-configuration alone.
 */
@NullMarked
package dev.raglan.spring.internal.advice;

import org.jspecify.annotations.NullMarked;
