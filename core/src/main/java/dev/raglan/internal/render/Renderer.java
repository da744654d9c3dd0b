package dev.raglan.internal.render;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.NumberedSink;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was captured into attributes, in every dialect that is configured.
 *
 * <p>Thread-safe; never throws. A dialect that throws loses its own attributes alone.
 */
public final class Renderer {

  /** The number of attributes that a span keeps by OpenTelemetry's default. */
  public static final int DEFAULT_ATTRIBUTE_LIMIT = 128;

  private final List<Dialect> dialects;
  private final List<Dialect> beside;
  private final JsonRenderer json;
  private final AttributeWriter values;
  private final Metering metering;
  private final int attributeLimit;

  /** Creates a renderer for the given dialects, in their order. */
  public Renderer(List<Dialect> dialects, JsonRenderer json) {
    this(dialects, json, Metering.NONE);
  }

  /** Creates the same, with estimates of usage and cost that no response reports. */
  Renderer(List<Dialect> dialects, JsonRenderer json, Metering metering) {
    this(dialects, List.of(), json, metering, DEFAULT_ATTRIBUTE_LIMIT);
  }

  /**
   * Creates the same, for the spans of a pipeline.
   *
   * @param beside the dialects of attributes that are kept beside the span, where something reads
   *     them: see {@link WrittenContent}
   * @param attributeLimit the number of attributes that the pipeline keeps of a span
   */
  public Renderer(
      List<Dialect> dialects,
      List<Dialect> beside,
      JsonRenderer json,
      Metering metering,
      int attributeLimit) {
    this.dialects = List.copyOf(dialects);
    this.beside = List.copyOf(beside);
    this.values = new AttributeWriter(json);
    this.json = json;
    this.metering = metering;
    this.attributeLimit = attributeLimit;
  }

  /** Returns true if a value of this name is hidden whatever it is. */
  public boolean hides(String name) {
    return values.hides(name);
  }

  /** Returns the attributes that are known before the call. */
  public Attributes render(SpanDescription description) {
    AttributesBuilder attributes = Attributes.builder();
    AttributeSink sink = attributes::put;
    for (Dialect dialect : dialects) {
      Safe.run("the " + dialect.name() + " dialect", () -> dialect.renderSpan(description, sink));
    }
    return attributes.build();
  }

  /**
   * Returns the attributes that all spans of a trace have in common.
   *
   * @param common the session, the customer and the like, by their fields
   */
  public CommonAttributes renderCommon(Bindings common) {
    return new CommonAttributes(this, common);
  }

  Attributes renderCommon(Bindings common, SpanType type) {
    AttributesBuilder attributes = Attributes.builder();
    SpanDescription any = SpanDescription.of("", type);
    render(new Captured(any, null, null, common, null, Extracted.NONE), attributes::put);
    return attributes.build();
  }

  /**
   * Writes the attributes of a call on its span, which is about to end. Attributes that were
   * written on the span meanwhile stay.
   *
   * @param constants the attributes that were kept back when the span started
   * @param start the attributes that the span started with
   * @param withContent true to render what is kept beside the span, too
   * @return the captured values with all that was read out of them
   */
  public Captured render(
      Captured captured, Span span, Attributes constants, Attributes start, boolean withContent) {
    AttributeSink beside = withContent ? WrittenContent.of(span).older() : null;
    EndingSink sink = EndingSink.over(constants, start, span, this);
    return render(captured, sink, beside, new RedactedTexts());
  }

  /**
   * Writes what OpenTelemetry's API has written on an open span as it may leave: its attributes,
   * name and status. Its events cannot be changed.
   *
   * @param start the attributes that the span started with
   */
  public void writeAsItMayLeave(Span span, Attributes start) {
    EndingSink.over(Attributes.empty(), start, span, this);
  }

  /** Writes the value of an attribute that was written on an open span again, under its key. */
  @SuppressWarnings("unchecked") // The value was put under the key.
  void rewrite(Span span, AttributeKey<?> key, Object value, WrittenMeanwhile meanwhile) {
    if (meanwhile.holds(key)) {
      AttributeKey<Object> sameKey = (AttributeKey<Object>) key;
      Object written = meanwhile.all().get(sameKey);
      if (written == null) {
        values.rewrite(sameKey, value, span::setAttribute); // It leaves under another key.
      } else if (!written.equals(value)) {
        span.setAttribute(sameKey, written);
      }
    }
  }

  /** Compares a span with its start. */
  WrittenMeanwhile writtenMeanwhile(Attributes there, Attributes start) {
    return WrittenMeanwhile.of(there, start, values);
  }

  /**
   * Writes captured values on an open span, over all that it has.
   *
   * @param withContent true to render what is kept beside the span, too
   */
  public void write(Captured captured, Span span, AttributeSink sink, boolean withContent) {
    AttributeSink beside = withContent ? WrittenContent.of(span) : null;
    render(captured, sink, beside, new RedactedTexts());
  }

