package dev.raglan.internal.redact;

import dev.raglan.internal.text.CharKinds;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds international bank account numbers: the code of a country, two check digits that are right,
 * and as many characters as accounts of that country have, in one piece or in groups of four.
 */
final class BankAccounts {

  /** The countries of the IBAN registry and how long their numbers are. */
  private static final Map<String, Integer> LENGTHS = new HashMap<>();

  static {
    String registry =
        "NO15 BE16 FO18 FI18 GL18 DK18 NL18 MK19 SI19 AT20 BA20 EE20 KZ20 XK20 LT20 LU20 MN20"
            + " HR21 LV21 LI21 CH21 BH22 BG22 CR22 GE22 DE22 IE22 ME22 RS22 GB22 VA22 IL23 IQ23"
            + " TL23 AE23 OM23 SO23 GI23 AD24 CZ24 MD24 PK24 RO24 SA24 SK24 ES24 SE24 TN24 VG24"
            + " DZ26 PT25 LY25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MR27 MC27 SM27 AL28 AZ28"
            + " BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28 SD18 BR29 EG29 PS29 QA29 UA29 JO30"
            + " KW30 MU30 MT31 SC31 LC32 RU33 FK18 YE30 HN28";
    for (String each : registry.split(" ")) {
      LENGTHS.put(each.substring(0, 2), Integer.parseInt(each.substring(2)));
    }
  }

  private BankAccounts() {}

  /** Hides every account number in the text. */
  static void find(SearchedText searched) {
    if (searched.hasAll(CharKinds.CAPITALS_THEN_DIGITS)) {
      String text = searched.text();
      // Two check digits stand side by side: looking at each second character misses none.
      for (int i = 3; i < text.length(); i += 2) {
        if (isDigit(text.charAt(i))) {
          int start = start(text, i);
          int end = start < 0 ? -1 : end(text, start);
          if (end > i) {
            searched.hide(start, end);
            searched.passed(end - i);
            i = end;
          }
        }
      }
    }
  }

  /** Returns the start of an account number of which this may be a check digit; -1 if of none. */
  private static int start(String text, int digit) {
    if (isDigit(text.charAt(digit - 1))) {
      return isCountry(text, digit - 3) ? digit - 3 : -1;
    }
    boolean first = digit + 1 < text.length() && isDigit(text.charAt(digit + 1));
    return first && isCountry(text, digit - 2) ? digit - 2 : -1;
  }

  private static boolean isCountry(String text, int start) {
    return isUpper(text.charAt(start))
        && isUpper(text.charAt(start + 1))
        && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && LENGTHS.containsKey(text.substring(start, start + 2));
  }

  /** Returns the end of the account number that starts here; -1 if none does. */
  private static int end(String text, int start) {
    int length = LENGTHS.getOrDefault(text.substring(start, start + 2), 0);
    StringBuilder number = new StringBuilder(length);
    int i = start;
    while (i < text.length() && number.length() < length) {
      char c = text.charAt(i);
      if (isUpper(c) || isDigit(c)) {
        number.append(c);
      } else if (!isSeparator(c) || number.length() % 4 != 0 || isSeparator(text.charAt(i - 1))) {
        return -1;
      }
      i++;
    }
    boolean ends = i == text.length() || !Character.isLetterOrDigit(text.charAt(i));
    return ends && number.length() == length && isRight(number) ? i : -1;
  }

  /** The first four characters at the end, letters as two digits: one is left over of 97. */
  private static boolean isRight(StringBuilder number) {
    int remainder = 0;
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt((i + 4) % number.length());
      remainder =
          isDigit(c) ? (remainder * 10 + c - '0') % 97 : (remainder * 100 + c - 'A' + 10) % 97;
    }
    return remainder == 1;
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '+' || c == '\u00a0' || c == '\u202f';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
