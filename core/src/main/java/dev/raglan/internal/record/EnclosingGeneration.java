package dev.raglan.internal.record;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.capture.Extracted.AskedModel;
import dev.raglan.internal.render.BoundUsage;
import dev.raglan.internal.span.SpanPlace;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A generation, to which the model calls below it report their usage, so that it is counted once:
 * it shows the sum, and they show none of what it took. Calls of embedding models keep theirs.
 * Thread-safe.
 */
public final class EnclosingGeneration {

  /** The most calls that are taken; further ones keep their usage. */
  private static final int MOST_CALLS = 1_024;

  private static final ContextKey<EnclosingGeneration> KEY =
      ContextKey.named("dev.raglan.enclosing-generation");

  private static final AtomicIntegerFieldUpdater<EnclosingGeneration> STATE =
      AtomicIntegerFieldUpdater.newUpdater(EnclosingGeneration.class, "state");

  private static final int ALONE = 0; // No call below was told of, as of most generations.
  private static final int TOLD = 1; // Only who has the lock ends it from here on.
  private static final int CLOSED = 2;

  private final Function<Object, Extraction> extractor;
  private final Span span; // The context has it too.

  /** Null once it has ended: contexts may keep this one longer. */
  private volatile @Nullable EnclosingGeneration outer;

  private @Nullable ReportedCalls reported; // made for the first call: most generations have none
  private @Nullable List<ModelCall> open;
  private volatile int state;
  private volatile @Nullable Below below; // null while there is nothing to tell

  /**
   * The facts of the calls below that its span tells.
   *
   * @param untold true if one may estimate the usage, as nobody told it
   * @param answered true if one told its answer
   * @param asked the model that they asked for; null if none is known
   * @param severalModels true if they asked for more than one
   */
  private record Below(
      boolean untold, boolean answered, @Nullable AskedModel asked, boolean severalModels) {

    private static final Below NOTHING = new Below(false, false, null, false);

    Below withUntold() {
      return new Below(true, answered, asked, severalModels);
    }

    Below withAnswer() {
      return answered ? this : new Below(untold, true, asked, severalModels);
    }

    Below withAsked(AskedModel model) {
      if (asked == null || asked.equals(model)) {
        return new Below(untold, answered, model, severalModels);
      }
      AskedModel ofAnyProvider = new AskedModel(asked.name(), null);
      boolean isOther = !asked.name().equals(model.name());
      return new Below(untold, answered, ofAnyProvider, severalModels || isOther);
    }

    Extracted mark(Extracted read) {
      Extracted marked = untold ? read.countedBelow() : read;
      marked = answered ? marked.answeredBelow() : marked;
      return asked == null || severalModels ? marked : marked.withAsked(asked);
    }
  }

  private EnclosingGeneration(
      Function<Object, Extraction> extractor, Span span, @Nullable EnclosingGeneration outer) {
    this.extractor = extractor;
    this.span = span;
    if (outer != null) { // a volatile write costs most generations for nothing
      this.outer = outer;
    }
  }

  /**
   * Returns the context of a generation that begins.
   *
   * @param span its span, the current one of the context
   * @param extractor reads the responses of model calls below
   */
  public static Context begin(Context context, Span span, Function<Object, Extraction> extractor) {
    return context.with(KEY, new EnclosingGeneration(extractor, span, enclosing(context, span)));
  }

  /** Returns the context of a generation that begins, whose span is the current one in it. */
  public static Context begin(Context context, Function<Object, Extraction> extractor) {
    return begin(context, Span.fromContext(context), extractor);
  }

  /** Returns the one that the context is of; null for none. */
  public static @Nullable EnclosingGeneration of(Context context) {
    return context.get(KEY);
  }

  /** Returns the generation that encloses the context's span in its trace; null if none does. */
  private static @Nullable EnclosingGeneration enclosing(Context context, Span span) {
    EnclosingGeneration found = of(context);
    return found == null || !SpanPlace.areOfOneTrace(found.span, span) ? null : found;
  }

  /** Returns the one that encloses the work on this thread; null for none. */
  public static @Nullable EnclosingGeneration current() {
    Context current = Context.current();
    return enclosing(current, Span.fromContext(current));
  }

  /**
   * Reports the usage of a model call below that has ended.
   *
   * @param answered the model that answered; null if it is not known
   * @return true if the enclosing generation counts it, and it need not be counted elsewhere; false
   *     if that has ended
   */
  public boolean report(@Nullable String answered, Usage usage) {
    return take(new Completion(null, answered, List.of(), List.of(), usage), null, null, false);
  }

  /**
   * Begins a model call below.
   *
   * @param response returns the library's response, or a {@link Completion}, once it is known; null
   *     before
   * @param continues true if the response states the usage of the call before it too
   */
  public synchronized ModelCall begin(
      Supplier<@Nullable Object> response, Asked asked, boolean continues) {
    ModelCall call = new ModelCall(response, asked, continues);
    List<ModelCall> known = open == null ? new ArrayList<>() : open;
    if (known.size() < MOST_CALLS && isOpen()) {
      known.add(call);
      open = known;
    }
    return call;
  }

