package dev.raglan.internal.invoke;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.type.PropertyPath;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a call that is bound: what a path finds there becomes a field or an attribute. */
sealed interface BoundValue {

  PropertyPath path();

  Target target();

  /** The target of a binding: a field, or an attribute by its key. */
  sealed interface Target {

    void bind(@Nullable Object value, Bindings bindings);

    /**
     * Returns a snapshot of the part of a value that may be bound; null for none.
     *
     * @param captured true if the input or output that it is read from is captured
     */
    @Nullable Object kept(
        @Nullable Object value, boolean captured, ContentGate gate, ValueReader values);

    /** A field as the target. */
    record OfField(Field field) implements Target {
      @Override
      public void bind(@Nullable Object value, Bindings bindings) {
        bindings.put(field, value);
      }

      @Override
      public @Nullable Object kept(
          @Nullable Object value, boolean captured, ContentGate gate, ValueReader values) {
        return gate.kept(field, value, captured, values);
      }
    }

    /** An attribute as the target. */
    record OfAttribute(String key) implements Target {
      @Override
      public void bind(@Nullable Object value, Bindings bindings) {
        bindings.put(key, value);
      }

      @Override
      public @Nullable Object kept(
          @Nullable Object value, boolean captured, ContentGate gate, ValueReader values) {
        Object kept = gate.attribute(value);
        return kept == null ? null : values.hold(kept);
      }
    }
  }

  /** An argument, or what a path finds in it, that is a field or an attribute. */
  record BoundParameter(int index, PropertyPath path, boolean masked, Target target)
      implements BoundValue {

    private static final Set<Field> USAGE_FIELDS =
        EnumSet.of(
            Field.PROVIDER,
            Field.PROMPT_TOKENS,
            Field.COMPLETION_TOKENS,
            Field.TOTAL_TOKENS,
            Field.COST);

    /** Replacement of a value that is hidden. */
    private static final String MASK = "***";

    @Nullable Object find(@Nullable Object[] arguments) {
      Object value = path.find(arguments[index]);
      if (masked && value != null) {
        return MASK;
      }
      if (value == arguments[index]) { // As most are: to ask for interfaces takes longer.
        return value;
      }
      // Extractors know a library's own types better than the plain maps that stand for them.
      boolean isStructure = value instanceof Map<?, ?> || value instanceof Collection<?>;
      boolean isOptional = arguments[index] instanceof Optional<?>;
      return isStructure && path.isWhole() && !isOptional ? arguments[index] : value;
    }

    boolean bindsModelOrProvider() {
      return target instanceof Target.OfField of
          && (of.field() == Field.MODEL || of.field() == Field.PROVIDER);
    }

    /** Returns true for what a generation tells the one that encloses it. */
    boolean bindsUsage() {
      return target instanceof Target.OfField of && USAGE_FIELDS.contains(of.field());
    }

    boolean bindsContextField() {
      return target instanceof Target.OfField of && BoundContext.has(of.field());
    }
  }

  /** A part of the result, found by a path, that is a field or an attribute. */
  record BoundResult(PropertyPath path, Target target) implements BoundValue {

    /** Returns true for metadata, which that of the trace is added to before the span ends. */
    boolean isMetadata() {
      return target.equals(new Target.OfField(Field.CUSTOM_ATTRIBUTES));
    }
  }
}
