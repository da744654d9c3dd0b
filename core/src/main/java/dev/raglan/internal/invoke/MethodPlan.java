package dev.raglan.internal.invoke;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.UnreadValues;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.invoke.BoundValue.BoundParameter;
import dev.raglan.internal.invoke.BoundValue.BoundResult;
import dev.raglan.internal.invoke.BoundValue.Target;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.internal.result.CallbackHandler;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of what is traced of one method's calls, resolved once.
 *
 * @param method the method that runs
 * @param constants the part that is known before the call
 * @param suspends true for a suspend function of Kotlin's
 * @param mayBeWoven true if a proxy's call may lead to a woven one of the same method
 * @param root true if the call always opens a trace
 * @param bindsModel true if an argument is the model or its provider, and samplers see them
 * @param bindsContext true if an argument is the session or the like, which a trace hands down
 * @param bindsLater true if the arguments can be bound after the call, as they were captured
 * @param startsOnSubscription true if the method is declared to return a publisher, so that its
 *     work begins with a subscription
 * @param returnsValues true if the elements of a container that is returned are declared as values
 * @param callback the argument that takes the result, which the method does not return; null if
 *     there is none
 * @param gate decides what is kept of arguments and result
 * @param input the arguments that are captured
 * @param bound the arguments that are fields or attributes
 * @param results the parts of the result that are fields or attributes
 * @param readsResultAtOnce true if a part of the result is needed before the span ends
 * @param reading the parts that extractors read
 * @param hidden the arguments that the message of an exception must not tell
 * @param mode the part of a call that this plan keeps
 * @param variants the plans of the method for other modes
 */
