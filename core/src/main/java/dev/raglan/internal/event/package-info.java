/**
 * RAG events and feedback: claims of a span, drafts, writers. Entered through the interfaces {@link
 * dev.raglan.trace.RagEvents} and {@link dev.raglan.trace.Feedbacks}.
 */
@NullMarked
package dev.raglan.internal.event;

import org.jspecify.annotations.NullMarked;
