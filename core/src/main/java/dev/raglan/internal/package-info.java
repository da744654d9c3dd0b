/** What keeps user code and service providers from harming the application. */
@NullMarked
package dev.raglan.internal;

import org.jspecify.annotations.NullMarked;
