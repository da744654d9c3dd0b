/** The words of the field as records and enums. */
@NullMarked
package dev.raglan.model;

import org.jspecify.annotations.NullMarked;
