package dev.raglan.internal.foreign;

import dev.raglan.internal.safe.Safe;

/** The version of Spring AI that is on the class path, told by what its types have. */
public final class SpringAiVersion {

  /** True for 1.x, where each response of a tool loop states the usage of all so far. */
  public static final boolean STATES_USAGE_OF_ALL_ROUNDS =
      Safe.orElse(SpringAiVersion::isFirst, false);

  private SpringAiVersion() {}

  private static boolean isFirst() throws ClassNotFoundException {
    Class<?> usage = Class.forName("org.springframework.ai.chat.metadata.Usage");
    return Safe.orNull(() -> usage.getMethod("getCacheReadInputTokens")) == null;
  }
}
