package dev.raglan.internal.facade;

import dev.raglan.annotation.Field;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Operation;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.Checks;
import dev.raglan.trace.SpanWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a step that has not started: references alone, so that a step which is not
 * recorded costs little. Not thread-safe.
 */
public final class Draft implements SpanWriter {

  final String name;
  public final DraftOrigin origin = new DraftOrigin();
  public SpanType type;
  public @Nullable String customType;
  public @Nullable Operation operation;
  public @Nullable SpanKind kind;
  public @Nullable String referenceId;

  private final Map<Object, Object> attributes = new LinkedHashMap<>();
  private final Map<Field, Object> fields = new EnumMap<>(Field.class);
  private final Set<String> tags = new LinkedHashSet<>();
  private @Nullable Object input;
  private @Nullable Object output;
  private @Nullable StatusText status;
  private @Nullable Instant end;
  private @Nullable Duration duration;

  public Draft(String name, SpanType type) {
    this.name = Checks.text("name", name);
    this.type = type;
  }

  @Override
  public void field(Field field, Object value) {
    fields.put(field, value);
  }

  @Override
  public void attribute(String key, Object value) {
    attributes.put(key, value);
  }

  @Override
  public <T> void attribute(AttributeKey<T> key, T value) {
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
  public void tags(Collection<String> added) {
    tags.addAll(added);
  }

  @Override
  public void status(StatusText word) {
    status = word;
  }

  public void type(String word) {
    SpanType known = Safe.orNull(() -> SpanType.valueOf(word.strip().toUpperCase(Locale.ROOT)));
    type = known == null ? typeOfScales(word) : known;
    customType = known == null ? word : null;
  }

  /** A word of Scale's says what kind of step it is, and is written as it is. */
  private static SpanType typeOfScales(String word) {
    return Arrays.stream(ScaleSpanType.values())
        .filter(each -> each.name().equals(word))
        .findFirst()
        .map(ScaleSpanType::spanType)
        .orElse(SpanType.CUSTOM);
  }

  public void startTime(Instant start) {
    Checks.order(start, end);
    origin.start = start;
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

  /** The step's constants. */
  SpanDescription step(List<String> commonTags) {
    Set<String> all = new LinkedHashSet<>(commonTags);
    all.addAll(tags);
    return new SpanDescription(name, type, customType, generation(), null, null, List.copyOf(all));
  }

  private SpanDescription.@Nullable GenerationDescription generation() {
    return operation == null
        ? null
        : new SpanDescription.GenerationDescription(
            operation, textOf(Field.PROVIDER), textOf(Field.MODEL), textOf(Field.PROMPT_SLUG));
  }

  private @Nullable String textOf(Field field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  /** A call to a model or a store is a client's, as the GenAI conventions have it. */
  SpanKind kind() {
    if (kind != null) {
      return kind;
    }
    return switch (type) {
      case GENERATION, EMBEDDING, RETRIEVER -> SpanKind.CLIENT;
      default -> SpanKind.INTERNAL;
    };
  }

  /** What samplers are told, besides what the step says. */
  Attributes startAttributes(SpanDescription step, Renderer renderer) {
    AttributesBuilder all = renderer.render(step).toBuilder();
    attributes.forEach(
        (key, value) -> Safe.run("an attribute", () -> putAttribute(key, value, all, renderer)));
    return all.build();
  }

  @SuppressWarnings("unchecked") // A typed key was put with a value of its type.
  private static void putAttribute(
      Object key, Object value, AttributesBuilder all, Renderer renderer) {
    if (key instanceof AttributeKey<?> typed) {
      renderer.renderAttribute((AttributeKey<Object>) typed, value, all::put);
    } else {
      renderer.renderAttribute((String) key, value, all::put);
    }
  }

  /** Hands over the content. */
  void writeTo(SpanContent content) {
    fields.forEach(content::field);
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

  /** Hands over how the step will end. */
  void writeTo(Ending ending) {
    if (status != null) {
      ending.status(status);
    }
    ending.at(end);
    ending.after(duration);
  }
}
