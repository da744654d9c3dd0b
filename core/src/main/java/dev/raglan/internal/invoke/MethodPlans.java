package dev.raglan.internal.invoke;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.model.CaptureMode;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The plans of the methods called so far, each made once. Thread-safe. */
final class MethodPlans {

  private final BiFunction<Method, Class<?>, @Nullable MethodPlan> planner;

  private final PerClass<Map<Method, Optional<MethodPlan>>> byClass =
      new PerClass<>(type -> new ConcurrentHashMap<>());

  MethodPlans(MethodPlanner planner) {
    this(planner::plan);
  }

  /**
   * @param planner makes the plan for a method when it runs on a class; null if it is not traced
   */
  MethodPlans(BiFunction<Method, Class<?>, @Nullable MethodPlan> planner) {
    this.planner = planner;
  }

  /**
   * Returns the plan for the method when it runs on the class; null if it is not traced, or if
   * Raglan itself has called it while the plan of another is made.
   */
  @Nullable MethodPlan get(Method method, Class<?> targetClass) {
    Map<Method, Optional<MethodPlan>> plans = byClass.get(targetClass);
    Optional<MethodPlan> plan = plans.get(method);
    return (plan == null ? make(method, targetClass, plans) : plan).orElse(null);
  }

  private Optional<MethodPlan> make(
      Method method, Class<?> targetClass, Map<Method, Optional<MethodPlan>> plans) {
    int[] ownWork = OwnWork.beginFirst();
    if (ownWork == null) {
      return Optional.empty(); // A dialect is asked for the constants of a plan.
    }
    try {
      return plans.computeIfAbsent(
          method, called -> Optional.ofNullable(planner.apply(called, targetClass)));
    } finally {
      OwnWork.end(ownWork);
    }
  }

  /** The plans of one method for the modes that its calls had so far. Thread-safe. */
  static final class Variants {

    private final Function<CaptureMode, MethodPlan> planner;
    private final Map<CaptureMode, MethodPlan> plans = new ConcurrentHashMap<>();

    /**
     * @param planner makes the plan for a mode
     */
    Variants(Function<CaptureMode, MethodPlan> planner) {
      this.planner = planner;
    }

    /** Returns the plan for a mode. */
    MethodPlan get(CaptureMode mode) {
      return plans.computeIfAbsent(mode, planner);
    }
  }
}
