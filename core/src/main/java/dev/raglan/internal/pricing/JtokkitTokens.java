package dev.raglan.internal.pricing;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens with jtokkit, which loads an encoding when it is first used. Its time grows faster
 * than a text without blanks, so that a long text is counted in parts, cut at blanks if there are
 * any.
 */
final class JtokkitTokens implements TextTokens {

  private static final int LONGEST_PART = 4_096;

  /** The most characters before the end of a part among which a blank is looked for. */
  private static final int LONGEST_WORD = 256;

  private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();

  @Override
  public int count(String text, @Nullable String model) {
    Encoding encoding = encoding(model);
    int tokens = 0;
    for (int from = 0; from < text.length(); ) {
      int to = end(text, from);
      tokens += encoding.countTokensOrdinary(text.substring(from, to));
      from = to;
    }
    return tokens;
  }

  private static int end(String text, int from) {
    int most = from + LONGEST_PART;
    if (most >= text.length()) {
      return text.length();
    }
    for (int i = most; i > most - LONGEST_WORD; i--) {
      if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
  }

  private Encoding encoding(@Nullable String model) {
    Encoding known =
        model == null ? null : registry.getEncodingForModel(ModelNames.bare(model)).orElse(null);
    return known == null ? registry.getEncoding(EncodingType.O200K_BASE) : known;
  }
}
