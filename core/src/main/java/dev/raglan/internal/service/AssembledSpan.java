package dev.raglan.internal.service;

import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A span of a finished trace, in its place in the tree. Immutable once its trace is built. */
public final class AssembledSpan {

  private final SpanData data;
  private final SpanAttributes attributes;
  private final boolean isNew;
  private final List<AssembledSpan> children = new ArrayList<>();
  private @Nullable AssembledSpan parent;

  AssembledSpan(SpanData data, boolean isNew) {
    this.data = data;
    this.attributes = new SpanAttributes(data);
    this.isNew = isNew;
  }

  void add(AssembledSpan child) {
    child.parent = this;
    children.add(child);
  }

  /** Returns the id that is sent for a span on which the application set none. */
  static String generatedReferenceId(String traceId, String spanId) {
    return traceId + "-" + spanId;
  }

  /** Returns the span as OpenTelemetry has it. */
  public SpanData data() {
    return data;
  }

  /** Returns the attributes of the span. */
  public SpanAttributes attributes() {
    return attributes;
  }

  /** Returns false for a span that was sent with the trace before, and comes with late ones. */
  public boolean isNew() {
    return isNew;
  }

  /** Returns the parent; null for one at the top. */
  public @Nullable AssembledSpan parent() {
    return parent;
  }

  /** Returns the children by start time. */
  public List<AssembledSpan> children() {
    return Collections.unmodifiableList(children);
  }

  /** Returns the id of OpenTelemetry, 16 hexadecimal digits. */
  public String spanId() {
    return data.getSpanId();
  }

  /** Returns the name, which is never blank: services refuse spans without one. */
  public String name() {
    return data.getName().isBlank() ? "unnamed" : data.getName();
  }

  /** Returns the start, in nanoseconds since the epoch. */
  public long startNanos() {
    return data.getStartEpochNanos();
  }

  /** Returns the end, which is not before the start. */
  public long endNanos() {
    return Math.max(data.getStartEpochNanos(), data.getEndEpochNanos());
  }

  /** Returns the application's own id of the call; if it set none, one that never changes. */
  public String referenceId() {
    String said = attributes.get(RaglanAttributes.REFERENCE_ID);
    return said == null || said.isBlank()
        ? generatedReferenceId(data.getTraceId(), data.getSpanId())
        : said;
  }

  /** Returns the tags that the parent does not have. */
  public List<String> ownTags() {
    if (parent == null) {
      return attributes.tags();
    }
    List<String> inherited = parent.attributes.tags();
    return attributes.tags().stream().filter(tag -> !inherited.contains(tag)).toList();
  }

  /** Returns the custom attributes that the parent does not have with the same value. */
  public Map<String, @Nullable Object> ownCustomAttributes() {
    Map<String, @Nullable Object> own = new LinkedHashMap<>(attributes.customAttributes());
    if (parent != null) {
      parent
          .attributes
          .customAttributes()
          .forEach(
              (key, value) -> {
                if (Objects.equals(own.get(key), value)) {
                  own.remove(key);
                }
              });
    }
    return own;
  }

  /** Returns the value unless the parent has the same, as of a session. */
  public @Nullable String ownOf(java.util.function.Function<SpanAttributes, @Nullable String> of) {
    String value = of.apply(attributes);
    return parent != null && Objects.equals(of.apply(parent.attributes), value) ? null : value;
  }

  @Override
  public String toString() {
    return name() + " " + spanId();
  }
}
