package dev.raglan.internal.redact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Last words by which a name is known to be a secret's, in any spelling: case, separators and
 * digits at the end do not count, nor does a word after them that only says how the secret is
 * written, as in {@code passwordHash}. Immutable.
 */
final class NameEndings {

  /**
   * A last word, or several.
   *
   * @param text in lower case, without separators
   * @param apart whether it must begin where a word begins, for other words end so too
   */
  private record Ending(String text, boolean apart) {

    char last() {
      return text.charAt(text.length() - 1);
    }
  }

  private static final Ending[] NONE = {};

  /** Secrets' names that must begin where a word begins, for words of other meanings end so too. */
  private static final Set<String> APART =
      Set.of(
          "pwd", "pw", "senha", "lozinka", "jwt", "csrf", "xsrf", "pin", "otp", "cvv", "cvc", "ssn",
          "psk", "mdp", "psw");

  /** Words after a secret's name that do not make it another thing. */
  private static final NameEndings QUALIFIERS =
      apart(
          "hash",
          "hashed",
          "sha",
          "md",
          "digest",
          "value",
          "string",
          "header",
          "plain",
          "plaintext",
          "cleartext",
          "raw",
          "encrypted",
          "encoded",
          "base",
          "bytes",
          "confirmation",
          "confirm",
          "confirmed",
          "repeat",
          "repeated",
          "again",
          "verify",
          "old",
          "new",
          "current");

  /** Words before "token" that make it a unit of text, or a place in a list. */
  private static final NameEndings UNITS =
      apart(
          "max",
          "min",
          "total",
          "per",
          "cost",
          "prompt",
          "completion",
          "input",
          "output",
          "cached",
          "reasoning",
          "thinking",
          "eos",
          "bos",
          "pad",
          "unk",
          "sep",
          "cls",
          "mask",
          "special",
          "stop",
          "start",
          "end",
          "first",
          "last",
          "next",
          "previous",
          "page",
          "continuation",
          "sync");

  private static final String TOKEN = "token";

  private static final Set<String> WORDS_OF_PROSE =
      Set.of(
          TOKEN,
          "secret",
          "pin",
          "otp",
          "psk",
          "bearer",
          "cookies",
          "credential",
          "credentials",
          "parola",
          "heslo",
          "haslo",
          "has\u0142o",
          "\u5bc6\u94a5",
          "\u5bc6\u9470",
          "\u53e3\u4ee4",
          "\u4ee4\u724c",
          "geheimnis",
          "zugangsdaten",
          "mdp",
          "psw",
          "sifre",
          "\u0441\u0435\u043a\u0440\u0435\u0442",
          "\u0442\u043e\u043a\u0435\u043d");

  /** Words before "tokens" that make them no units of text. */
  private static final NameEndings KINDS_OF_TOKENS =
      apart("access", "refresh", "auth", "api", "bearer", "session", "id", "security");

  /** The usual names of secrets. */
  static final NameEndings STANDARD = standard();

  /** Those of passwords and of API keys, which prose gives without a sign: "the password x". */
  static final NameEndings GIVEN_IN_PROSE =
      STANDARD.only(
          Set.of(
              "password",
              "passwd",
              "passphrase",
              "passcode",
              "passwort",
              "kennwort",
              "motdepasse",
              "contrase\u00f1a",
              "contrasena",
              "senha",
              "wachtwoord",
              "\u043f\u0430\u0440\u043e\u043b\u044c",
              "\u5bc6\u7801",
              "\u5bc6\u78bc",
              "\u30d1\u30b9\u30ef\u30fc\u30c9",
              "\ube44\ubc00\ubc88\ud638",
              "apikey",
              "secretkey"));

  private static final List<String> OF_DIGITS =
      List.of(
          "pin",
          "otp",
          "cvv",
          "cvc",
          "ssn",
          "code",
          "number",
          "verificaci\u00f3n",
          "v\u00e9rification",
          "\u9a8c\u8bc1\u7801",
          "\u9a57\u8b49\u78bc",
          "\u8a8d\u8a3c\u30b3\u30fc\u30c9",
          "\uc778\uc99d\ubc88\ud638",
          "\u043f\u043e\u0434\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u044f");

  /** Words such as "pin", of which the plural is another word. */
  private static final int LONGEST_SHORT = 3;

  private final List<Ending> all;

  /** The endings by their last letter: most names end in another one and are done with. */
  private final Ending[][] byLast;

  /** Those whose last letter is not of ASCII. */
  private final Ending[] foreign;

  /** The letters before the last one by the last one, each as the bit of its last six bits. */
  private final long[] beforeLast = new long[128];

  /** Made with loops: it is made when an application starts, where each stream costs more. */
  private NameEndings(List<Ending> endings) {
    this.all = List.copyOf(endings);
    List<List<Ending>> lists = new ArrayList<>(Collections.nCopies(128, List.of()));
    List<Ending> beyondAscii = new ArrayList<>();
    for (Ending each : all) {
      char last = each.last();
      if (last < 128) {
        if (lists.get(last).isEmpty()) {
          lists.set(last, new ArrayList<>());
        }
        lists.get(last).add(each);
        beforeLast[last] |= bit(each.text().charAt(each.text().length() - 2));
      } else {
        beyondAscii.add(each);
      }
    }
    this.byLast = new Ending[128][];
    for (int i = 0; i < 128; i++) {
      byLast[i] = lists.get(i).toArray(NONE);
    }
    this.foreign = beyondAscii.toArray(NONE);
  }

  private static NameEndings apart(String... words) {
    List<Ending> endings = new ArrayList<>();
    for (String each : words) {
      endings.add(new Ending(each, true));
    }
    return new NameEndings(endings);
  }

