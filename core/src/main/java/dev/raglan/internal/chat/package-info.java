/**
 * Requests, answers, usage, chunks and events of chat models, read by shape out of JSON, maps and
 * beans. Entered by extraction and by the libraries' extractors.
 */
@NullMarked
package dev.raglan.internal.chat;

import org.jspecify.annotations.NullMarked;
