package dev.raglan.internal.json;

import dev.raglan.internal.foreign.ElementsView;
import dev.raglan.internal.foreign.EntriesView;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.redact.Excerpts;
import dev.raglan.internal.redact.NameValuePair;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One rendering: follows a value depth first, and knows where it is.
 *
 * <p>Whatever the code of a value throws ends here, as in {@link dev.raglan.internal.safe.Safe}:
 * what was written of the value is taken back, and its type stands in its place. Not thread-safe.
 */
final class JsonWalk {

  /** Depth past which nothing is followed, whatever the limits say: the stack is the caller's. */
  private static final int MAX_ANCESTORS = 500;

  private static final Object[] NONE = {};
  private static final OpenContainer[] NO_CONTAINERS = {};

  private final JsonOutput out;
  private final CaptureLimits limits;
  private final Excerpts excerpts;
  private final PerClass<ValueWriter> writers;
  private Object[] ancestors = NONE;

  /** Those that were open, by their depth: each is used again by the next of its depth. */
  private @Nullable OpenContainer[] containers = NO_CONTAINERS;

  private int ancestorCount;
  private int depth;
  private int pieces;

  JsonWalk(JsonOutput out, CaptureLimits limits, Excerpts excerpts, PerClass<ValueWriter> writers) {
    this.out = out;
    this.limits = limits;
    this.excerpts = excerpts;
    this.writers = writers;
  }

  /** A source of a value or null that may throw anything. */
  @FunctionalInterface
  interface Source {

    /** Returns the value. */
    @Nullable Object get() throws Throwable;
  }

  /** The inside of an array or object. */
  @FunctionalInterface
  interface Content {

    /**
     * Adds the items of the node.
     *
     * @return how many were left out
     */
    long writeTo(OpenContainer container, Object node, JsonWalk walk);
  }

  JsonOutput out() {
    return out;
  }

  Excerpts excerpts() {
    return excerpts;
  }

  /** Begins another rendering into an empty buffer, once one is done. */
  void begin(int limit) {
    out.begin(limit);
    pieces = 0;
  }

  /** Notes a value that may be a piece of a text which is split over the elements of a list. */
  void notePiece() {
    pieces++;
  }

  /** Returns true if there are pieces that may belong together. */
  boolean hasPieces() {
    return pieces > 1;
  }

  int maxItems() {
    return limits.maxItems();
  }

  boolean redactsField(String name) {
    return excerpts.redactor().redactsField(name);
  }

  /** Returns what is shown of the value of a name: it may be a secret, by both together. */
  @Nullable Object shown(String name, @Nullable Object value) {
    boolean hidden =
        value != RawJson.MASKED
            && (redactsField(name)
                || value instanceof String text
                    && NameValuePair.isSecret(name, text)
                    && redactsField(ContainerWriters.PASSWORD));
    return hidden ? RawJson.REDACTED : value;
  }

  String redact(String text) {
    return excerpts.redact(text);
  }

  /** Writes any value; never throws. */
  boolean value(@Nullable Object value) {
    if (value == null) {
      return out.literal("null");
    }
    if (value instanceof String text) {
      return text(text);
    }
    int length = out.length();
    int reserved = out.reserved();
    int level = depth;
    int count = ancestorCount;
    try {
      return writers.get(value.getClass()).write(value, this);
    } catch (Throwable thrown) {
      out.rollback(length, reserved);
      depth = level;
      Arrays.fill(ancestors, count, ancestors.length, null);
      ancestorCount = count;
      return placeholder(value.getClass());
    }
  }

  /** Writes text, redacted and then cut. */
  boolean text(CharSequence text) {
    int room = out.room();
    if (room < 2) {
      return false;
    }
    if (text instanceof String word && word.length() <= room - 2 && excerpts.isWhole(word)) {
      out.quoted(word);
      return true;
    }
    return out.string(excerpts.of(text, room));
  }

  boolean placeholder(Class<?> type) {
    return out.string(Placeholder.of(type).text());
  }

  boolean array(Object node, Content content) {
    return container(node, false, content);
  }

  boolean object(Object node, Content content) {
    return container(node, true, content);
  }

  /** Writes what stands for the original, such as its {@code @JsonValue}. */
  boolean standIn(Object original, Source source) throws Throwable {
    if (isAncestor(original)) {
      return out.string(Placeholder.cycle(original.getClass()).text());
    }
    if (ancestorCount >= MAX_ANCESTORS) {
      return placeholder(original.getClass());
    }
    push(original);
    boolean written = value(source.get());
    pop();
    return written;
  }

  /** Writes the plain value that one of another library stands for. */
  boolean plain(Object original) throws Throwable {
    if (isAncestor(original)) {
      return out.string(Placeholder.cycle(original.getClass()).text());
    }
    if (ancestorCount >= MAX_ANCESTORS) {
      return placeholder(original.getClass());
    }
    push(original);
    boolean written = view(PlainValues.of(original));
    pop();
    return written;
  }

  /** Writes a view as what it is a view of: what that throws comes through. */
  private boolean view(@Nullable Object plain) {
    if (plain instanceof EntriesView) {
      return ContainerWriters.map(plain, this);
    }
    return plain instanceof ElementsView ? ContainerWriters.collection(plain, this) : value(plain);
  }

  private boolean container(Object node, boolean object, Content content) {
    if (isAncestor(node)) {
      return out.string(Placeholder.cycle(node.getClass()).text());
    }
    if (depth >= limits.maxDepth() || ancestorCount >= MAX_ANCESTORS) {
      return out.literal(object ? "\"{…}\"" : "\"[…]\"");
    }
    if (!out.open(object)) {
      return false;
    }
    push(node);
    OpenContainer container = container(depth);
    depth++;
    long leftOut = content.writeTo(container, node, this);
    depth--;
    pop();
    out.close(object, leftOut);
    return true;
  }

  private OpenContainer container(int level) {
    if (level >= containers.length) {
      containers = Arrays.copyOf(containers, Math.max(4, level * 2));
    }
    OpenContainer known = containers[level];
    OpenContainer container = known == null ? new OpenContainer(this) : known;
    containers[level] = container;
    container.begin();
    return container;
  }

  private boolean isAncestor(Object node) {
    for (int i = ancestorCount - 1; i >= 0; i--) {
      if (ancestors[i] == node) {
        return true;
      }
    }
    return false;
  }

  private void push(Object node) {
    if (ancestorCount == ancestors.length) {
      ancestors = Arrays.copyOf(ancestors, Math.max(4, ancestorCount * 2));
    }
    ancestors[ancestorCount++] = node;
  }

  private void pop() {
    ancestorCount--;
  }
}
