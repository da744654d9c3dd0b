package dev.raglan.spi;

import java.util.Locale;
import java.util.Map;

/**
 * The options of a request to a model, redacted: those that are bound together, without messages,
 * and over them those that are bound one by one.
 *
 * @param values the options by name, as texts, numbers, booleans, maps and lists
 * @param json the same as a JSON object of bounded length
 */
public record ModelOptions(Map<String, Object> values, String json) {

  /**
   * Returns a name in which case, hyphens and underscores do not count: {@code maxTokens} and
   * {@code max_tokens} are one option.
   */
  public static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