record MethodPlan(
    Method method,
    SpanTemplate constants,
    boolean suspends,
    boolean mayBeWoven,
    boolean root,
    boolean bindsModel,
    boolean bindsContext,
    boolean bindsLater,
    boolean startsOnSubscription,
    boolean returnsValues,
    @Nullable Callback callback,
    ContentGate gate,
    CapturedParameters input,
    List<BoundParameter> bound,
    List<BoundResult> results,
    boolean readsResultAtOnce,
    Reading reading,
    HiddenArguments hidden,
    CaptureMode mode,
    MethodPlans.Variants variants)
    implements UnreadValues.Reader {

  /** An argument that takes the result. */
  record Callback(int index, Class<?> type, CallbackHandler handler) {

    /** Returns a callback that behaves like the argument and ends the call; null on failure. */
    @Nullable Object follow(Object argument, OpenCall call, Context outside) {
      return Safe.orNull(() -> handler.follow(type, argument, call, outside));
    }
  }

  /**
   * The arguments that are captured.
   *
   * @param names their names
   * @param indexes their positions among the method's parameters
   * @param substitutes the text in place of each whose value is hidden; null for one that is read
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once a call, never written to.
  record CapturedParameters(
      NamedValues.Names names, int[] indexes, @Nullable RawJson[] substitutes) {

    /** Returns the snapshot of an argument; null if it was not gathered. */
    @Nullable Object held(int index, @Nullable Arguments gathered) {
      int at = gathered == null ? -1 : placeOf(index);
      return gathered == null || at < 0 ? null : gathered.values()[at];
    }

    /** Returns the place of a parameter whose arguments are captured; negative for any other. */
    private int placeOf(int index) {
      for (int i = 0; i < indexes.length; i++) {
        if (indexes[i] == index && substitutes[i] == null) {
          return i;
        }
      }
      return -1;
    }

    /** Returns true if a parameter is bound as it is captured. */
    boolean holds(BoundParameter bound) {
      return bound.path().isWhole() && !bound.masked() && placeOf(bound.index()) >= 0;
    }
  }

  /** Returns the plan of the method for a mode. */
  MethodPlan in(CaptureMode other) {
    return other == mode ? this : variants.get(other);
  }

  /** Returns true if the call stands for a model call. */
  boolean isGeneration() {
    return constants.description().type() == SpanType.GENERATION;
  }

  /** Returns true if anything is gathered of the arguments. */
  boolean gathersInput() {
    return (gate.input() && input.indexes().length > 0)
        || !bound.isEmpty()
        || reading.input() != null;
  }

  /** Returns true if parts of the result are fields or attributes. */
  boolean bindsResult() {
    return !results.isEmpty();
  }

  /** Returns true if anything is gathered of the result. */
  boolean gathersOutput() {
    return gate.output() || !results.isEmpty() || reading.output();
  }

  /** Returns true if the arguments are needed at all: at the call, or when it fails. */
  boolean needsArguments() {
    return gathersInput() || hidden.any();
  }

  /** Gathers the captured arguments; null if none are. */
  @Nullable Arguments gather(@Nullable Object[] arguments, ValueReader reader) {
    int[] indexes = input.indexes();
    if (!gate.input() || indexes.length == 0) {
      return null;
    }
    @Nullable Object[] values = new Object[indexes.length];
    for (int i = 0; i < values.length; i++) {
      RawJson substitute = input.substitutes()[i];
      values[i] = substitute == null ? gate.content(arguments[indexes[i]], reader) : substitute;
    }
    return new Arguments(input.names(), values);
  }

  /**
   * Returns true if a value is a request or an answer of a library's that is shown by the messages
   * that are read of it, and by nothing else: it need not be written as well.
   */
  private boolean isShownByMessages(Object value, ValueReader reader) {
    return isGeneration()
        && gate.mode() == CaptureMode.FULL
        && PlainValues.areModels(value.getClass())
        && !reader.vouchesFor(value.getClass());
  }

  /** Returns true if the only argument is shown by the messages that are read of it. */
  boolean isRequest(Object argument, ValueReader reader) {
    return bound.isEmpty()
        && input.indexes().length == 1
        && input.substitutes()[0] == null
        && isShownByMessages(argument, reader);
  }

  /** Returns the only argument by its type. */
  Arguments typeOf(Object argument, ValueReader reader) {
    return new Arguments(input.names(), new Object[] {reader.typeOf(argument)});
  }

  /** Returns the snapshot of a result that was read. */
  @Nullable Object output(Object result, Extraction read, ValueReader reader) {
    if (!gate.output()) {
      return null;
    }
    Completion said = read.completion();
    boolean isSaid = results.isEmpty() && said != null && !said.messages().isEmpty();
    return isSaid && isShownByMessages(result, reader)
        ? reader.typeOf(result)
        : gate.content(result, reader);
  }

  /**
   * Gathers the arguments that are fields or attributes.
   *
   * @param gathered the captured arguments; null if none are
   */
  Bindings bind(@Nullable Object[] arguments, @Nullable Arguments gathered, ValueReader reader) {
    if (bound.isEmpty()) {
      return Bindings.NONE;
    }
    Bindings bindings = new Bindings();
    for (BoundParameter each : bound) {
      Target target = each.target();
      Object value = each.find(arguments);
      Object held = value == null ? null : held(each.index(), value, arguments, gathered);
      target.bind(held == null ? target.kept(value, gate.input(), gate, reader) : held, bindings);
    }
    return bindings;
  }

  /** Gathers the arguments that are the session, the customer and the like, and nothing else. */
  Bindings bindContext(@Nullable Object[] arguments, ValueReader reader) {
    Bindings bindings = new Bindings();
    for (BoundParameter each : bound) {
      if (each.bindsContextField()) {
        Object value = each.find(arguments);
        each.target().bind(value == null ? null : reader.hold(value), bindings);
      }
    }
    return bindings;
  }

  /**
   * Gathers the arguments that are fields or attributes, unless they can be bound later.
   *
   * @param gathered the captured arguments; null if none are
   */
  Bindings bindLater(
      @Nullable Object[] arguments, @Nullable Arguments gathered, ValueReader reader) {
    return bindsLater && gathered != null && holdsBound(arguments, gathered)
        ? Bindings.UNBOUND
        : bind(arguments, gathered, reader);
  }

  /** Returns true if the captured arguments are what is bound. */
  private boolean holdsBound(@Nullable Object[] arguments, Arguments gathered) {
    for (BoundParameter each : bound) {
      Object value = arguments[each.index()];
      boolean isKept = input.held(each.index(), gathered) == value;
      if (!isKept && each.find(arguments) != value) {
        return false;
      }
    }
    return true;
  }

  /** Binds the captured arguments that are fields or attributes. */
  private Bindings bound(@Nullable Arguments gathered, Bindings others) {
    Bindings bindings = new Bindings();
    for (BoundParameter each : bound) {
      each.target().bind(each.path().find(input.held(each.index(), gathered)), bindings);
    }
    bindings.putAll(others);
    return bindings;
  }

  /**
   * Returns the bindings with those that are read later.
   *
   * @param request the request of a library that is kept whole; null for none
   */
  Bindings known(Bindings told, @Nullable Arguments gathered, @Nullable Object request) {
    Bindings bindings = told.areUnbound() ? bound(gathered, told) : told;
    return reading.settings(request, bindings, constants.description().generation());
  }

  /**
   * Returns the snapshot of a value that is a captured argument as a whole, of which everything is
   * kept; null for any other.
   */
  @Nullable Object held(
      int index, Object value, @Nullable Object[] arguments, @Nullable Arguments gathered) {
    return gate.mode() == CaptureMode.FULL && value == arguments[index]
        ? input.held(index, gathered)
        : null;
  }

  /**
   * Returns the value of the argument that extractors read as it can be kept and read later; null
   * if it can only be read now.
   */
  @Nullable Object unreadInput(
      Object value, @Nullable Object[] arguments, @Nullable Arguments gathered) {
    BoundParameter read = reading.input();
    if (read == null || gate.mode() != CaptureMode.FULL) {
      return null;
    }
    Object held = held(read.index(), value, arguments, gathered);
    return reading.extractors().later(value, held == null ? reading.values().copy(value) : held);
  }

  /**
   * Returns the result as it can be kept and read later; null if it can only be read now.
   *
   * @param own the generation that the call is; null for none
   */
  @Nullable Object unreadResult(Object result, @Nullable EnclosingGeneration own) {
    boolean isRead = reading.output() || !results.isEmpty();
    boolean isLate = isRead && !readsResultAtOnce && (own == null || !own.reports());
    if (!isLate || gate.mode() != CaptureMode.FULL) {
      return null;
    }
    ValueReader values = reading.values();
    return results.isEmpty() && isShownByMessages(result, values)
        ? reading.extractors().copy(result, values::keeps)
        : reading.extractors().later(result, kept(result));
  }

  /** A path may lead to what a bean has and its copy does not. */
  private @Nullable Object kept(Object result) {
    return results.isEmpty() ? reading.values().copy(result) : reading.values().whole(result);
  }

  /**
   * Returns the snapshot of a result that is read later; null if the output is not captured.
   *
   * @param later the result or its copy, as {@link #unreadResult} returned it
   */
  @Nullable Object outputOf(Object result, Object later) {
    if (!gate.output()) {
      return null;
    }
    boolean isCopyOfAnswer = later != result && isShownByMessages(result, reading.values());
    return isCopyOfAnswer ? reading.values().typeOf(result) : later;
  }

  /**
   * Returns true if the chunks of a streamed result are read later: those that are kept can be, and
   * nothing asks for the answer before.
   *
   * @param own the generation that the call is; null for none
   * @param context the context of the call's span
   */
  boolean readsLater(
      StreamAccumulator streamed, @Nullable EnclosingGeneration own, Context context) {
    LocalTrace trace = LocalTrace.of(context);
    return streamed.isUnread()
        && gate.mode() == CaptureMode.FULL
        && (own == null || !own.reports())
        && constants.description().event() == null
        && (trace == null || trace.rememberedEvents() == null);
  }

  @Override
  public Captured read(Captured captured, @Nullable Object argument, @Nullable Object returned) {
    Bindings bindings = known(captured.bindings(), captured.arguments(), argument);
    Extracted read = captured.extracted();
    if (argument != null) {
      read = read.withInput(reading.input(argument));
    }
    if (returned instanceof StreamAccumulator streamed) {
      Extraction answer = gate.admitted(streamed.read(), gate.output());
      Object content = gate.content(streamed.content(), reading.values());
      return captured.withOutput(content).with(bindings, read.withOutput(hidden.readLater(answer)));
    }
    if (returned != null) {
      read = read.withOutput(hidden.readLater(reading.output(returned)));
      bindings = results.isEmpty() ? bindings : bindings.copy();
      bindResult(returned, captured.output(), bindings, reading.values());
    }
    return captured.with(bindings, read);
  }

  /**
   * Gathers what is read out of the result.
   *
   * @param held the result as it is captured; null if it is not
   */
  void bindResult(Object result, @Nullable Object held, Bindings bindings, ValueReader reader) {
    for (BoundResult each : results) {
      Object value = each.path().find(result);
      boolean isWhole = value == result && held != null && gate.mode() == CaptureMode.FULL;
      Object kept = isWhole ? held : each.target().kept(value, gate.output(), gate, reader);
      each.target().bind(kept, bindings);
    }
  }

  /**
   * Gathers what is read out of one element of a streamed result: the last one that has it counts.
   */
  void bindElement(@Nullable Object element, Bindings bindings, ValueReader reader) {
    for (BoundResult each : results) {
      Object value = each.path().find(element);
      if (value != element) {
        each.target().bind(each.target().kept(value, gate.output(), gate, reader), bindings);
      }
    }
  }

  /**
   * Gathers what is read out of a result that holds work still to be done, before that is done.
   *
   * @param work binds nothing itself
   */
  void bindCarrier(Object carrier, Object work, Bindings bindings, ValueReader reader) {
    for (BoundResult each : results) {
      Object value = each.path().find(carrier);
      if (value != carrier && value != work) {
        each.target().bind(each.target().kept(value, gate.output(), gate, reader), bindings);
      }
    }
  }

  /** Returns the attributes known before the call, with provider and model out of the arguments. */
  Attributes startAttributes(@Nullable Object[] arguments) {
    if (!bindsModel) {
      return constants.start();
    }
    AttributesBuilder known = constants.start().toBuilder();
    for (BoundParameter each : bound) {
      if (each.target() instanceof Target.OfField target) {
        putKnown(target.field(), each.find(arguments), known);
      }
    }
    return known.build();
  }

  /** Returns the attributes known before the call, with the gathered provider and model. */
  Attributes startAttributes(Bindings bindings) {
    if (!bindsModel) {
      return constants.start();
    }
    AttributesBuilder known = constants.start().toBuilder();
    putKnown(Field.MODEL, bindings.get(Field.MODEL), known);
    putKnown(Field.PROVIDER, bindings.get(Field.PROVIDER), known);
    return known.build();
  }

  private static void putKnown(Field field, @Nullable Object value, AttributesBuilder known) {
    if (value instanceof String text) {
      if (field == Field.MODEL) {
        known.put(GenAi.REQUEST_MODEL, text);
      } else if (field == Field.PROVIDER) {
        known.put(GenAi.PROVIDER_NAME, text);
      }
    }
  }
}
