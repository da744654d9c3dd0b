package dev.raglan.internal.transport;

/**
 * A small encoded request that can be kept and sent later, alone or together with others.
 *
 * @param spans the number of spans, at least one
 * @param content the encoded request; not to be changed
 */
public record Piece(int spans, byte[] content) {}