  /**
   * Returns the attributes that are older than all captured values, once a change of these was
   * made.
   *
   * @param older the attributes that were older so far
   * @param there the attributes of the span now
   * @param changed the change alone
   */
  public Attributes superseded(Attributes older, Attributes there, Captured changed) {
    Set<String> names = new HashSet<>();
    render(
        changed,
        new AttributeSink() {
          @Override
          public <T> void put(AttributeKey<T> key, T value) {
            names.add(key.getKey());
          }
        });
    AttributesBuilder all = older.toBuilder();
    there.forEach(
        (key, value) -> {
          if (names.contains(key.getKey())) {
            put(key, value, all);
          }
        });
    return all.build();
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private static void put(AttributeKey<?> key, Object value, AttributesBuilder all) {
    all.put((AttributeKey<Object>) key, value);
  }

  /**
   * Writes the attributes of a call.
   *
   * @return the captured values with all that was read out of them
   */
  public Captured render(Captured captured, AttributeSink sink) {
    return render(captured, sink, null, new RedactedTexts());
  }

  /**
   * Writes the attributes of a call, and those that are kept beside the span.
   *
   * @param besides null to leave the latter out
   * @param ofBatch the texts that were redacted for the spans of the same batch
   * @return the captured values with all that was read out of them
   */
  Captured render(
      Captured captured,
      AttributeSink sink,
      @Nullable AttributeSink besides,
      RedactedTexts ofBatch) {
    int[] ownWork = OwnWork.begin();
    try {
      Captured read = captured.read();
      Rendering rendering =
          new Rendering(read, CallWriter.ofOneCall(json, values, ofBatch), metering);
      renderAll(rendering, read, sink);
      if (besides != null) {
        renderBeside(rendering, besides);
      }
      return read;
    } finally {
      OwnWork.end(ownWork);
    }
  }

  /** Writes the attributes of a call that are kept beside the span, and no others. */
  void renderBeside(Captured captured, AttributeSink sink, RedactedTexts ofBatch) {
    int[] ownWork = OwnWork.begin();
    try {
      CallWriter writer = CallWriter.ofOneCall(json, values, ofBatch);
      renderBeside(new Rendering(captured.read(), writer, metering), sink);
    } finally {
      OwnWork.end(ownWork);
    }
  }

  private void renderBeside(Rendering rendering, AttributeSink sink) {
    for (Dialect dialect : beside) {
      Safe.run(
          "the " + dialect.name() + " dialect",
          () -> {
            dialect.renderSpan(rendering.description(), sink);
            dialect.render(rendering, sink);
          });
    }
  }

  private void renderAll(Rendering rendering, Captured captured, AttributeSink sink) {
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
        failed(dialect, thrown, sink);
      }
    }
    captured.bindings().forEachAttribute((key, value) -> renderAttribute(key, value, sink));
  }

  /** Lists come last: what there is no room for is left out of them, and nothing else is. */
  private void renderWithLists(Rendering rendering, Captured captured, AttributeSink sink) {
    CountingSink facts = new CountingSink(sink);
    renderFacts(rendering, captured, facts);
    NumberedSink numbered = new LimitedSink(sink, attributeLimit, facts.count());
    for (Dialect dialect : dialects) {
      try {
        dialect.renderNumbered(rendering, numbered);
      } catch (Throwable thrown) {
        failed(dialect, thrown, sink);
      }
    }
  }

  private static void failed(Dialect dialect, Throwable thrown, AttributeSink sink) {
    Safe.log("the " + dialect.name() + " dialect", thrown);
    sink.put(RaglanAttributes.CAPTURE_ERROR, ErrorType.of(thrown));
  }

  /** Returns a name, an id, a tag or the like as it may leave: redacted, mended and bounded. */
  public String name(String text) {
    return values.name(text);
  }

  /** Returns a text as it may leave: redacted, mended and cut to length. */
  String text(String text) {
    return values.text(text);
  }

  /** Returns names as they may leave, as many as a list may have. */
  public List<String> names(Collection<String> texts) {
    return values.names(texts);
  }

  /** Returns the attributes of a link as they may leave. */
  public Attributes bounded(Attributes given) {
    AttributesBuilder bounded = Attributes.builder();
    given.forEach((key, value) -> bound(key, value, bounded));
    return bounded.build();
  }

  @SuppressWarnings("unchecked") // The value was put under the key.
  private void bound(AttributeKey<?> key, Object value, AttributesBuilder all) {
    values.write((AttributeKey<Object>) key, value, all::put);
  }

  /** Writes an attribute of the application's, redacted. */
  public <T> void renderAttribute(AttributeKey<T> key, T value, AttributeSink sink) {
    values.write(key, value, sink);
  }

  /** Writes an attribute of the application's: a flag, a number, text or JSON. */
  public void renderAttribute(String key, Object value, AttributeSink sink) {
    values.write(key, value, sink);
  }
}
