/** What was gathered from a call, and the policy for gathering it. */
@NullMarked
package dev.raglan.capture;

import org.jspecify.annotations.NullMarked;
