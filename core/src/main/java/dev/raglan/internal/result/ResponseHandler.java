package dev.raglan.internal.result;

import dev.raglan.spi.ResultHandler;

/**
 * A handler of responses that the application has yet to read, known by an interface that every
 * caller uses. They are followed also where a future brings them.
 */
public interface ResponseHandler extends ResultHandler {}
