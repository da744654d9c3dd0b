/**
 * The JDK's HTTP client: responses whose body is still to be read. Entered through the list of
 * libraries, where the runtime has the client's module.
 */
@NullMarked
package dev.raglan.internal.library.httpclient;

import org.jspecify.annotations.NullMarked;
