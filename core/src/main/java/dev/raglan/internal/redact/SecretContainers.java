package dev.raglan.internal.redact;

import static dev.raglan.internal.redact.Assignments.isNamePart;

import dev.raglan.internal.text.CharKinds;
import java.util.Set;

/**
 * Finds secrets in containers that are named as such: {@code "secrets": {"db": "..."}}, the lines
 * of YAML below {@code credentials:}, and the data of a Kubernetes secret. Its time is linear in
 * the text.
 */
final class SecretContainers {

  private static final int LONGEST = 8_192;
  private static final int LONGEST_BLANKS = 16;
  private static final String KIND = "kind";
  private static final String SECRET = "Secret";
  private static final String KEY_TYPE = "kty";

  private static final String DATA = "ata";
  private static final String BLOCK = "\" {";
  private static final int QUOTE = CharKinds.of("\"");
  private static final int CAPITAL = CharKinds.of(SECRET.substring(0, 1));
  private static final int LONGEST_NAME = 64;
  private static final String DOCUMENT = "\n---";
  private static final String BETWEEN = " \t\"'\\:";

  /** Names of values among secrets that are hidden only if they look like secrets. */
  private static final Set<String> NO_SECRETS =
      Set.of(
          "name",
          "type",
          "description",
          "title",
          "format",
          "ref",
          "items",
          "kind",
          "id",
          "username",
          "user",
          "email",
          "host",
          "url",
          "region",
          "created",
          "updated",
          "mode",
          "path",
          "source",
          "target",
          "file",
          "external",
          "provider",
          "version",
          "environment",
          "required",
          "scope",
          "scopes",
          "secretname",
          "mountpath",
          "algorithm",
          "issuer",
          "location",
          "expires",
          "in",
          "flow",
          "label",
          "properties",
          "placeholder",
          "namespace",
          "apiversion",
          "status");

  /** The values of a container that are hidden. */
  private enum Hidden {
    LIKELY,
    MOST,
    ALL,
    PRIVATE_MEMBERS
  }

  private final SearchedText searched;
  private final String text;
  private int passed;

  SecretContainers(SearchedText searched) {
    this.searched = searched;
    this.text = searched.text();
  }

  /**
   * Hides the values in a container that follows a sign, if one does.
   *
   * @param name the place of the name of the container
   * @param several true for a name of several secrets, all of which are hidden
   */
  void hideAfter(int sign, int name, boolean several) {
    hideAfter(sign, name, several ? Hidden.MOST : Hidden.LIKELY);
  }

  private void hideAfter(int sign, int name, Hidden which) {
    int i = sign + 1;
    while (i < text.length() && i - sign < LONGEST_BLANKS && searched.isBlank(i)) {
      i++;
    }
    if (i >= text.length() || i < passed) {
      return;
    }
    char c = text.charAt(i);
    if (c == '{' || c == '[' && opensObject(i)) {
      hideObject(i, which);
    } else if (c == '\n' || c == '\r') {
      hideLines(i, name, which);
    }
  }

  /** Tells whether the list that begins there is one of objects. */
  private boolean opensObject(int list) {
    int i = list + 1;
    while (i < text.length() && i - list < LONGEST_BLANKS && isBlank(i)) {
      i++;
    }
    return i < text.length() && text.charAt(i) == '{';
  }

  private boolean isBlank(int index) {
    return searched.isBlank(index) || Character.isWhitespace(text.charAt(index));
  }

