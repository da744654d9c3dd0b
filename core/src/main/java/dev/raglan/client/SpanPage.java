package dev.raglan.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A page of the spans that a search finds. Leads to its neighbours while its client is open.
 * Thread-safe.
 *
 * <p>Source: {@code SyncCursorPage} of Scale's SDK.
 */
public interface SpanPage {

  /** Returns the spans in the order of the search; unmodifiable, may be empty. */
  List<StoredSpan> items();

  /**
   * Returns the service's {@code has_more}: true if there are more spans beyond this page, in the
   * direction in which it was fetched.
   */
  boolean hasMore();

  /**
   * Fetches the page that follows in the direction of the search: after this one, or before it if
   * the search said {@link SpanSearch#endingBefore()}.
   *
   * @return empty at the end, and after an empty page; nothing is fetched then
   * @throws SpansApiException as {@link SpansClient#search} does
   */
  Optional<SpanPage> next();

  /**
   * Fetches the page that precedes in the direction of the search.
   *
   * @return empty at the beginning, and before an empty page; nothing is fetched then
   * @throws SpansApiException as {@link SpansClient#search} does
   */
  Optional<SpanPage> previous();

  /** Fetches as {@link #next()} does, without waiting. */
  CompletableFuture<Optional<SpanPage>> nextAsync();

  /** Fetches as {@link #previous()} does, without waiting. */
  CompletableFuture<Optional<SpanPage>> previousAsync();
}
