/**
 * Subclasses of beans that look like the bean's class to who reads it by reflection. Entered by the
 * advice alone.
 */
@NullMarked
package dev.raglan.spring.internal.subclass;

import org.jspecify.annotations.NullMarked;
