/** What a call of a model cost, and how many tokens it took, where nobody else says. */
@NullMarked
package dev.raglan.pricing;

import org.jspecify.annotations.NullMarked;
