package dev.raglan.spring.internal.config;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Failure of a start: names the property, its value, what is wrong with it, and the remedy. */
public final class RaglanConfigurationException extends IllegalStateException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 200;
  private static final int LONGEST_REASON = 600;

  private final String problem;
  private final String remedy;

  /**
   * Creates one.
   *
   * @param property the property's name
   * @param value its value; null if it is not set, or may hold a secret
   */
  public RaglanConfigurationException(
      String property, @Nullable Object value, String reason, String remedy) {
    this(describe(property, value, reason), remedy, null);
  }

  private RaglanConfigurationException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem + ". " + remedy, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  /**
   * Returns what the source gives.
   *
   * @throws RaglanConfigurationException if the source refuses the value
   */
  static <T> T check(String property, @Nullable Object value, String remedy, Supplier<T> source) {
    try {
      return source.get();
    } catch (RaglanConfigurationException explained) {
      throw explained;
    } catch (IllegalArgumentException | IllegalStateException unusable) {
      String problem = describe(property, value, String.valueOf(unusable.getMessage()));
      throw new RaglanConfigurationException(problem, remedy, unusable);
    }
  }

  private static String describe(String property, @Nullable Object value, String reason) {
    String shown =
        value == null
            ? property
            : property + " = " + StringUtils.truncate(value.toString(), LONGEST_VALUE);
    return shown + " cannot be used: " + StringUtils.truncate(reason, LONGEST_REASON);
  }

  String problem() {
    return problem;
  }

  String remedy() {
    return remedy;
  }
}
