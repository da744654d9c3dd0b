/** The cost of a call of a proxied bean, beside other libraries' annotations. */
@NullMarked
package dev.raglan.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