  private static NameEndings standard() {
    List<Ending> endings = new ArrayList<>();
    for (String each : SecretNames.DEFAULT) {
      String normalized = normalized(each);
      endings.add(new Ending(normalized, APART.contains(normalized)));
    }
    return new NameEndings(endings);
  }

  private static long bit(char letter) {
    return 1L << letter; // The last six bits count.
  }

  /** Tells whether the normalized name is one of these. */
  boolean contains(String normalized) {
    if (normalized.isEmpty()) {
      return false;
    }
    char last = normalized.charAt(normalized.length() - 1);
    for (Ending each : last < 128 ? byLast[last] : foreign) {
      if (normalized.equals(each.text())) {
        return true;
      }
    }
    return false;
  }

  /** Returns false if no name ends in the two letters. */
  boolean mayEnd(char before, char last) {
    return last >= 128 || mayPrecede(before, lower(last));
  }

  /** Returns those endings that end one of the names. */
  NameEndings only(Collection<String> normalized) {
    List<Ending> some = new ArrayList<>();
    for (Ending each : all) {
      if (normalized.contains(each.text())) {
        some.add(each);
      }
    }
    return new NameEndings(some);
  }

  /** Tells whether the name, a part of the text, is a secret's. */
  boolean end(String text, int start, int end) {
    int last = skipBack(text, start, end);
    int begin = begin(text, start, last);
    if (begin < 0 && last - start > 1 && lower(text.charAt(last - 1)) == 's') {
      begin = beginOfSeveral(text, start, last - 1);
    }
    if (begin < 0) {
      int qualifier = QUALIFIERS.begin(text, start, last);
      begin = qualifier <= start ? -1 : begin(text, start, skipBack(text, start, qualifier));
    }
    return begin >= 0;
  }

  /** Leaves aside digits and separators at the end. */
  private static int skipBack(String text, int start, int end) {
    int last = end;
    while (last > start && !isLetter(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** Returns where the ending of the name begins; -1 if it has none. */
  private int begin(String text, int start, int end) {
    if (end <= start) {
      return -1;
    }
    char last = lower(text.charAt(end - 1));
    if (last < 128 && end - start > 1 && !mayPrecede(text.charAt(end - 2), last)) {
      return -1;
    }
    for (Ending each : last < 128 ? byLast[last] : foreign) {
      int begin = begin(each.text(), text, start, end);
      boolean found = begin >= 0 && (!each.apart() || beginsWord(text, start, begin));
      if (found && !(each.text().equals(TOKEN) && isUnit(text, start, begin))) {
        return begin;
      }
    }
    return -1;
  }

  /** Returns false if no ending has the letter before its last one. */
  private boolean mayPrecede(char before, char last) {
    return !counts(before) || (beforeLast[last] & bit(lower(before))) != 0;
  }

  /** Returns where the ending in the plural begins; -1 for "tokens" alone and for short words. */
  private int beginOfSeveral(String text, int start, int end) {
    int begin = begin(text, start, end);
    boolean isShort = begin >= 0 && end - begin <= LONGEST_SHORT;
    boolean isUnit =
        begin >= 0
            && normalized(text.substring(begin, end)).equals(TOKEN)
            && KINDS_OF_TOKENS.begin(text, start, skipSeparators(text, start, begin)) < 0;
    return isShort || isUnit ? -1 : begin;
  }

  private static boolean isUnit(String text, int start, int token) {
    return token > start && UNITS.begin(text, start, skipSeparators(text, start, token)) >= 0;
  }

  private static int skipSeparators(String text, int start, int end) {
    int last = end;
    while (last > start && !counts(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  private static int begin(String ending, String text, int start, int end) {
    int left = ending.length();
    int i = end;
    while (left > 0 && i > start) {
      char c = text.charAt(--i);
      if (counts(c)) {
        if (lower(c) != ending.charAt(left - 1)) {
          return -1;
        }
        left--;
      }
    }
    return left == 0 ? i : -1;
  }

  private static boolean beginsWord(String text, int start, int at) {
    if (at == start || !isLetter(text.charAt(at - 1))) {
      return true;
    }
    boolean upper = Character.isUpperCase(text.charAt(at));
    boolean afterLower = Character.isLowerCase(text.charAt(at - 1));
    boolean beforeLower = at + 1 < text.length() && Character.isLowerCase(text.charAt(at + 1));
    return upper && (afterLower || beforeLower);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 128;
  }

  /** Tells whether the character makes a difference in a name. */
  private static boolean counts(char c) {
    return isLetter(c) && !isAccent(c) || c >= '0' && c <= '9';
  }

  /** Tells whether the character is an accent that stands behind its letter. */
  private static boolean isAccent(char c) {
    return c >= '\u0300' && c <= '\u036f';
  }

  private static char lower(char c) {
    return c >= 128
        ? Character.toLowerCase(c)
        : c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  /** Returns the name in lower case, without separators. */
  static String normalized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (counts(c)) {
        out.append(lower(c));
      }
    }
    return out.toString();
  }

  /** Tells whether the name of secrets is in the plural, or a word for several things. */
  static boolean isOfSeveral(String text, int start, int end) {
    return end > start && lower(text.charAt(end - 1)) == 's';
  }

  /** The kinds of names whose value may have digits alone. */
  static boolean isOfDigits(String normalized) {
    return OF_DIGITS.stream().anyMatch(normalized::endsWith);
  }

  /** The kinds of names whose value may be an ordinary word, as in "The token: it is ...". */
  static boolean isWordOfProse(String normalized) {
    return WORDS_OF_PROSE.contains(normalized);
  }
}
