/**
 * Whole traces for services that take them: the assembler, the finished trace as a model, and the
 * exporter that sends it. Entered through {@link dev.raglan.internal.service.ServiceExporter}.
 */
@NullMarked
package dev.raglan.internal.service;

import org.jspecify.annotations.NullMarked;
