package dev.raglan.internal.invoke;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.invoke.BoundValue.BoundParameter;
import dev.raglan.internal.invoke.BoundValue.BoundResult;
import dev.raglan.internal.invoke.BoundValue.Target;
import dev.raglan.internal.invoke.InferredBindings.Inferred;
import dev.raglan.internal.invoke.MethodPlan.Callback;
import dev.raglan.internal.invoke.MethodPlan.CapturedParameters;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.lazy.LazyTypes;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.result.CallbackHandler;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.safe.ThrottledLog;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.SpanType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a method from its annotations and the configuration. */
final class MethodPlanner {

  private static final ThrottledLog LOG = ThrottledLog.of(MethodPlanner.class);
  private static final String CONTINUATION = "kotlin.coroutines.Continuation";

  private final Engine engine;
  private final ResultHandlers handlers;
  private final AnnotationReader annotations;
  private final ValueReader values;

  MethodPlanner(Engine engine, ResultHandlers handlers) {
    this(engine, handlers, AnnotationReader.DECLARED);
  }

  MethodPlanner(Engine engine, ResultHandlers handlers, AnnotationReader annotations) {
    this.engine = engine;
    this.handlers = handlers;
    this.annotations = annotations;
    this.values = new ValueReader(engine.snapshotter(), engine.extractors()::extract);
  }

  /** Returns the plan for the method when it runs on the class; null if it is not traced. */
  @Nullable MethodPlan plan(Method called, Class<?> targetClass) {
    TracedMethod traced = TracedMethod.resolve(called, targetClass, annotations);
    if (traced == null) {
      return null;
    }
    MethodPlans.Variants[] variants = new MethodPlans.Variants[1];
    variants[0] = new MethodPlans.Variants(mode -> plan(traced, mode, variants[0]));
    return variants[0].get(engine.policy().mode());
  }

  private MethodPlan plan(TracedMethod traced, CaptureMode mode, MethodPlans.Variants variants) {
    SpanTemplate span = SpanTemplate.of(traced, engine, mode);
    SpanType type = span.description().type();
    Capture output = isResultSecret(traced) ? Capture.OFF : traced.output();
    ContentGate gate = ContentGate.of(engine.policy(), mode, type, traced.input(), output);
    List<Inferred> inferred = inferred(traced, type, gate);
    List<BoundParameter> bound = boundParameters(traced, inferred, gate);
    List<BoundResult> results = boundResults(traced, gate);
    CapturedParameters captured = capturedParameters(traced, gate);
    // No sampler of an own pipeline asks for the model.
    boolean bindsModel =
        !engine.spans().keepsConstantsBack()
            && bound.stream().anyMatch(BoundParameter::bindsModelOrProvider);
    boolean bindsContext = bound.stream().anyMatch(BoundParameter::bindsContextField);
    boolean bindsLater =
        !bound.isEmpty()
            && mode == CaptureMode.FULL
            && gate.input()
            && !bindsModel
            && !bindsContext
            && bound.stream().allMatch(each -> captured.holds(each) && !each.bindsUsage());
    return new MethodPlan(
        traced.method(),
        span,
        isSuspend(traced.method()),
        ProxyEntry.mayBeWoven(traced.method()),
        traced.root(),
        bindsModel,
        bindsContext,
        bindsLater,
        handlers.startsOnSubscription(traced.method().getReturnType()),
        Safe.orElse(() -> LazyTypes.areValues(traced.method().getGenericReturnType()), false),
        callback(traced.method()),
        gate,
        captured,
        bound,
        results,
        results.stream().anyMatch(BoundResult::isMetadata),
        Reading.of(
            type,
            bound,
            inferred.stream().filter(Inferred::follows).map(Inferred::bound).findFirst(),
            gate.input() ? captured : null,
            gate,
            engine.extractors(),
            values),
        HiddenArguments.of(traced, engine.renderer()::hides),
        mode,
        variants);
  }

  /** Returns true if the result as a whole is an attribute that is named like a secret. */
  private boolean isResultSecret(TracedMethod traced) {
    return traced.results().stream()
        .filter(each -> each.path().isEmpty())
        .anyMatch(each -> engine.renderer().hides(each.attribute()));
  }

  /** Returns true for a suspend function of Kotlin's: the compiler adds a continuation. */
  private static boolean isSuspend(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return types.length > 0 && types[types.length - 1].getName().equals(CONTINUATION);
  }

