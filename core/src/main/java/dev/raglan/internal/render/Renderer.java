package dev.raglan.internal.render;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.SpanType;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;

/**
 * Turns what was captured into attributes, in every dialect that is configured.
 *
 * <p>Thread-safe; never throws. A dialect that throws loses its own attributes alone.
 */
public final class Renderer {

  private final List<Dialect> dialects;
  private final JsonRenderer json;
  private final CallWriter writer;
  private final Metering metering;

  /** A renderer for the given dialects, in their order. */
  public Renderer(List<Dialect> dialects, JsonRenderer json) {
    this(dialects, json, Metering.NONE);
  }

  /** The same, with estimates of usage and cost where nobody says what they are. */
  public Renderer(List<Dialect> dialects, JsonRenderer json, Metering metering) {
    this.dialects = List.copyOf(dialects);
    this.json = json;
    this.writer = new CallWriter(json);
    this.metering = metering;
  }

  /** The attributes that are known before the call. */
  public Attributes render(SpanDescription description) {
    AttributesBuilder attributes = Attributes.builder();
    AttributeSink sink = attributes::put;
    for (Dialect dialect : dialects) {
      Safe.run("the " + dialect.name() + " dialect", () -> dialect.renderSpan(description, sink));
    }
    return attributes.build();
  }

  /**
   * The attributes of what every span of a trace has in common.
   *
   * @param common the session, the customer and the like, by their fields
   */
  public Attributes renderCommon(Bindings common) {
    AttributesBuilder attributes = Attributes.builder();
    SpanDescription anySpan = SpanDescription.of("", SpanType.SPAN);
    render(new Captured(anySpan, null, null, common, null, Extracted.NONE), attributes::put);
    return attributes.build();
  }

  /** Writes the attributes of a call. */
  public void render(Captured captured, AttributeSink sink) {
    int[] ownWork = OwnWork.begin();
    try {
      renderAll(captured, sink);
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private void renderAll(Captured captured, AttributeSink sink) {
    Rendering rendering = new Rendering(captured, writer, metering);
    if (rendering.hasLists()) {
      renderWithLists(rendering, captured, sink);
    } else {
      renderFacts(rendering, captured, sink);
    }
    rendering.writeLeftOut(sink);
  }

  private void renderFacts(Rendering rendering, Captured captured, AttributeSink sink) {
    for (Dialect dialect : dialects) {
      try {
        dialect.render(rendering, sink);
      } catch (Throwable thrown) {
        Safe.log("the " + dialect.name() + " dialect", thrown);
      }
    }
    captured.bindings().forEachAttribute((key, value) -> renderAttribute(key, value, sink));
  }

  /** Lists come last: what there is no room for is left out of them, and nothing else is. */
  private void renderWithLists(Rendering rendering, Captured captured, AttributeSink sink) {
    CountingSink facts = new CountingSink(sink);
    renderFacts(rendering, captured, facts);
    NumberedSink numbered = new LimitedSink(sink, facts.count());
    for (Dialect dialect : dialects) {
      Safe.run(
          "the " + dialect.name() + " dialect", () -> dialect.renderNumbered(rendering, numbered));
    }
  }

  /** Writes an attribute whose key is a string or a list of strings, redacted; others as is. */
  @SuppressWarnings("unchecked") // The key's type says what the value is.
  public <T> void renderAttribute(AttributeKey<T> key, T value, AttributeSink sink) {
    Object written =
        switch (key.getType()) {
          case STRING -> json.text((String) value);
          case STRING_ARRAY -> ((List<String>) value).stream().map(json::text).toList();
          default -> value;
        };
    sink.put(key, (T) written);
  }

  /** Writes a flag or a number as it is, anything else as text or JSON. */
  public void renderAttribute(String key, Object value, AttributeSink sink) {
    if (value instanceof Boolean flag) {
      sink.put(AttributeKey.booleanKey(key), flag);
    } else if (value instanceof Double || value instanceof Float) {
      sink.put(AttributeKey.doubleKey(key), ((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      sink.put(AttributeKey.longKey(key), ((Number) value).longValue());
    } else {
      sink.put(AttributeKey.stringKey(key), asText(value));
    }
  }

  private String asText(Object value) {
    if (value instanceof CharSequence text) {
      return json.text(text);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value instanceof RawJson raw ? raw.json() : json.json(value);
  }
}
