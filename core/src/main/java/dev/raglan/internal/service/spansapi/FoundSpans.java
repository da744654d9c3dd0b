package dev.raglan.internal.service.spansapi;

import dev.raglan.client.SpanPage;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.StoredSpan;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All spans that a search finds; a page is fetched when it is needed. */
final class FoundSpans implements Iterable<StoredSpan> {

  private final HttpSpansClient client;
  private final SpanSearch search;

  FoundSpans(HttpSpansClient client, SpanSearch search) {
    this.client = client;
    this.search = search;
  }

  @Override
  public Iterator<StoredSpan> iterator() {
    return new Walk(search.endingBefore() != null);
  }

  /** A way through the pages; used by one thread. */
  private final class Walk implements Iterator<StoredSpan> {

    private final boolean backwards;
    private @Nullable SpanPage page;
    private int index;

    Walk(boolean backwards) {
      this.backwards = backwards;
    }

    @Override
    public boolean hasNext() {
      if (page == null) {
        page = client.search(search);
      }
      if (index < page.items().size()) {
        return true;
      }
      Optional<SpanPage> next = page.next();
      if (next.isEmpty()) {
        return false;
      }
      page = next.get();
      index = 0;
      return !page.items().isEmpty();
    }

    @Override
    public StoredSpan next() {
      if (!hasNext() || page == null) {
        throw new NoSuchElementException();
      }
      int last = page.items().size() - 1;
      int at = backwards ? last - index : index;
      index++;
      return page.items().get(at);
    }
  }
}
