package dev.raglan.internal.delivery;

import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.transport.ContentSpan;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.Dialect;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * The dialects that a target's backend reads. Raglan's spans go there without the attributes of
 * others, and without what only repeats others of its own; spans of other libraries are not
 * touched. Immutable.
 */
final class TargetDialects {

  /** The target reads all that is written. */
  static final TargetDialects ALL = new TargetDialects(List.of(), List.of(), true);

  private final List<Dialect> read;
  private final List<Dialect> others;
  private final boolean whole;

  private TargetDialects(List<Dialect> read, List<Dialect> others, boolean whole) {
    this.read = read;
    this.others = others;
    this.whole = whole;
  }

  /**
   * Returns the dialects of those names; all for no name. With {@link Dialects#OWN} among them,
   * what only repeats others is sent, too.
   */
  static TargetDialects of(List<String> names) {
    if (names.isEmpty()) {
      return ALL;
    }
    List<Dialect> chosen = names.stream().map(Dialects::known).filter(Objects::nonNull).toList();
    return new TargetDialects(
        Dialects.withOwn(chosen), Dialects.without(chosen), names.contains(Dialects.OWN));
  }

  /** Returns the spans as the target is sent them. */
  Collection<SpanData> select(Collection<SpanData> spans) {
    return this == ALL ? spans : spans.stream().map(this::select).toList();
  }

  private SpanData select(SpanData span) {
    Attributes all = span.getAttributes();
    if (all.get(RaglanAttributes.SPAN_TYPE) == null) {
      return span;
    }
    Attributes readable = all.toBuilder().removeIf(key -> isOfOther(key.getKey())).build();
    return new Selected(
        span,
        whole
            ? readable
            : readable.toBuilder().removeIf(key -> repeats(key.getKey(), readable)).build());
  }

  private boolean isOfOther(String key) {
    for (Dialect dialect : others) {
      if (dialect.owns(key)) {
        return true;
      }
    }
    return false;
  }

  private boolean repeats(String key, Attributes readable) {
    for (Dialect dialect : read) {
      if (dialect.owns(key) && dialect.repeats(key, readable)) {
        return true;
      }
    }
    return false;
  }

  /** A span without the attributes that are left out; they do not count as dropped. */
  private static final class Selected extends DelegatingSpanData implements ContentSpan {

    private final Attributes attributes;
    private final Attributes content;
    private final int totalAttributeCount;

    Selected(SpanData span, Attributes attributes) {
      super(span);
      this.attributes = attributes;
      this.content = ContentSpan.contentOf(span);
      int leftOut = span.getAttributes().size() - attributes.size();
      this.totalAttributeCount = span.getTotalAttributeCount() - leftOut;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }

    @Override
    public Attributes content() {
      return content;
    }

    @Override
    public int getTotalAttributeCount() {
      return totalAttributeCount;
    }
  }
}
