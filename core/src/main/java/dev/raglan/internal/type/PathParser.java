package dev.raglan.internal.type;

import java.util.ArrayList;
import java.util.List;

/** Reads a path from text. */
final class PathParser {

  private static final String ALLOWED =
      "allowed are names separated by dots, [index] and ['key'], as in choices[0].message.content";

  private final String path;
  private final List<PropertyPath.Step> steps = new ArrayList<>();
  private int at;

  PathParser(String path) {
    this.path = path;
  }

  List<PropertyPath.Step> steps() {
    boolean nameDue = !path.isEmpty() && path.charAt(0) != '[';
    while (nameDue || at < path.length()) {
      if (nameDue) {
        steps.add(name());
      } else {
        steps.add(bracket());
      }
      nameDue = at < path.length() && path.charAt(at) == '.';
      at += nameDue ? 1 : 0;
    }
    return steps;
  }

  private PropertyPath.Step name() {
    int start = at;
    while (at < path.length() && ".[]".indexOf(path.charAt(at)) < 0) {
      at++;
    }
    String name = path.substring(start, at);
    if (name.isBlank() || !name.equals(name.strip())) {
      throw wrong("a name is missing or has blanks around it", start);
    }
    if (name.equals("*")) {
      throw wrong("wildcards are not supported", start);
    }
    return new PropertyPath.Step.Name(name);
  }

  private PropertyPath.Step bracket() {
    int start = at;
    if (path.charAt(at) != '[' || at + 1 == path.length()) {
      throw wrong("unexpected '" + path.charAt(at) + "'", at);
    }
    char quote = path.charAt(at + 1);
    boolean quoted = quote == '\'' || quote == '"';
    int end = path.indexOf(quoted ? quote + "]" : "]", at + (quoted ? 2 : 1));
    if (end < 0) {
      throw wrong("'[' is not closed", start);
    }
    at = end + (quoted ? 2 : 1);
    return quoted
        ? new PropertyPath.Step.Name(path.substring(start + 2, end))
        : index(path.substring(start + 1, end), start);
  }

  private PropertyPath.Step index(String digits, int start) {
    try {
      return new PropertyPath.Step.Index(Integer.parseInt(digits));
    } catch (NumberFormatException noIndex) {
      throw wrong("'" + digits + "' is no index", start);
    }
  }

  private IllegalArgumentException wrong(String what, int where) {
    return new IllegalArgumentException(
        "The path \""
            + path
            + "\" is not valid at position "
            + where
            + ": "
            + what
            + "; "
            + ALLOWED);
  }
}
