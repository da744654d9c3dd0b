package dev.raglan.benchmarks;

/**
 * A document of about 400 characters.
 *
 * @param id its id
 * @param text its text
 * @param score how well it matches
 */
public record Doc(String id, String text, double score) {}
