package dev.raglan.internal.json;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.redact.Excerpts;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.internal.text.Buffers;
import dev.raglan.internal.text.TextBuffer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.JsonCodec;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes any value as bounded, redacted JSON.
 *
 * <p>Whatever the value is and whatever its getters do, the result is valid JSON of at most the
 * asked length. Nothing is consumed, waited for or loaded: what cannot be looked into safely stands
 * there as its type. The time taken follows the limits, not the size of the value. Thread-safe.
 */
public final class JsonRenderer {

  /** The least length that is honored; a smaller one is taken as this. */
  static final int LEAST_LENGTH = 16;

  /** The most characters of {@link Double#toString()}. */
  private static final int LONGEST_NUMBER = 32;

  private static final String NOTHING = "\"…\"";

  private final CaptureLimits limits;
  private final SafeRedactor redactor;
  private final PerClass<ValueWriter> writers;

  /** True for the values of one call, which one thread writes. */
  private final boolean isOfOneCall;

  /** Of a call: the last rendering, for the next one to use again; null while one is under way. */
  private @Nullable JsonWalk idle;

  /** The buffer that it writes to. */
  private @Nullable TextBuffer idleBuffer;

  private JsonRenderer(Builder builder) {
    this.limits = builder.limits;
    this.redactor = new SafeRedactor(builder.redactors());
    this.writers = ValueWriters.with(List.copyOf(builder.codecs));
    this.isOfOneCall = false;
  }

  private JsonRenderer(JsonRenderer same, SafeRedactor redactor) {
    this.limits = same.limits;
    this.redactor = redactor;
    this.writers = same.writers;
    this.isOfOneCall = true;
  }

  /**
   * Returns the same renderer for the values of one call, whose texts are redacted once each. Used
   * by one thread, and dropped with the call.
   *
   * @param ofBatch the texts of the batch that the call belongs to
   */
  public JsonRenderer ofOneCall(RedactedTexts ofBatch) {
    return new JsonRenderer(this, redactor.ofOneCall(ofBatch));
  }

  /** Returns a renderer with these limits, the standard redaction and no codecs. */
  public static JsonRenderer of(CaptureLimits limits) {
    return builder().limits(limits).build();
  }

  /**
   * Returns a builder with {@link CaptureLimits#DEFAULT} and, if no redactor is named, the standard
   * ones.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the limits that hold where a call names no other. */
  public CaptureLimits limits() {
    return limits;
  }

  /** Returns true if the same text is always written alike. */
  public boolean isSteady() {
    return redactor.isSteady();
  }

  /**
   * Returns the plan by which beans of the class are written; null if they are written otherwise.
   */
  public @Nullable BeanPlan beans(Class<?> type) {
    return writers.get(type) instanceof BeanPlan plan ? plan : null;
  }

  /** Returns true if the value under this name is hidden whatever it is; never throws. */
  public boolean redactsField(String name) {
    return redactor.redactsField(name);
  }

  /**
   * Returns the value as JSON text of at most {@link CaptureLimits#maxLength()} characters; never
   * throws.
   *
   * @param value anything; it is read on the calling thread and not kept
   */
  public String json(@Nullable Object value) {
    return json(value, limits.maxLength());
  }

  /**
   * Returns the value as JSON text; never throws.
   *
   * @param value anything; it is read on the calling thread and not kept
   * @param maxLength the most characters (UTF-16 units) of the text, at least {@link #LEAST_LENGTH}
   */
  public String json(@Nullable Object value, int maxLength) {
    try {
      return write(value, Math.max(LEAST_LENGTH, maxLength));
    } catch (Throwable thrown) {
      return NOTHING;
    }
  }

  /**
   * Returns the text, redacted and then cut to {@link CaptureLimits#maxLength()} characters; never
   * throws.
   *
   * @param value plain text, which does not become JSON
   */
  public String text(CharSequence value) {
    return text(value, limits.maxLength());
  }

