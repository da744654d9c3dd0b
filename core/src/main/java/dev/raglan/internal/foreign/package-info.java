/**
 * Values of libraries that Raglan is not compiled with, found by the names of their types: JSON
 * trees, messages, records and containers as plain maps, lists and scalars. Entered by whatever
 * reads values.
 */
@NullMarked
package dev.raglan.internal.foreign;

import org.jspecify.annotations.NullMarked;
