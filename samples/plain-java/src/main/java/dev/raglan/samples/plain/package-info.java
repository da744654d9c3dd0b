/** Questions about sleeves, answered from a handful of passages. */
@NullMarked
package dev.raglan.samples.plain;

import org.jspecify.annotations.NullMarked;
