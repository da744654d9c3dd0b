package dev.raglan.internal.service;

import dev.raglan.semconv.ChangeAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a span or a trace after its end. Immutable.
 *
 * @param target {@code span}, {@code trace} or {@code reference}
 * @param traceId null if no trace is known
 * @param spanId null if no span is known
 * @param referenceId the id of the call that is changed: as it was said, else as the call was sent
 *     with; null if none is known
 * @param name the new name; null for no change
 * @param status the new status, in the words of {@link dev.raglan.model.Status#id()} or the
 *     application's own; null for no change
 * @param tags the tags to add
 * @param attributes the attributes to set
 * @param content the content to set, by the names of {@link ChangeAttributes#CONTENT}
 */
public record LateChange(
    String target,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String referenceId,
    @Nullable String name,
    @Nullable String status,
    List<String> tags,
    Map<String, @Nullable Object> attributes,
    Map<String, @Nullable Object> content) {

  /** Copies the collections. */
  public LateChange {
    tags = List.copyOf(tags);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
  }

  /** Returns true if the attributes are of a change. */
  static boolean isIn(Attributes attributes) {
    return attributes.get(ChangeAttributes.TARGET) != null;
  }

  static LateChange of(Attributes attributes) {
    String target = attributes.get(ChangeAttributes.TARGET);
    List<String> tags = attributes.get(ChangeAttributes.TAGS);
    return new LateChange(
        target == null ? "" : target,
        attributes.get(ChangeAttributes.TRACE_ID),
        attributes.get(ChangeAttributes.SPAN_ID),
        attributes.get(ChangeAttributes.REFERENCE_ID),
        attributes.get(ChangeAttributes.NAME),
        attributes.get(ChangeAttributes.STATUS),
        tags == null ? List.of() : tags,
        object(ChangeAttributes.ATTRIBUTES, attributes),
        object(ChangeAttributes.CONTENT, attributes));
  }

  private static Map<String, @Nullable Object> object(
      AttributeKey<String> key, Attributes attributes) {
    Map<String, @Nullable Object> object = JsonText.object(attributes.get(key));
    return object == null ? Map.of() : object;
  }

  LateChange at(ReferenceIds.@Nullable Place place) {
    return place == null
        ? this
        : new LateChange(
            target,
            place.traceId(),
            place.spanId(),
            referenceId,
            name,
            status,
            tags,
            attributes,
            content);
  }

  LateChange withReference(@Nullable String newReferenceId) {
    return new LateChange(
        target, traceId, spanId, newReferenceId, name, status, tags, attributes, content);
  }
}
