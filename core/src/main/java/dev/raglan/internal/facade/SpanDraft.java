package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Operation;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.semconv.Tags;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a span that has not started, as references: a span that is not recorded costs
 * little. Not thread-safe.
 */
final class SpanDraft implements SpanWriter {

  final String name;
  private SpanOrigin origin;
  SpanType type;
  @Nullable String customType;
  @Nullable Operation operation;
  @Nullable SpanKind kind;
  @Nullable String referenceId;
  @Nullable CaptureMode capture;

  // Made when the first one is set: most spans set few of them.
  private Map<Object, Object> attributes = Map.of();
  private Bindings fields = Bindings.NONE;
  private boolean areShared; // The fields are those of a span that has started, too.
  private Set<String> tags = Set.of();
  private @Nullable Object input;
  private @Nullable Object output;
  private @Nullable StatusText status;
  private @Nullable Instant end;
  private @Nullable Duration duration;

  SpanDraft(String name, SpanType type) {
    this(name, type, SpanOrigin.OF_SPAN);
  }

  SpanDraft(String name, SpanType type, SpanOrigin origin) {
    this.name = Checks.text("name", name);
    this.type = type;
    this.origin = origin;
  }

  /** Returns the origin, to be read. */
  SpanOrigin origin() {
    return origin;
  }

  /** Returns the origin, to be changed. */
  SpanOrigin changedOrigin() {
    origin = origin.changeable();
    return origin;
  }

  @Override
  public void field(Field field, Object value) {
    Object before = fields.get(field);
    if (areShared) {
      fields = fields.copy();
      areShared = false;
    }
    fields = fields == Bindings.NONE ? new Bindings() : fields;
    fields.put(field, before == null ? value : MergedMaps.of(field, before, value));
  }

  @Override
  public void attribute(String key, Object value) {
    put(key, value);
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
    put(key, value);
  }

  private void put(Object key, Object value) {
    attributes = attributes.isEmpty() ? new LinkedHashMap<>() : attributes;
    attributes.put(key, value);
  }

  @Override
  public void input(Object value) {
    input = value;
  }

  @Override
  public void output(Object value) {
    output = value;
  }

  @Override
  public void tags(List<String> added) {
    tags = tags.isEmpty() ? new LinkedHashSet<>() : tags;
    tags.addAll(added);
  }

  @Override
  public void status(StatusText text) {
    status = text;
  }

  void type(String name) {
    SpanType known = SpanType.ofId(name);
    type = known == null ? typeOfScale(name) : known;
    customType = known == null ? name : null;
  }

  /** Returns the type of one of Scale's names, which is written as it is. */
  private static SpanType typeOfScale(String name) {
    return Arrays.stream(ScaleSpanType.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(ScaleSpanType::spanType)
        .orElse(SpanType.CUSTOM);
  }

  void startTime(Instant start) {
    Checks.order(start, end);
    changedOrigin().start = start;
  }

  @Override
  public void endTime(Instant time) {
    Checks.order(origin.start, time);
    end = time;
  }

  @Override
  public void duration(Duration value) {
    duration = value;
  }

  /** Returns true if the description of the span says nothing but its name. */
  boolean isPlain() {
    return type == SpanType.SPAN && customType == null && operation == null && tags.isEmpty();
  }

  /** Returns the constants of the span. */
  SpanDescription description(List<String> commonTags, Renderer renderer) {
    List<String> all = Tags.union(commonTags, tags.isEmpty() ? tags : renderer.names(tags));
    return new SpanDescription(
        renderer.name(name),
        type,
        customType == null ? null : renderer.name(customType),
        generation(renderer),
        null,
        null,
        all);
  }

  private SpanDescription.@Nullable GenerationDescription generation(Renderer renderer) {
    return operation == null
        ? null
        : new SpanDescription.GenerationDescription(
            operation,
            textOf(Field.PROVIDER, renderer),
            textOf(Field.MODEL, renderer),
            textOf(Field.PROMPT_SLUG, renderer));
  }

  private @Nullable String textOf(Field field, Renderer renderer) {
    return fields.get(field) instanceof String text ? renderer.name(text) : null;
  }

  SpanKind kind() {
    return kind == null ? SpanRecorder.kindOf(type) : kind;
  }

  /**
   * Returns the attributes that samplers see: constants, and what was set so far.
   *
   * @param keepsBack true if the reference can be kept back until the span ends; it is unless the
   *     application may have set it as an attribute
   */
  Attributes startAttributes(
      Attributes constants,
      ReferenceId reference,
      boolean keepsBack,
      Renderer renderer,
      ContentGate gate) {
    boolean isFull = gate.mode() == CaptureMode.FULL;
    if (attributes.isEmpty() && isFull && (keepsBack || constants.isEmpty())) {
      return keepsBack ? constants : Attributes.of(RaglanAttributes.REFERENCE_ID, reference.text());
    }
    AttributesBuilder all = constants.toBuilder();
    attributes.forEach(
        (key, value) ->
            Safe.run(
                "an attribute", () -> putAttribute(key, gate.attribute(value), all, renderer)));
    all.put(RaglanAttributes.REFERENCE_ID, reference.text());
    if (!isFull) {
      all.put(RaglanAttributes.CAPTURE_MODE, gate.mode().id());
    }
    return all.build();
  }

  @SuppressWarnings("unchecked") // A typed key was put with a value of its type.
  private static void putAttribute(
      Object key, @Nullable Object value, AttributesBuilder all, Renderer renderer) {
    if (value == null) {
      return;
    }
    if (key instanceof AttributeKey<?> typed) {
      renderer.renderAttribute((AttributeKey<Object>) typed, value, all::put);
    } else {
      renderer.renderAttribute((String) key, value, all::put);
    }
  }

  /** Returns the context, with the session, the customer and the like that the span states. */
  Context statedIn(Context parent) {
    return BoundContext.statedIn(parent, fields);
  }

  /** Passes the content on. */
  void writeTo(SpanContent content) {
    if (!fields.isEmpty()) {
      areShared = true;
      content.fields(fields);
    }
    if (input != null) {
      content.input(input);
    }
    if (output != null) {
      content.output(output);
    }
    if (!tags.isEmpty()) {
      content.addTags(tags);
    }
  }

  /** Returns true if the status or the end was set. */
  boolean isEnding() {
    return status != null || end != null || duration != null;
  }

  /** Passes the status and the end on. */
  void writeTo(SpanEnding ending) {
    if (status != null) {
      ending.status(status);
    }
    ending.at(end);
    ending.after(duration);
  }
}
