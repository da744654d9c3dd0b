package dev.raglan.internal.invoke;

import dev.raglan.model.CaptureMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The plans of one method for the modes that its calls had so far. Thread-safe. */
final class PlanVariants {

  private final Function<CaptureMode, MethodPlan> planner;
  private final Map<CaptureMode, MethodPlan> plans = new ConcurrentHashMap<>();

  /**
   * @param planner makes the plan for a mode
   */
  PlanVariants(Function<CaptureMode, MethodPlan> planner) {
    this.planner = planner;
  }

  /** Returns the plan for a mode. */
  MethodPlan get(CaptureMode mode) {
    return plans.computeIfAbsent(mode, planner);
  }
}
