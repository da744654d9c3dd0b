package dev.raglan.internal.dialect;

import dev.raglan.spi.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dialects that Raglan brings, by name: {@code gen-ai, openinference, langfuse}. */
public final class Dialects {

  /** The name of the dialect that is always written. */
  public static final String OWN = "raglan";

  /** Raglan's own dialect, beside another that writes the input and output of events. */
  public static final Dialect OF_RAGLAN = new RaglanDialect(false);

  private static final int MOST_SHOWN = 64;

  private static final Dialect GEN_AI = new GenAiDialect();
  private static final Dialect OPENINFERENCE = new OpenInferenceDialect();
  private static final List<Dialect> DEFAULTS = List.of(GEN_AI, OPENINFERENCE);
  private static final Dialect LANGFUSE = new LangfuseDialect();
  private static final List<Dialect> ALL = List.of(GEN_AI, OPENINFERENCE, LANGFUSE);

  private Dialects() {}

  /** Returns the dialects of a renderer: Raglan's own attributes, then those that are chosen. */
  public static List<Dialect> withOwn(List<Dialect> chosen) {
    List<Dialect> all = new ArrayList<>(chosen.size() + 1);
    all.add(new RaglanDialect(!chosen.contains(OPENINFERENCE) && !chosen.contains(LANGFUSE)));
    all.addAll(chosen);
    return all;
  }

  /**
   * Returns the dialects of what is kept beside a span: those that the chosen ones lack of what
   * services read.
   */
  public static List<Dialect> beside(List<Dialect> chosen) {
    Dialect content = new ContentDialect(!chosen.contains(OPENINFERENCE));
    return chosen.contains(GEN_AI) ? List.of(content) : List.of(GEN_AI, content);
  }

  /** Returns the dialects that Raglan brings, apart from those. */
  public static List<Dialect> without(List<Dialect> some) {
    return ALL.stream().filter(dialect -> !some.contains(dialect)).toList();
  }

  /** Returns the dialects that are written unless others are chosen: gen-ai and openinference. */
  public static List<Dialect> defaults() {
    return DEFAULTS;
  }

  /** Returns the dialect of that name; null if Raglan brings none. */
  public static @Nullable Dialect known(String name) {
    for (Dialect dialect : ALL) {
      if (dialect.name().equals(name)) {
        return dialect;
      }
    }
    return null;
  }

  /**
   * Returns the dialect of that name.
   *
   * @throws IllegalArgumentException if no dialect has the name; the message lists all names
   */
  public static Dialect named(String name) {
    Dialect known = known(name);
    if (known == null) {
      throw new IllegalArgumentException(unknown(name));
    }
    return known;
  }

  private static String unknown(String name) {
    String shown =
        name.substring(0, Math.min(MOST_SHOWN, name.length())).replaceAll("\\p{Cntrl}", "?");
    return ALL.stream()
        .map(Dialect::name)
        .collect(Collectors.joining(", ", "no dialect is named '" + shown + "'; there are ", ""));
  }
}