  /**
   * Returns the text, redacted and then cut; never throws.
   *
   * <p>What is cut off is counted in a marker, as in {@code …[+12345 chars]}, which is part of the
   * length. Surrogate pairs are not split, and lone surrogates become U+FFFD.
   *
   * @param value plain text, which does not become JSON
   * @param maxLength the most characters (UTF-16 units) of the result, at least {@link
   *     #LEAST_LENGTH}
   */
  public String text(CharSequence value, int maxLength) {
    try {
      return excerpt(value, value.length(), Math.max(LEAST_LENGTH, maxLength));
    } catch (Throwable thrown) {
      return Redactor.REDACTED;
    }
  }

  /**
   * Returns a text of which only the beginning is there, redacted and then cut; never throws.
   *
   * @param beginning the text up to {@link CaptureLimits#REDACTION_WINDOW} past the limit, or all
   *     of it
   * @param maxLength the most characters (UTF-16 units) of the result
   * @param length how many characters the whole text has
   */
  public String text(CharSequence beginning, int maxLength, long length) {
    try {
      return excerpt(beginning, length, Math.max(LEAST_LENGTH, maxLength));
    } catch (Throwable thrown) {
      return Redactor.REDACTED;
    }
  }

  private String excerpt(CharSequence text, long length, int limit) {
    TextBuffer scratch = Buffers.take();
    JsonWalk walk = begin(scratch, limit);
    String excerpt = excerpt(text, length, limit, walk.excerpts());
    end(walk, scratch);
    return excerpt;
  }

  private static String excerpt(CharSequence text, long length, int limit, Excerpts excerpts) {
    boolean isWhole = length == text.length() && length <= limit;
    return isWhole && text instanceof String word && excerpts.isWhole(word)
        ? word
        : excerpts.of(text, length, limit).within(limit);
  }

  private String write(@Nullable Object value, int maxLength) {
    if (value instanceof Double number && Double.isFinite(number) && maxLength >= LONGEST_NUMBER) {
      return number.toString();
    }
    TextBuffer buffer = Buffers.take();
    JsonWalk walk = begin(buffer, maxLength);
    String json = walk.value(value) ? buffer.toString() : NOTHING;
    boolean hasPieces = walk.hasPieces();
    end(walk, buffer);
    return hasPieces && SplitTexts.mayBeIn(value)
        ? SplitTexts.hide(json, redactor, maxLength)
        : json;
  }

  /** Begins a rendering; one within another, or one after a failure, is a new one. */
  private JsonWalk begin(TextBuffer buffer, int limit) {
    JsonWalk known = isOfOneCall && idleBuffer == buffer ? idle : null;
    if (isOfOneCall) { // Another one is shared by threads, and is not written to.
      idle = null;
    }
    if (known == null) {
      Excerpts excerpts = new Excerpts(redactor, buffer);
      return new JsonWalk(new JsonOutput(buffer, limit), limits, excerpts, writers);
    }
    known.begin(limit);
    return known;
  }

  private void end(JsonWalk walk, TextBuffer buffer) {
    Buffers.giveBack(buffer);
    if (isOfOneCall) {
      idle = walk;
      idleBuffer = buffer;
    }
  }

  /** Builds a {@link JsonRenderer}; not thread-safe. */
  public static final class Builder {

    private final List<Redactor> redactors = new ArrayList<>();
    private final List<JsonCodec> codecs = new ArrayList<>();
    private CaptureLimits limits = CaptureLimits.DEFAULT;

    private Builder() {}

    /** Sets the limits. */
    public Builder limits(CaptureLimits newLimits) {
      limits = Objects.requireNonNull(newLimits, "limits");
      return this;
    }

    /**
     * Adds a redactor; the first one replaces {@link SafeRedactor#standard()}, further ones follow
     * it.
     */
    public Builder redactor(Redactor redactor) {
      redactors.add(Objects.requireNonNull(redactor, "redactor"));
      return this;
    }

    /** Adds a codec; the first one that supports a type renders it. */
    public Builder codec(JsonCodec codec) {
      codecs.add(Objects.requireNonNull(codec, "codec"));
      return this;
    }

    /** Returns the renderer. */
    public JsonRenderer build() {
      return new JsonRenderer(this);
    }

    private Redactor[] redactors() {
      return redactors.isEmpty()
          ? new Redactor[] {SafeRedactor.standard()}
          : redactors.toArray(new Redactor[0]);
    }
  }
}
