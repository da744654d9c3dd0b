package dev.raglan.internal.json;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a bean as they were when it was copied: it is written as the bean was, and read
 * by the same names. Immutable.
 */
public final class CopiedBean extends AbstractMap<String, @Nullable Object> {

  private final BeanPlan plan;
  private final @Nullable Object[] values;

  /**
   * @param values those of the plan's properties, in their order
   */
  CopiedBean(BeanPlan plan, @Nullable Object[] values) {
    this.plan = plan;
    this.values = values;
  }

  /** Returns the class of the bean. */
  public Class<?> type() {
    return plan.type();
  }

  @Nullable Object value(int property) {
    return values[property];
  }

  /** Returns the value of a property by its name in Java, or as it is written; null for none. */
  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = name instanceof String known ? plan.indexOf(known) : -1;
    return at < 0 || BeanPlan.isOmitted(values[at]) ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  /** Returns the values of all properties, some of which may be left out or hidden. */
  public Collection<@Nullable Object> held() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    plan.forEachWritten(values, written::put);
    return written.entrySet();
  }

  static boolean write(Object value, JsonWalk walk) {
    CopiedBean copy = (CopiedBean) value;
    return copy.plan.write(copy, walk);
  }
}
