package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds values that are given to a secret's name: {@code password=...}, {@code "api_key": "..."},
 * {@code Authorization: Bearer ...}. Goes from one equals sign or colon to the next, so that its
 * time is linear in the text.
 */
final class Assignments {

  /** How the names of secrets end, as in {@code OPENAI_API_KEY}. */
  private static final List<String> ENDINGS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "authorization",
          "cookie",
          "secret",
          "token");

  /** The endings by their last letter: most names end in another one and are done with. */
  private static final String[][] BY_LAST_LETTER =
      IntStream.range(0, 128)
          .mapToObj(c -> ENDINGS.stream().filter(each -> each.charAt(each.length() - 1) == c))
          .map(endings -> endings.toArray(String[]::new))
          .toArray(String[][]::new);

  private final String text;
  private final StringBuilder out = new StringBuilder(0);
  private int copied;
  private int nextEquals;
  private int nextColon;

  private Assignments(String text) {
    this.text = text;
    this.nextEquals = find('=', 0);
    this.nextColon = find(':', 0);
  }

  static String redact(String text, int kinds) {
    return CharKinds.hasAll(kinds, CharKinds.EQUALS_OR_COLON)
        ? new Assignments(text).redact()
        : text;
  }

  private String redact() {
    for (int sign = nextSign(0); sign < text.length(); sign = nextSign(sign + 1)) {
      NameBefore name = NameBefore.sign(text, sign, copied);
      if (isSecretName(name)) {
        hideValue(name.normalized(), sign);
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private void hideValue(String name, int sign) {
    AssignedValue value = AssignedValue.after(text, sign, name);
    if (value != null) {
      out.append(text, copied, value.start()).append(Redactor.REDACTED);
      copied = value.end();
    }
  }

  private static boolean isSecretName(NameBefore name) {
    for (String ending : BY_LAST_LETTER[name.last()]) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  /** The next equals sign or colon; the text's length if there is none. */
  private int nextSign(int from) {
    int start = Math.max(from, copied);
    nextEquals = nextEquals < start ? find('=', start) : nextEquals;
    nextColon = nextColon < start ? find(':', start) : nextColon;
    return Math.min(nextEquals, nextColon);
  }

  private int find(char sign, int from) {
    int found = text.indexOf(sign, from);
    return found < 0 ? text.length() : found;
  }
}
