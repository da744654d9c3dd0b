package dev.raglan.internal.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that one model goes by. */
public final class ModelNames {

  /** No model has a longer name. */
  static final int MAX_LENGTH = 256;

  /** Regions and vendors before the name of a model on Bedrock. */
  private static final Set<String> LABELS =
      Set.of(
          "us",
          "us-gov",
          "eu",
          "apac",
          "ap",
          "global",
          "au",
          "jp",
          "ca",
          "sa",
          "anthropic",
          "amazon",
          "cohere",
          "mistral",
          "deepseek",
          "openai",
          "meta",
          "xai",
          "google");

  /**
   * A chain of dates, revisions, and words for the newest one. A single digit is not part of it:
   * {@code -5} after {@code claude-opus-4} makes another model of it.
   */
  private static final Pattern VERSIONS =
      Pattern.compile(
          "(?:-\\d{4}-\\d\\d-\\d\\d|-\\d\\d-\\d{2,4}|[-@]\\d{3,8}|-v\\d+|:\\d+|[-:](?:latest|preview|beta))+");

  private ModelNames() {}

  /** The name in lower case, without what names a provider or a region. */
  public static String plain(String model) {
    String name = model.strip().toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    while (dot > 0 && LABELS.contains(name.substring(0, dot))) {
      name = name.substring(dot + 1);
      dot = name.indexOf('.');
    }
    return name;
  }

  /** The names to look up, the longest first: each is the one before without its last version. */
  static List<String> candidates(String model) {
    String plain = plain(model);
    List<String> names = new ArrayList<>();
    names.add(plain);
    for (int end = plain.length() - 1; end > 0; end--) {
      boolean separator = "-@:".indexOf(plain.charAt(end)) >= 0;
      if (separator && VERSIONS.matcher(plain).region(end, plain.length()).matches()) {
        names.add(plain.substring(0, end));
      }
    }
    return names;
  }
}
