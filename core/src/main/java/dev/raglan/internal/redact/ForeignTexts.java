package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The redaction of spans that others have started, such as a web server's or a client's: what they
 * write passes none of Raglan's sinks, and leaves by its targets. Immutable and thread-safe.
 */
public final class ForeignTexts {

  /** Redacts nothing. */
  public static final ForeignTexts UNCHANGED = new ForeignTexts("", new SafeRedactor());

  private final String ownScope;
  private final SafeRedactor redactor;

  /**
   * Creates a redaction.
   *
   * @param ownScope the instrumentation scope of spans that have been redacted as they were written
   */
  public ForeignTexts(String ownScope, Redactor redactor) {
    this.ownScope = ownScope;
    this.redactor = new SafeRedactor(redactor);
  }

  /** Returns true if somebody else has started the span. */
  public boolean areIn(SpanData span) {
    return !redactor.isIdle() && !span.getInstrumentationScopeInfo().getName().equals(ownScope);
  }

  /** Returns the text without secrets; the same instance if it has none. */
  public String text(String text) {
    return redactor.redact(text, CharKinds.of(text));
  }

  /** Returns the attributes without secrets; the same instance if they have none. */
  public Attributes attributes(Attributes given) {
    AttributesBuilder changed = Attributes.builder();
    boolean[] any = new boolean[1];
    given.forEach(
        (key, value) -> {
          Object redacted = value(key, value);
          any[0] |= redacted != value;
          put(key, redacted, changed);
        });
    return any[0] ? changed.build() : given;
  }

  private Object value(AttributeKey<?> key, Object value) {
    return switch (key.getType()) {
      case STRING -> redactor.redactsField(key.getKey()) ? Redactor.REDACTED : text((String) value);
      case STRING_ARRAY -> {
        boolean hidden = redactor.redactsField(key.getKey());
        yield ForeignTexts.<@Nullable String>map(
            (List<?>) value, each -> each == null ? null : hidden ? Redactor.REDACTED : text(each));
      }
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // A text replaces a text, and a list of texts one of texts.
  private static void put(AttributeKey<?> key, Object value, AttributesBuilder all) {
    all.put((AttributeKey<Object>) key, value);
  }

  /** Returns the status without secrets; the same instance if it has none. */
  public StatusData status(StatusData given) {
    String text = text(given.getDescription());
    return text.equals(given.getDescription())
        ? given
        : StatusData.create(given.getStatusCode(), text);
  }

  /** Returns the events without secrets; the same list if they have none. */
  public List<EventData> events(List<EventData> given) {
    return map(given, this::event);
  }

  private EventData event(EventData given) {
    Attributes attributes = attributes(given.getAttributes());
    String name = text(given.getName());
    return attributes == given.getAttributes() && name.equals(given.getName())
        ? given
        : EventData.create(given.getEpochNanos(), name, attributes, given.getTotalAttributeCount());
  }

  /** Returns the links without secrets; the same list if they have none. */
  public List<LinkData> links(List<LinkData> given) {
    return map(given, this::link);
  }

  private LinkData link(LinkData given) {
    Attributes attributes = attributes(given.getAttributes());
    return attributes == given.getAttributes()
        ? given
        : LinkData.create(given.getSpanContext(), attributes, given.getTotalAttributeCount());
  }

  @SuppressWarnings("unchecked") // Each element is replaced by one of its type.
  private static <T extends @Nullable Object> List<T> map(List<?> given, UnaryOperator<T> change) {
    List<T> changed = null;
    for (int i = 0; i < given.size(); i++) {
      T before = (T) given.get(i);
      T after = change.apply(before);
      if (after != before && changed == null) {
        changed = new ArrayList<>((List<T>) given);
      }
      if (changed != null) {
        changed.set(i, after);
      }
    }
    return changed == null ? (List<T>) given : Collections.unmodifiableList(changed);
  }
}
