package dev.raglan.internal.service.spansapi;

import dev.raglan.client.AsyncSpansClient;
import dev.raglan.client.SpanPage;
import dev.raglan.client.SpanPatch;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.SpansClient;
import dev.raglan.client.StoredSpan;
import dev.raglan.internal.transport.HttpCalls;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The client of the Spans API over HTTP. Thread-safe. */
final class HttpSpansClient implements SpansClient {

  private final ClientThreads threads = new ClientThreads();
  private final AsyncSpansClient async = new Async();
  private final HttpCalls calls;
  private final SpansApiCalls api;
  private final String description;

  /**
   * @param calls closed with this client
   */
  HttpSpansClient(HttpCalls calls, SpansApiCalls api, String description) {
    this.calls = calls;
    this.api = api;
    this.description = description;
  }

  @Override
  public StoredSpan create(StoredSpan span) {
    return threads.call(api.create(span));
  }

  @Override
  public List<StoredSpan> batch(Collection<StoredSpan> spans) {
    return threads.call(api.batch(spans, false));
  }

  @Override
  public List<StoredSpan> upsertBatch(Collection<StoredSpan> spans) {
    return threads.call(api.batch(spans, true));
  }

  @Override
  public StoredSpan retrieve(String id) {
    return threads.call(api.retrieve(id));
  }

  @Override
  public StoredSpan update(String id, SpanPatch patch) {
    return threads.call(api.update(id, patch));
  }

  @Override
  public SpanPage search(SpanSearch search) {
    return threads.call(CursorPage.first(threads, api, search));
  }

  @Override
  public Iterable<StoredSpan> searchAll(SpanSearch search) {
    return new FoundSpans(this, Objects.requireNonNull(search, "search"));
  }

  @Override
  public Stream<StoredSpan> stream(SpanSearch search) {
    return StreamSupport.stream(searchAll(search).spliterator(), false);
  }

  @Override
  public AsyncSpansClient async() {
    return async;
  }

  @Override
  public void close() {
    threads.close();
    calls.close();
  }

  /** Returns the address and the account, without the key. */
  @Override
  public String toString() {
    return description;
  }

  /** The same calls without waiting. */
  private final class Async implements AsyncSpansClient {

    @Override
    public CompletableFuture<StoredSpan> create(StoredSpan span) {
      return threads.start(api.create(span));
    }

    @Override
    public CompletableFuture<List<StoredSpan>> batch(Collection<StoredSpan> spans) {
      return threads.start(api.batch(spans, false));
    }

    @Override
    public CompletableFuture<List<StoredSpan>> upsertBatch(Collection<StoredSpan> spans) {
      return threads.start(api.batch(spans, true));
    }

    @Override
    public CompletableFuture<StoredSpan> retrieve(String id) {
      return threads.start(api.retrieve(id));
    }

    @Override
    public CompletableFuture<StoredSpan> update(String id, SpanPatch patch) {
      return threads.start(api.update(id, patch));
    }

    @Override
    public CompletableFuture<SpanPage> search(SpanSearch search) {
      return threads.start(CursorPage.first(threads, api, search));
    }

    @Override
    public String toString() {
      return description;
    }
  }
}
