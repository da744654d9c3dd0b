/** An application under Java agents, each in a JVM of its own. */
@NullMarked
package dev.raglan.agents;

import org.jspecify.annotations.NullMarked;
