/**
 * Interfaces that an application or a library may implement: dialects, extractors, result handlers,
 * redactors, codecs and export targets, with what they read and write. Implementations are given to
 * {@link dev.raglan.RaglanBuilder}, or found as beans or services.
 */
@NullMarked
package dev.raglan.spi;

import org.jspecify.annotations.NullMarked;
