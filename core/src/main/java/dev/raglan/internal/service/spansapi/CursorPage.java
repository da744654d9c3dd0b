package dev.raglan.internal.service.spansapi;

import dev.raglan.client.SpanPage;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.StoredSpan;
import dev.raglan.internal.service.spansapi.SpansApiCalls.Found;
import dev.raglan.internal.service.spansapi.SpansApiCalls.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A page, which knows by which cursor it was fetched. */
final class CursorPage implements SpanPage {

  private final ClientThreads threads;
  private final SpansApiCalls api;
  private final SpanSearch search;
  private final Found found;

  /** True if the search itself leads from newer pages to older ones. */
  private final boolean backwards;

  private CursorPage(
      ClientThreads threads, SpansApiCalls api, SpanSearch search, Found found, boolean backwards) {
    this.threads = threads;
    this.api = api;
    this.search = search;
    this.found = found;
    this.backwards = backwards;
  }

  /** Returns the work that fetches the first page of a search. */
  static Work<SpanPage> first(ClientThreads threads, SpansApiCalls api, SpanSearch search) {
    Work<Found> work = api.search(search);
    boolean backwards = search.endingBefore() != null;
    return abort -> new CursorPage(threads, api, search, work.run(abort), backwards);
  }

  @Override
  public List<StoredSpan> items() {
    return found.spans();
  }

  @Override
  public boolean hasMore() {
    return found.hasMore();
  }

  @Override
  public Optional<SpanPage> next() {
    return now(neighbour(backwards));
  }

  @Override
  public Optional<SpanPage> previous() {
    return now(neighbour(!backwards));
  }

  @Override
  public CompletableFuture<Optional<SpanPage>> nextAsync() {
    return later(neighbour(backwards));
  }

  @Override
  public CompletableFuture<Optional<SpanPage>> previousAsync() {
    return later(neighbour(!backwards));
  }

  private Optional<SpanPage> now(@Nullable Work<SpanPage> work) {
    return work == null ? Optional.empty() : Optional.of(threads.call(work));
  }

  private CompletableFuture<Optional<SpanPage>> later(@Nullable Work<SpanPage> work) {
    if (work == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return threads.start(abort -> Optional.of(work.run(abort)));
  }

  /** Returns the work that fetches the page before or after this one; null if there is none. */
  private @Nullable Work<SpanPage> neighbour(boolean before) {
    if (found.spans().isEmpty() || !isBeyond(before)) {
      return null;
    }
    StoredSpan edge = found.spans().get(before ? 0 : found.spans().size() - 1);
    String id = String.valueOf(edge.id());
    if (id.equals(before ? search.endingBefore() : search.startingAfter())) {
      throw Failures.repeats(id);
    }
    SpanSearch.Builder cursor = search.toBuilder();
    SpanSearch there = (before ? cursor.endingBefore(id) : cursor.startingAfter(id)).build();
    Work<Found> work = api.search(there);
    return abort -> new CursorPage(threads, api, there, work.run(abort), backwards);
  }

  /** Returns true if there are spans before or after; those at the cursor are. */
  private boolean isBeyond(boolean before) {
    boolean fetchedBackwards = search.endingBefore() != null;
    if (before == fetchedBackwards) {
      return found.hasMore();
    }
    return before ? search.startingAfter() != null : fetchedBackwards;
  }
}
