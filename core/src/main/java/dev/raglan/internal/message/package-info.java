/**
 * Messages of chat models, read by shape as ordered parts, whole or in pieces as they arrive.
 * Entered by {@code internal.chat}, by the libraries' extractors and by the writers of messages.
 */
@NullMarked
package dev.raglan.internal.message;

import org.jspecify.annotations.NullMarked;
