package dev.raglan.render;

import dev.raglan.capture.Captured;
import dev.raglan.capture.Step;
import dev.raglan.internal.Safe;
import dev.raglan.json.JsonRenderer;
import dev.raglan.json.RawJson;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns what was captured into attributes, in every dialect that is configured.
 *
 * <p>Thread-safe; never throws. A dialect that throws loses its own attributes alone.
 */
public final class Renderer {

  private final List<Dialect> dialects;
  private final JsonRenderer json;

  /** A renderer for Raglan's own attributes and for the given dialects, in their order. */
  public Renderer(List<Dialect> dialects, JsonRenderer json) {
    this(json, Stream.concat(Stream.of(new RaglanDialect()), dialects.stream()).toList());
  }

  /** A renderer for exactly these dialects. */
  Renderer(JsonRenderer json, List<Dialect> dialects) {
    this.dialects = List.copyOf(dialects);
    this.json = json;
  }

  /** The attributes that are known before the call. */
  public Attributes render(Step step) {
    AttributesBuilder attributes = Attributes.builder();
    AttributeSink sink = attributes::put;
    for (Dialect dialect : dialects) {
      Safe.run("the " + dialect.name() + " dialect", () -> dialect.renderStep(step, sink));
    }
    return attributes.build();
  }

  /** Writes the attributes of a call. */
  public void render(Captured captured, AttributeSink sink) {
    Rendering rendering = new Rendering(captured, json);
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
    captured.bindings().forEachAttribute((key, value) -> putAttribute(key, value, sink));
  }

  /** Lists come last: what there is no room for is left out of them, and nothing else is. */
  private void renderWithLists(Rendering rendering, Captured captured, AttributeSink sink) {
    CountingSink facts = new CountingSink(sink);
    renderFacts(rendering, captured, facts);
    NumberedSink numbered = new NumberedSink(sink, facts.count());
    for (Dialect dialect : dialects) {
      Safe.run(
          "the " + dialect.name() + " dialect", () -> dialect.renderNumbered(rendering, numbered));
    }
  }

  private void putAttribute(String key, Object value, AttributeSink sink) {
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
