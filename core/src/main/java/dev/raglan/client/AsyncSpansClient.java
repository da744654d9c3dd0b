package dev.raglan.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The calls of {@link SpansClient} without waiting. Thread-safe.
 *
 * <p>A future completes exceptionally with what the call of the same name throws; what cannot be
 * sent is thrown at once. A future that is canceled, or completed by someone else, ends its call.
 * Dependent stages run on the default executor of {@link CompletableFuture}, never on a thread of
 * the client.
 */
public interface AsyncSpansClient {

  /** Stores a span as {@link SpansClient#create} does. */
  CompletableFuture<StoredSpan> create(StoredSpan span);

  /** Stores spans as {@link SpansClient#batch} does. */
  CompletableFuture<List<StoredSpan>> batch(Collection<StoredSpan> spans);

  /** Stores or replaces spans as {@link SpansClient#upsertBatch} does. */
  CompletableFuture<List<StoredSpan>> upsertBatch(Collection<StoredSpan> spans);

  /** Fetches a span as {@link SpansClient#retrieve} does. */
  CompletableFuture<StoredSpan> retrieve(String id);

  /** Changes a span as {@link SpansClient#update} does. */
  CompletableFuture<StoredSpan> update(String id, SpanPatch patch);

  /** Fetches the first page of spans as {@link SpansClient#search} does. */
  CompletableFuture<SpanPage> search(SpanSearch search);
}
