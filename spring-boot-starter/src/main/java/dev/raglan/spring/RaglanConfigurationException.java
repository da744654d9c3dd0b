package dev.raglan.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A property that Raglan cannot start with: says which, its value, what is wrong, what to do. */
final class RaglanConfigurationException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String remedy;

  /**
   * @param property the property's name
   * @param value its value; null if it is not set, or may hold a secret
   */
  RaglanConfigurationException(
      String property, @Nullable Object value, String reason, String remedy) {
    this(describe(property, value, reason), remedy, null);
  }

  private RaglanConfigurationException(String problem, String remedy, @Nullable Throwable cause) {
    super(problem + ". " + remedy, cause);
    this.problem = problem;
    this.remedy = remedy;
  }

  /**
   * What the source gives.
   *
   * @throws RaglanConfigurationException if the source says that the value cannot be used
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
    String shown = value == null ? property : property + " = " + value;
    return shown + " cannot be used: " + reason;
  }

  String problem() {
    return problem;
  }

  String remedy() {
    return remedy;
  }
}
