/** Raglan in a Spring Boot application: one advisor, its auto-configuration, its properties. */
@NullMarked
package dev.raglan.spring;

import org.jspecify.annotations.NullMarked;
