/** The weaver that needs no container: AspectJ, at compile time or at load time. */
@NullMarked
package dev.raglan.aspectj;

import org.jspecify.annotations.NullMarked;
