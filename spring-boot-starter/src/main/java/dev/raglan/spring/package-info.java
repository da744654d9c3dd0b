/**
 * Auto-configuration of Raglan in a Spring Boot application: one advisor, its engine, the web
 * filters. An application may name these types to exclude, order or import them.
 */
@NullMarked
package dev.raglan.spring;

import org.jspecify.annotations.NullMarked;
