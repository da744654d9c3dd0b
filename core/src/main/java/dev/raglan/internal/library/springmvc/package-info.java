/**
 * Spring MVC: results that a request waits for, followed by way of its asynchronous processing.
 * Entered through the list of libraries, where the library is on the class path.
 */
@NullMarked
package dev.raglan.internal.library.springmvc;

import org.jspecify.annotations.NullMarked;
