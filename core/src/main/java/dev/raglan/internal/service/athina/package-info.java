/**
 * Athina: a nested body a trace, inferences, feedback. Entered through {@link
 * dev.raglan.internal.service.athina.AthinaService}.
 */
@NullMarked
package dev.raglan.internal.service.athina;

import org.jspecify.annotations.NullMarked;
