package dev.raglan.internal.read;

import dev.raglan.spi.ResultExtractor;

/**
 * An extractor that reads values by the names of their members, whatever their class. It reads a
 * copy that has the same members as it reads the value.
 */
public interface ShapeExtractor extends ResultExtractor {}
