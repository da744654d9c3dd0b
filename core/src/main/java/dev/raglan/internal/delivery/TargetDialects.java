package dev.raglan.internal.delivery;

import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.transport.ContentSpan;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.Dialect;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The dialects that a target's backend reads. Raglan's spans go there without the attributes of
 * others, and without what only repeats others of its own; spans of other libraries are not
 * touched. Immutable.
 */
final class TargetDialects {

  /** The target reads all that is written. */
  static final TargetDialects ALL = new TargetDialects(List.of(), List.of());

  /** The target's backend is not known: it is sent all but what repeats others for any. */
  private static final TargetDialects CONFIGURED = notKnown(List.of());

  private final List<Dialect> read;
  private final List<Dialect> others;

  /**
   * @param read the dialects whose viewers show what is left out from other attributes
   * @param others the dialects whose attributes are left out
   */
  private TargetDialects(List<Dialect> read, List<Dialect> others) {
    this.read = read;
    this.others = others;
  }

  private static TargetDialects notKnown(List<Dialect> others) {
    return new TargetDialects(List.of(Dialects.OF_RAGLAN), others);
  }

  /**
   * Returns the dialects of those names; those that are configured for no name. With {@link
   * Dialects#OWN} among them, the others are those that are configured.
   */
  static TargetDialects of(List<String> names) {
    if (names.isEmpty()) {
      return CONFIGURED;
    }
    List<Dialect> chosen = names.stream().map(Dialects::known).filter(Objects::nonNull).toList();
    List<Dialect> others = Dialects.without(chosen);
    return names.contains(Dialects.OWN)
        ? notKnown(others)
        : new TargetDialects(Dialects.withOwn(chosen), others);
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
    Attributes readable = without(this::isOfOther, all);
    Attributes left = without(key -> repeats(key, readable), readable);
    return left == all ? span : new Selected(span, left);
  }

  private static Attributes without(Predicate<String> leftOut, Attributes all) {
    for (AttributeKey<?> key : all.asMap().keySet()) {
      if (leftOut.test(key.getKey())) {
        return all.toBuilder().removeIf(each -> leftOut.test(each.getKey())).build();
      }
    }
    return all;
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
