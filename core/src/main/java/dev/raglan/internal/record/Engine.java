package dev.raglan.internal.record;

import dev.raglan.internal.capture.ValueSnapshotter;
import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.context.Propagation;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CapturePolicy;
import dev.raglan.spi.ResultHandler;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code dev.raglan.Raglan} that calls are traced with. Immutable and thread-safe.
 *
 * <p>Packages below the composition root may not name it; they get the engine of an instance by
 * {@link #of} and that of the registered one by {@link #global}.
 *
 * @param enabledNow returns whether calls are traced, asked at each call
 * @param spans starts and ends spans
 * @param snapshotter takes snapshots of values, to be rendered later
 * @param extractors read usage, messages and documents out of the values of LLM libraries
 * @param renderer writes captured values as attributes
 * @param policy the capture settings that hold where an annotation sets none
 * @param decisions decide which part of a call is kept
 * @param propagation carries span contexts from process to process
 * @param tags the tags put on every span, in order
 * @param libraries makes the result handlers for the libraries that are present
 */
public record Engine(
    BooleanSupplier enabledNow,
    SpanRecorder spans,
    ValueSnapshotter snapshotter,
    Extractors extractors,
    Renderer renderer,
    CapturePolicy policy,
    CaptureDecisions decisions,
    Propagation propagation,
    List<String> tags,
    Supplier<List<ResultHandler>> libraries) {

  private static final AtomicInteger TRACING = new AtomicInteger();

  private static volatile @Nullable Access access;

  /** Access to the engines of {@code dev.raglan.Raglan}, which alone implements it. */
  public interface Access {

    /** Returns the engine of an instance of {@code dev.raglan.Raglan}. */
    Engine of(Object raglan);

    /** Returns the engine of the registered instance; null if none is registered. */
    @Nullable Engine global();
  }

  public Engine {
    tags = List.copyOf(tags);
  }

  /** Sets the access; called once, when {@code dev.raglan.Raglan} is initialized. */
  public static void setAccess(Access opened) {
    access = opened;
  }

  /**
   * Returns the engine of an instance.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   */
  public static Engine of(Object raglan) {
    return Objects.requireNonNull(access, "dev.raglan.Raglan is not initialized").of(raglan);
  }

  /** Counts an instance that traces calls from now on. */
  public static void countTracing() {
    TRACING.incrementAndGet();
  }

  /** Counts one that does so no more; called once for each. */
  public static void countStopped() {
    TRACING.decrementAndGet();
  }

  /**
   * Returns false while no instance of this class loader traces calls, whoever they belong to: all
   * that a woven call asks then.
   */
  public static boolean anyTraces() {
    return TRACING.get() > 0;
  }

  /** Returns the engine of {@code Raglan.global()}; null if none is registered. */
  public static @Nullable Engine global() {
    Access opened = access;
    return opened == null ? null : opened.global();
  }

  /** Returns whether calls are traced: not if tracing is disabled, nor once it is closed. */
  public boolean enabled() {
    return enabledNow.getAsBoolean();
  }
}
