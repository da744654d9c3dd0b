package dev.raglan.internal.record;

import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.AttributeWriter;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.ParamKey;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.Params;
import io.opentelemetry.api.trace.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of parameters and writes them on spans. Thread-safe; never throws. */
public final class ParamValues {

  static final int MAX_PARAMS = 256;
  static final int MAX_KEY_LENGTH = 128;
  static final int MAX_TEXT_LENGTH = 4_096;

  private static final Set<String> KNOWN =
      Arrays.stream(ParamKey.values()).map(ParamKey::id).collect(Collectors.toUnmodifiableSet());

  private static final ThrottledLog LOG = ThrottledLog.of(Params.class);

  private final ValueSnapshotter snapshotter;
  private final JsonRenderer json;
  private final AttributeWriter values;

  /** Creates a writer of parameters within the limits of the JSON writer. */
  public ParamValues(JsonRenderer json) {
    this.snapshotter = new ValueSnapshotter(json);
    this.json = json;
    this.values = new AttributeWriter(json, MAX_TEXT_LENGTH);
  }

  /** Returns a snapshot of the parameters that have a valid name and a value. */
  Map<String, Object> held(@Nullable Map<String, ? extends @Nullable Object> params) {
    Map<String, Object> held = new LinkedHashMap<>();
    if (params != null) {
      Safe.run("reading parameters", () -> params.forEach((key, value) -> hold(key, value, held)));
    }
    return held;
  }

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static String requireName(@Nullable String key) {
    if (key == null || !isName(key)) {
      throw new IllegalArgumentException(
          "a parameter's name must not be blank, nor longer than " + MAX_KEY_LENGTH);
    }
    return key;
  }

  private static boolean isName(String key) {
    return !key.isBlank() && key.length() <= MAX_KEY_LENGTH;
  }

  private void hold(@Nullable String key, @Nullable Object value, Map<String, Object> into) {
    if (value == null || into.size() > MAX_PARAMS) {
      return;
    }
    if (key == null || !isName(key)) {
      LOG.warn("a parameter's name is blank, or longer than " + MAX_KEY_LENGTH, null);
      return;
    }
    Object held = snapshotter.hold(value);
    if (held instanceof String text && text.length() > MAX_TEXT_LENGTH) {
      held = json.text(text, MAX_TEXT_LENGTH);
    }
    if (held != null) {
      into.put(key, held);
    }
  }

  /** Returns both, of which the added ones win; at most {@value #MAX_PARAMS}. */
  static Map<String, Object> merged(Map<String, Object> old, Map<String, Object> added) {
    Map<String, Object> merged = new LinkedHashMap<>(old);
    added.forEach(
        (key, value) -> {
          if (merged.size() < MAX_PARAMS || merged.containsKey(key)) {
            merged.put(key, value);
          } else {
            LOG.warn("there are more than " + MAX_PARAMS + " parameters", null);
          }
        });
    return Collections.unmodifiableMap(merged);
  }

  /**
   * A parameter that the application can read back and that is not recorded.
   *
   * @param held its value
   */
  private record Untold(Object held) {}

  /** Returns the parameters as they are recorded of a call of which this much is kept. */
  static Map<String, Object> told(Map<String, Object> held, CaptureMode mode) {
    if (!mode.keepsText()) {
      held.replaceAll((key, value) -> isTold(key, value, mode) ? value : new Untold(value));
    }
    return held;
  }

  /** Returns true for names of models and strategies, which are metadata; other texts are not. */
  private static boolean isTold(String key, Object value, CaptureMode mode) {
    boolean isFigure = value instanceof Number || value instanceof Boolean;
    return KNOWN.contains(key) || isFigure && mode == CaptureMode.STRUCTURE;
  }

  /** Returns a value as the application reads it back. */
  static Object shown(Object value) {
    Object held = value instanceof Untold untold ? untold.held() : value;
    return held instanceof RawJson raw ? raw.json() : held;
  }

  /** Writes each as an attribute of its own. */
  void write(Map<String, Object> held, Span span) {
    if (!held.isEmpty() && span.isRecording()) {
      held.forEach((key, value) -> write(key, value, span));
    }
  }

  private void write(String param, Object value, Span span) {
    if (!(value instanceof Untold)) {
      values.write(RaglanAttributes.PARAM_PREFIX + param, param, value, new SpanSink(span));
    }
  }

  /** Returns the value as text, or as JSON text. */
  String text(Object held) {
    return values.text(held);
  }
}