  /** Returns true if it has not ended and a call can be noted; called under the lock. */
  private boolean isOpen() {
    return state == TOLD || STATE.compareAndSet(this, ALONE, TOLD);
  }

  /** Ends one that no call below was told of, without the lock; returns false for any other. */
  private boolean closesAlone() {
    return STATE.compareAndSet(this, ALONE, CLOSED);
  }

  private synchronized boolean take(
      Completion answer, @Nullable String provider, @Nullable String model, boolean continues) {
    ReportedCalls known = reported == null ? new ReportedCalls() : reported;
    boolean takes =
        answer.usage() != null && known.size() + answer.calls().size() < MOST_CALLS && isOpen();
    if (takes) {
      known.add(answer, provider, model, continues);
      reported = known;
      below = below().withAnswer();
    }
    return takes;
  }

  /**
   * Returns true if it reports to another one, so that its result must be read when it ends; else
   * {@link #closeUnread} will do.
   */
  public boolean reports() {
    return outer != null;
  }

  /**
   * Ends one that reports to no other.
   *
   * @return adds the usage of all calls to what is read out of its result; as a pure function
   */
  public UnaryOperator<Extraction> closeUnread() {
    ReportedCalls all = closesAlone() ? null : settled();
    return all == null ? UnaryOperator.identity() : read -> read.with(all.with(read.completion()));
  }

  /** Marks the facts of one that was ended by {@link #closeUnread}, as {@link #close} does. */
  public Extracted marked(Extracted read) {
    Below told = below;
    return told == null ? read : told.mark(read);
  }

  /** Notes the model that a call below asked for; called under the lock. */
  private void asked(@Nullable String model, @Nullable String provider) {
    if (model != null) {
      below = below().withAsked(new AskedModel(model, provider));
    }
  }

  private Below below() {
    Below told = below;
    return told == null ? Below.NOTHING : told;
  }

  /** Ends it; returns the calls below, null for none. */
  private synchronized @Nullable ReportedCalls settled() {
    if (open != null) {
      open.forEach(ModelCall::settle);
      open = null;
    }
    state = CLOSED;
    ReportedCalls all = reported;
    reported = null;
    return all;
  }

  /**
   * Ends it.
   *
   * @param read what was read out of its input and its result
   * @param bindings what the application bound
   * @return the same with the usage of all calls; marked if an enclosing generation counts that
   */
  public Extracted close(Extracted read, Bindings bindings, SpanDescription description) {
    Extraction all = close(read.output());
    EnclosingGeneration above = leaveOuter();
    Extracted sum = all == read.output() ? read : new Extracted(read.input(), all, read.cost());
    sum = marked(sum);
    Completion answer = BoundUsage.over(bindings, all.completion());
    if (above != null && (answer == null || answer.usage() == null)) {
      above.addUntold();
    }
    boolean taken =
        above != null
            && answer != null
            && above.take(
                answer, provider(bindings, description), model(bindings, description), false);
    return taken ? sum.countedAbove() : sum;
  }

  private synchronized @Nullable EnclosingGeneration leaveOuter() {
    EnclosingGeneration left = outer;
    outer = null;
    return left;
  }

  /** Notes that a generation below, which nobody told the usage of, may estimate it. */
  private synchronized void addUntold() {
    below = below().withUntold();
  }

  private Extraction close(Extraction read) {
    ReportedCalls all = closesAlone() ? null : settled();
    return all == null ? read : read.with(all.with(read.completion()));
  }

  private static @Nullable String provider(Bindings bindings, SpanDescription description) {
    GenerationDescription generation = description.generation();
    return bindings.get(Field.PROVIDER) instanceof String bound
        ? bound
        : generation == null ? null : generation.provider();
  }

  private static @Nullable String model(Bindings bindings, SpanDescription description) {
    GenerationDescription generation = description.generation();
    return bindings.get(Field.MODEL) instanceof String bound
        ? bound
        : generation == null ? null : generation.model();
  }

  /**
   * The request of a model call, as far as it is told.
   *
   * @param model returns the model that was asked for; null if it is not known
   * @param provider returns its provider; null if it is not known
   */
  public record Asked(Supplier<@Nullable String> model, Supplier<@Nullable String> provider) {}

  /** One call of a model below the generation. */
  public final class ModelCall {

    private final Supplier<@Nullable Object> response;
    private final Asked asked;
    private final boolean continues;
    private boolean taken;

    private ModelCall(Supplier<@Nullable Object> response, Asked asked, boolean continues) {
      this.response = response;
      this.asked = asked;
      this.continues = continues;
    }

    /**
     * Ends the call.
     *
     * @return true if the generation counts its usage, and its own span must not
     */
    public boolean end() {
      synchronized (EnclosingGeneration.this) {
        if (open != null && open.remove(this)) {
          settle();
        }
        return taken;
      }
    }

    /** Takes the usage of a response that is known. */
    private void settle() {
      Object known = response.get();
      Completion answer = known == null ? null : extractor.apply(known).completion();
      String model = asked.model().get();
      String provider = asked.provider().get();
      taken = answer != null && take(answer, provider, model, continues);
      asked(model, provider);
    }
  }
}
