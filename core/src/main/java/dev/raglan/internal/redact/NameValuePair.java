package dev.raglan.internal.redact;

import java.util.Set;

/**
 * The words of an object whose members say of each other that they are secrets: a JSON Web Key, and
 * a name and its value, as in a list of headers, of form fields or of the arguments of a tool:
 * {@code {"name": "password", "value": "..."}}.
 */
public final class NameValuePair {

  private static final Set<String> NAMES =
      Set.of(
          "name",
          "key",
          "header",
          "headername",
          "field",
          "fieldname",
          "param",
          "parameter",
          "parametername",
          "parameterkey",
          "property",
          "propertyname",
          "optionname",
          "variable",
          "variablename");

  private static final Set<String> VALUES =
      Set.of("value", "values", "val", "parametervalue", "propertyvalue", "headervalue");

  /** The name that a private member of a JSON Web Key stands for. */
  public static final String PRIVATE_KEY = "private_key";

  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

  private static final int LONGEST = 16;
  private static final int LONGEST_SAMPLE = 64;
  private static final String LAST_LETTERS = "eymdsrlEYMDSRL";

  private NameValuePair() {}

  /** Returns true if a word that ends so may be one of these. */
  static boolean mayEnd(char last) {
    return LAST_LETTERS.indexOf(last) >= 0;
  }

  /** Returns true if what has this name is itself a name. */
  public static boolean isName(String word) {
    return isAmong(NAMES, word);
  }

  /** Returns true if what has this name is the value of the name beside it. */
  public static boolean isValue(String word) {
    return isAmong(VALUES, word);
  }

  /** Returns true for the name that an object has which is a JSON Web Key. */
  public static boolean isTypeOfKey(String word) {
    return word.equals("kty");
  }

  /** Returns true if what has this name in a JSON Web Key only its owner has. */
  public static boolean isPrivateOfKey(String word) {
    return PRIVATE.contains(word);
  }

  /** Returns true if the value beside a name looks generated, and so is no name itself. */
  public static boolean mayBeSecret(String value) {
    return AssignedValue.looksGenerated(value, 0, Math.min(value.length(), LONGEST_SAMPLE));
  }

  /**
   * Returns true if only the value tells that it is a secret: tests pass, and so do users with a
   * password.
   */
  public static boolean isSecret(String name, String value) {
    return name.length() == 4
        && (name.equalsIgnoreCase("pass") || name.equalsIgnoreCase("auth"))
        && mayBeSecret(value);
  }

  private static boolean isAmong(Set<String> words, String word) {
    int length = word.length();
    return length > 2
        && length <= LONGEST
        && mayEnd(word.charAt(length - 1))
        && words.contains(NameEndings.normalized(word));
  }
}