  private void hideObject(int from, Hidden which) {
    int most = Math.min(text.length(), from + LONGEST);
    int depth = 0;
    int i = from;
    for (; i < most; i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        break;
      } else if (c == ':' || c == '=') {
        i = Math.max(i, hideValue(i, from, which) - 1);
      }
    }
    searched.passed(i - from);
    passed = Math.max(passed, i);
  }

  /**
   * Hides the value after a sign. Returns the end of the value, or of the sign if no value follows.
   */
  private int hideValue(int sign, int least, Hidden which) {
    AssignedValue value = AssignedValue.partAfter(searched, sign);
    int end = sign + 1;
    boolean list = value != null && AssignedValue.isList(searched, sign);
    while (value != null && !value.isFollowedBy(searched, ':')) {
      if (isHidden(value, nameOf(sign, least), which)) {
        searched.hide(value.start(), value.end());
      }
      end = value.end();
      value = list ? value.nextInList(searched, "") : null;
    }
    return end;
  }

  private String nameOf(int sign, int least) {
    int end = sign;
    while (end > least && BETWEEN.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > least && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    searched.passed(sign - start);
    return NameEndings.normalized(text.substring(start, end));
  }

  private boolean isHidden(AssignedValue value, String name, Hidden which) {
    if (value.end() <= value.start() || value.isPlain(text)) {
      return false;
    }
    if (which == Hidden.PRIVATE_MEMBERS) {
      return NameValuePair.isPrivateOfKey(name);
    }
    return which == Hidden.ALL
        || which == Hidden.MOST && !NO_SECRETS.contains(name)
        || value.looksLikeSecret(text, name);
  }

  /** Hides the values on the lines that stand deeper than the name, as YAML has them. */
  private void hideLines(int lineEnd, int name, Hidden which) {
    int base = indentationBefore(name);
    int most = Math.min(text.length(), lineEnd + LONGEST);
    int line = lineEnd;
    while (line < most) {
      int start = line;
      while (start < most && (text.charAt(start) == '\n' || text.charAt(start) == '\r')) {
        start++;
      }
      int first = start;
      while (first < most && searched.isBlank(first)) {
        first++;
      }
      boolean item = text.startsWith("- ", first);
      if (first >= most || !(first - start > base || item && first - start == base)) {
        break;
      }
      int next = endOfLine(first, most);
      line = Math.max(next, hideLine(item ? first + 2 : first, next, item, which));
    }
    searched.passed(line - lineEnd);
    passed = Math.max(passed, line);
  }

  private int hideLine(int start, int end, boolean item, Hidden which) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ':' && (i + 1 == end || searched.isBlank(i + 1))) {
        return hideValue(i, start, which);
      }
    }
    return item ? hideValue(start - 1, start - 1, which) : end;
  }

  private int endOfLine(int start, int most) {
    int end = start;
    while (end < most && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /**
   * Returns how far the line of the name is indented; that of an item of a list without its sign.
   */
  private int indentationBefore(int name) {
    int start = name;
    int least = Math.max(0, name - LONGEST_BLANKS * 4);
    while (start > least && text.charAt(start - 1) != '\n') {
      start--;
    }
    int first = start;
    while (first < name && searched.isBlank(first)) {
      first++;
    }
    searched.passed(name - start);
    return first - start;
  }

  /**
   * Hides the data of Kubernetes secrets, the private members of JSON Web Keys, and the defaults of
   * Terraform's variables.
   */
  static void find(SearchedText searched) {
    if (!searched.hasAnyOf(CharKinds.EQUALS_OR_COLON)) {
      return; // Every value in a container stands behind one.
    }
    String text = searched.text();
    int block = searched.hasAll(QUOTE) ? text.indexOf(BLOCK) : -1;
    if (block >= 0) {
      findVariables(searched, block);
    }
    if (searched.hasAll(CAPITAL)) {
      findManifests(searched);
    }
    int keyType = text.indexOf(KEY_TYPE);
    if (keyType >= 0) {
      findKeys(searched, keyType);
    }
  }

  private static void findVariables(SearchedText searched, int first) {
    String text = searched.text();
    SecretContainers variables = new SecretContainers(searched);
    for (int at = first; at >= 0; at = text.indexOf(BLOCK, at + 1)) {
      int start = at;
      while (start > 0 && at - start < LONGEST_NAME && isNamePart(text.charAt(start - 1))) {
        start--;
      }
      searched.passed(at - start);
      if (at > start && NameEndings.STANDARD.end(text, start, at)) {
        variables.hideAfter(at, start, Hidden.LIKELY);
      }
    }
  }

  /**
   * Hides the private members of JSON Web Keys, which are known by the type that each of them has.
   */
  private static void findKeys(SearchedText searched, int first) {
    String text = searched.text();
    SecretContainers keys = new SecretContainers(searched);
    int least = 0;
    for (int at = first; at >= 0; at = text.indexOf(KEY_TYPE, least)) {
      int opening = at;
      while (opening >= least && at - opening < LONGEST && text.charAt(opening) != '{') {
        opening--;
      }
      searched.passed(at - opening);
      if (opening >= least && text.charAt(opening) == '{') {
        keys.hideObject(opening, Hidden.PRIVATE_MEMBERS);
      }
      least = Math.max(at + KEY_TYPE.length(), keys.passed);
    }
  }

  private static void findManifests(SearchedText searched) {
    String all = searched.text();
    int from = 0;
    for (int at = all.indexOf(SECRET); at >= 0; at = all.indexOf(SECRET, from)) {
      from = at + SECRET.length();
      if (isKind(searched, at)) {
        int end = all.indexOf(DOCUMENT, from);
        int most = Math.min(all.length(), from + LONGEST);
        end = end < 0 || end > most ? most : end;
        hideData(searched, startOfDocument(all, at), end);
        from = end;
      }
    }
  }

  private static int startOfDocument(String text, int at) {
    int least = Math.max(0, at - LONGEST);
    int found = text.substring(least, at).lastIndexOf(DOCUMENT);
    return found < 0 ? least : least + found;
  }

  private static boolean isKind(SearchedText searched, int at) {
    String text = searched.text();
    int after = at + SECRET.length();
    if (after < text.length() && isNamePart(text.charAt(after))) {
      return false;
    }
    int i = at;
    int least = Math.max(0, at - LONGEST_BLANKS);
    while (i > least && (BETWEEN.indexOf(text.charAt(i - 1)) >= 0 || searched.isBlank(i - 1))) {
      i--;
    }
    searched.passed(at - i);
    return i < at && text.startsWith(KIND, i - KIND.length());
  }

  private static void hideData(SearchedText searched, int start, int end) {
    String text = searched.text();
    SecretContainers containers = new SecretContainers(searched);
    searched.passed(end - start);
    for (int at = text.indexOf(DATA, start); at >= 0 && at < end; at = text.indexOf(DATA, at + 1)) {
      int name = at - 1;
      int sign = at + DATA.length();
      int most = Math.min(end, sign + LONGEST_BLANKS);
      while (sign < most && "\"'\\ ".indexOf(text.charAt(sign)) >= 0) {
        sign++;
      }
      boolean named = name >= 0 && "dD".indexOf(text.charAt(name)) >= 0;
      if (named && sign < most && text.charAt(sign) == ':') {
        boolean isString = text.startsWith("string", Math.max(0, name - "string".length()));
        containers.hideAfter(sign, isString ? name - "string".length() : name, Hidden.ALL);
      }
    }
  }
}
