package dev.raglan.internal.record;

import java.util.Map;
import java.util.function.UnaryOperator;

/** The parameters that every later trace begins with. Thread-safe. */
public final class GlobalParams {

  private volatile Map<String, Object> all;

  GlobalParams(Map<String, Object> first) {
    this.all = ParamValues.merged(Map.of(), first);
  }

  /** The parameters as they are now, never changed afterwards. */
  public Map<String, Object> all() {
    return all;
  }

  public synchronized void update(UnaryOperator<Map<String, Object>> change) {
    all = change.apply(all);
  }
}
