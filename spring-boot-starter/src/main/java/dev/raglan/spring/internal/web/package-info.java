/**
 * Filters that read session, customer, user and tags of a web request. Entered by the
 * auto-configuration alone.
 */
@NullMarked
package dev.raglan.spring.internal.web;

import org.jspecify.annotations.NullMarked;
