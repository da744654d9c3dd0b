/** One annotated application whose spans go to four services and an OTLP receiver. */
@NullMarked
package dev.raglan.samples.services;

import org.jspecify.annotations.NullMarked;
