package dev.raglan.json;

import java.util.List;
import java.util.regex.Pattern;

/** A pattern that can match only where one of a few literal texts stands: those are looked for. */
record AnchoredPattern(Pattern pattern, List<String> anchors, String replacement) {

  static AnchoredPattern of(String regex, String... anchors) {
    return new AnchoredPattern(Pattern.compile(regex), List.of(anchors), Redactor.REDACTED);
  }

  /** The text with every match hidden; the same instance if there is none. */
  String redact(String text) {
    for (String anchor : anchors) {
      if (text.contains(anchor)) {
        return pattern.matcher(text).replaceAll(replacement);
      }
    }
    return text;
  }
}
