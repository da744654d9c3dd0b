package dev.raglan.internal.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
   * {@code -5} after {@code claude-opus-4} makes another model of it. Nor is a tag behind a colon,
   * as local servers have it.
   */
  private static final Pattern VERSIONS =
      Pattern.compile(
          "(?:-\\d{4}-\\d\\d-\\d\\d|-\\d\\d-\\d{2,4}|[-@]\\d{4,8}|-v\\d+:\\d+|-(?:latest|preview|beta|exp))+");

  /** Families whose names end in a number of the revision. */
  private static final Pattern REVISIONS =
      Pattern.compile("gemini-.*?(-\\d{3})|(?:claude|nova|titan)-.*?(-v\\d+)");

  private static final Pattern DOTTED = Pattern.compile("(?<=\\d)\\.(?=\\d)");

  private ModelNames() {}

  /** Returns the name in lower case, with dots between digits as dashes. */
  static String whole(String model) {
    return DOTTED.matcher(model.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
  }

  /** Returns the whole name without all up to the last slash. */
  static String last(String model) {
    String whole = whole(model);
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** Returns the last part without what names a provider or a region. */
  public static String plain(String model) {
    return DOTTED.matcher(bare(model)).replaceAll("-");
  }

  /** Returns the name in lower case without what names a provider or a region, with its dots. */
  static String bare(String model) {
    String name = model.strip().toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    while (dot > 0 && LABELS.contains(name.substring(0, dot))) {
      name = name.substring(dot + 1);
      dot = name.indexOf('.');
    }
    return name;
  }

  /** Returns true for a name with a vendor or a region before it, as on Bedrock. */
  static boolean isOfBedrock(String model) {
    String last = last(model);
    int dot = last.indexOf('.');
    return dot > 0 && LABELS.contains(last.substring(0, dot));
  }

  /** Returns the first of the names before a slash, in small letters; null if there is none. */
  static @Nullable String prefix(String model) {
    int slash = model.indexOf('/');
    return slash < 0 ? null : model.substring(0, slash).strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the name and those it is a version of, the longest first: each is the one before
   * without its last version.
   */
  static List<String> versions(String name) {
    List<String> names = new ArrayList<>();
    names.add(name);
    Matcher revision = REVISIONS.matcher(name);
    String plain = name;
    if (revision.matches()) {
      int at = Math.max(revision.start(1), revision.start(2));
      plain = name.substring(0, at);
      names.add(plain);
    }
    for (int end = plain.length() - 1; end > 0; end--) {
      boolean separator = plain.charAt(end) == '-' || plain.charAt(end) == '@';
      if (separator && VERSIONS.matcher(plain).region(end, plain.length()).matches()) {
        names.add(plain.substring(0, end));
      }
    }
    return names;
  }
}