  /** Returns the argument that takes the result of a method that returns none; null for none. */
  private @Nullable Callback callback(Method method) {
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length && method.getReturnType() == void.class; i++) {
      CallbackHandler handler = handlers.callbacks(types[i]);
      if (handler != null) {
        return new Callback(i, types[i], handler);
      }
    }
    return null;
  }

  private CapturedParameters capturedParameters(TracedMethod traced, ContentGate gate) {
    List<Integer> captured = new ArrayList<>();
    for (int i = 0; i < traced.method().getParameterCount(); i++) {
      if (isVisible(traced, i) && (gate.keepsErrors() || !isError(traced, i))) {
        captured.add(i);
      }
    }
    String[] names = new String[captured.size()];
    int[] indexes = new int[names.length];
    @Nullable RawJson[] substitutes = new RawJson[names.length];
    for (int i = 0; i < names.length; i++) {
      indexes[i] = captured.get(i);
      names[i] = traced.parameterName(indexes[i]);
      substitutes[i] = substitute(traced, indexes[i]);
    }
    return new CapturedParameters(NamedValues.Names.of(names), indexes, substitutes);
  }

  /**
   * Returns the text in place of an argument that an annotation or its name hides; null for none.
   */
  private @Nullable RawJson substitute(TracedMethod traced, int index) {
    if (traced.onParameter(index, Masked.class) != null) {
      return RawJson.MASKED;
    }
    return HiddenArguments.isNamedSecret(traced, index, engine.renderer()::hides)
        ? RawJson.REDACTED
        : null;
  }

  /** Returns true for a parameter that is the message of an error as a whole. */
  private static boolean isError(TracedMethod traced, int index) {
    Bind bind = traced.onParameter(index, Bind.class);
    return bind != null && bind.value() == Field.ERROR && bind.path().isEmpty();
  }

  /** Returns false for an excluded parameter, a coroutine's continuation, and for callbacks. */
  private boolean isVisible(TracedMethod traced, int index) {
    Class<?> type = traced.method().getParameterTypes()[index];
    return traced.onParameter(index, Exclude.class) == null
        && !type.getName().equals(CONTINUATION)
        && handlers.callbacks(type) == null;
  }

  private List<BoundParameter> boundParameters(
      TracedMethod traced, List<Inferred> inferred, ContentGate gate) {
    List<BoundParameter> bound = new ArrayList<>();
    inferred.forEach(each -> bound.add(each.bound()));
    for (int i = 0; i < traced.method().getParameterCount(); i++) {
      if (isVisible(traced, i)) {
        int index = i;
        boolean masked = traced.onParameter(i, Masked.class) != null;
        Bind bind = traced.onParameter(i, Bind.class);
        if (bind != null && gate.admits(bind.value(), gate.input())) {
          Target target = new Target.OfField(bind.value());
          withPath(
              traced,
              bind.path(),
              path -> bound.add(new BoundParameter(index, path, masked, target)));
        }
        SpanAttribute attribute = traced.onParameter(i, SpanAttribute.class);
        if (attribute != null) {
          String key = attribute.value().isEmpty() ? traced.parameterName(i) : attribute.value();
          Target target = new Target.OfAttribute(key);
          withPath(
              traced,
              attribute.path(),
              path -> bound.add(new BoundParameter(index, path, masked, target)));
        }
      }
    }
    return List.copyOf(bound);
  }

  /**
   * Returns the parameters that nobody bound and that are fields, of those that may be recorded.
   */
  private List<Inferred> inferred(TracedMethod traced, SpanType type, ContentGate gate) {
    return engine.policy().infer()
        ? InferredBindings.of(traced, type, boundFields(traced)).stream()
            .filter(each -> !engine.snapshotter().hides(traced.parameterName(each.index())))
            .filter(each -> gate.admits(each.field(), gate.input()))
            .toList()
        : List.of();
  }

  /** Returns the fields that annotations bind, of arguments and of the result. */
  private static Set<Field> boundFields(TracedMethod traced) {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (int i = 0; i < traced.method().getParameterCount(); i++) {
      Bind bind = traced.onParameter(i, Bind.class);
      if (bind != null) {
        fields.add(bind.value());
      }
    }
    traced.results().forEach(each -> fields.add(each.field()));
    return fields;
  }

  private List<BoundResult> boundResults(TracedMethod traced, ContentGate gate) {
    List<BoundResult> results = new ArrayList<>();
    for (BindResult declared : traced.results()) {
      boolean isField = declared.field() != Field.NONE;
      if (isField == !declared.attribute().isEmpty()) {
        complain(traced, "@BindResult needs either a field or an attribute");
      } else if (!isField || gate.admits(declared.field(), gate.output())) {
        Target target =
            isField
                ? new Target.OfField(declared.field())
                : new Target.OfAttribute(declared.attribute());
        withPath(traced, declared.path(), path -> results.add(new BoundResult(path, target)));
      }
    }
    return List.copyOf(results);
  }

  private void withPath(TracedMethod traced, String path, Consumer<PropertyPath> action) {
    try {
      PropertyPath parsed = PropertyPath.parse(path);
      if (parsed.names(engine.renderer()::hides)) {
        complain(traced, "its path '" + path + "' leads into what is named like a secret");
      } else {
        action.accept(parsed);
      }
    } catch (IllegalArgumentException malformed) {
      complain(traced, String.valueOf(malformed.getMessage()));
    }
  }

  static void complain(TracedMethod traced, String what) {
    LOG.warn("an annotation on " + traced.method() + " is left out: " + what, null);
  }
}
