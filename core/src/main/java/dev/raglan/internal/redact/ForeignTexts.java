package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The redaction of what others have written with OpenTelemetry's API, on spans of their own, such
 * as a web server's or a client's, and on those of Raglan's: it passes none of Raglan's sinks, and
 * leaves by its targets. Immutable and thread-safe.
 */
public final class ForeignTexts {

  /** Redacts nothing. */
  public static final ForeignTexts UNCHANGED = new ForeignTexts(new SafeRedactor());

  private final SafeRedactor redactor;

  /** Creates a redaction. */
  public ForeignTexts(Redactor redactor) {
    this.redactor = new SafeRedactor(redactor);
  }

  /** Returns true if nothing is redacted. */
  public boolean areIdle() {
    return redactor.isIdle();
  }

  /** Returns the text without secrets; the same instance if it has none. */
  public String text(String text) {
    return redactor.redact(text, CharKinds.of(text));
  }

  /** Returns the attributes without secrets; the same instance if they have none. */
  public Attributes attributes(Attributes given) {
    return changed(given, this::value);
  }

  /** Returns the attributes without secrets in their keys; the same instance if they have none. */
  public Attributes keys(Attributes given) {
    return changed(given, (key, value) -> value);
  }

  private Attributes changed(
      Attributes given, BiFunction<AttributeKey<?>, Object, Object> change) {
    AttributesBuilder changed = Attributes.builder();
    boolean[] any = new boolean[1];
    given.forEach(
        (key, value) -> {
          Object redacted = change.apply(key, value);
          AttributeKey<?> renamed = renamed(key, text(key.getKey()));
          any[0] |= redacted != value || renamed != key;
          put(renamed, redacted, changed);
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

  /** Returns the key of the same type with another name; the same instance for the same name. */
  @SuppressWarnings("unchecked") // The type of the key stays.
  public static <T> AttributeKey<T> renamed(AttributeKey<T> key, String name) {
    if (name.equals(key.getKey())) {
      return key;
    }
    AttributeKey<?> renamed =
        switch (key.getType()) {
          case STRING -> AttributeKey.stringKey(name);
          case BOOLEAN -> AttributeKey.booleanKey(name);
          case LONG -> AttributeKey.longKey(name);
          case DOUBLE -> AttributeKey.doubleKey(name);
          case STRING_ARRAY -> AttributeKey.stringArrayKey(name);
          case BOOLEAN_ARRAY -> AttributeKey.booleanArrayKey(name);
          case LONG_ARRAY -> AttributeKey.longArrayKey(name);
          case DOUBLE_ARRAY -> AttributeKey.doubleArrayKey(name);
          default -> key; // A type of a later OpenTelemetry.
        };
    return (AttributeKey<T>) renamed;
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
    if (given.getAttributes().get(RaglanAttributes.EVENT_TYPE) != null) {
      return given; // A RAG event, redacted as it was logged.
    }
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
