package dev.raglan.client;

/** The order of the spans that a search finds. */
public enum SortOrder {
  /** Oldest first; the service's default. */
  ASC,
  /** Newest first. */
  DESC
}
