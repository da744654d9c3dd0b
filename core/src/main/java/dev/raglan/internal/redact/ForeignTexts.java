package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The redaction of what others have written with OpenTelemetry's API, on spans of their own, such
 * as a web server's or a client's, and on those of Raglan's: it passes none of Raglan's sinks, and
 * leaves by its targets. Thread-safe.
 */
public final class ForeignTexts {

  /** Redacts nothing. */
  public static final ForeignTexts UNCHANGED = new ForeignTexts(new SafeRedactor());

  /** Resources and scopes that are remembered; most applications have a few. */
  private static final int MOST_KNOWN = 256;

  private static final int LONGEST_KNOWN = 128;

  private final SafeRedactor redactor;
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final Map<Resource, Resource> resources = new ConcurrentHashMap<>();
  private final Map<InstrumentationScopeInfo, InstrumentationScopeInfo> scopes =
      new ConcurrentHashMap<>();

  /** Creates a redaction. */
  public ForeignTexts(Redactor redactor) {
    this.redactor = new SafeRedactor(redactor);
  }

  /** Returns true if nothing is redacted. */
  public boolean areIdle() {
    return redactor.isIdle();
  }

  /**
   * Returns the text without secrets, and without NUL and lone surrogates, which databases refuse;
   * the same instance if it has none.
   */
  public String text(String text) {
    int kinds = CharKinds.of(text);
    String mended = Excerpts.withoutNul(text, kinds);
    String redacted = redactor.redact(mended, kinds);
    return CharKinds.hasAll(kinds, CharKinds.SURROGATE) ? wellFormed(redacted, kinds) : redacted;
  }

  private static String wellFormed(String text, int kinds) {
    String formed = Excerpt.whole(text, kinds).within(text.length());
    return formed.equals(text) ? text : formed;
  }

  /** Returns the key without secrets in its name; the same instance if it has none. */
  public <T> AttributeKey<T> key(AttributeKey<T> given) {
    String name = given.getKey();
    return renamed(
        given, name.length() > LONGEST_KNOWN ? text(name) : known(name, names, this::text));
  }

  /** Returns the attributes without secrets; the same instance if they have none. */
  public Attributes attributes(Attributes given) {
    return changed(given, this::value);
  }

  /** Returns the attributes without secrets in their keys; the same instance if they have none. */
  public Attributes keys(Attributes given) {
    return changed(given, (key, value) -> value);
  }

  private Attributes changed(Attributes given, BiFunction<AttributeKey<?>, Object, Object> change) {
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
    SpanContext context = context(given.getSpanContext());
    return attributes == given.getAttributes() && context == given.getSpanContext()
        ? given
        : LinkData.create(context, attributes, given.getTotalAttributeCount());
  }

  /** Returns the context without secrets in its trace state; the same instance if it has none. */
  public SpanContext context(SpanContext given) {
    TraceState state = given.getTraceState();
    if (state.isEmpty()) {
      return given;
    }
    TraceStateBuilder redacted = state.toBuilder();
    boolean[] any = new boolean[1];
    state.forEach(
        (key, value) -> {
          if (!text(value).equals(value)) {
            any[0] = true;
            redacted.put(key, Redactor.REDACTED);
          }
        });
    return any[0] ? in(given, redacted.build()) : given;
  }

  private static SpanContext in(SpanContext given, TraceState state) {
    return given.isRemote()
        ? SpanContext.createFromRemoteParent(
            given.getTraceId(), given.getSpanId(), given.getTraceFlags(), state)
        : SpanContext.create(given.getTraceId(), given.getSpanId(), given.getTraceFlags(), state);
  }

  /** Returns the resource without secrets; the same instance if it has none. */
  public Resource resource(Resource given) {
    return known(given, resources, this::redacted);
  }

  private Resource redacted(Resource given) {
    Attributes attributes = attributes(given.getAttributes());
    String schema = given.getSchemaUrl() == null ? null : text(given.getSchemaUrl());
    return attributes == given.getAttributes() && Objects.equals(schema, given.getSchemaUrl())
        ? given
        : Resource.create(attributes, schema);
  }

  /** Returns the scope without secrets; the same instance if it has none. */
  public InstrumentationScopeInfo scope(InstrumentationScopeInfo given) {
    return known(given, scopes, this::redacted);
  }

  private InstrumentationScopeInfo redacted(InstrumentationScopeInfo given) {
    InstrumentationScopeInfoBuilder redacted =
        InstrumentationScopeInfo.builder(text(given.getName()))
            .setAttributes(attributes(given.getAttributes()));
    if (given.getVersion() != null) {
      redacted.setVersion(text(given.getVersion()));
    }
    if (given.getSchemaUrl() != null) {
      redacted.setSchemaUrl(text(given.getSchemaUrl()));
    }
    InstrumentationScopeInfo scope = redacted.build();
    return scope.equals(given) ? given : scope;
  }

  /** Redacts texts that many spans share once, up to a bounded number of them. */
  private static <T> T known(T given, Map<T, T> known, UnaryOperator<T> redaction) {
    T redacted = known.get(given);
    if (redacted == null) {
      redacted = redaction.apply(given);
      if (known.size() < MOST_KNOWN) {
        known.put(given, redacted);
      }
    }
    return redacted;
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
