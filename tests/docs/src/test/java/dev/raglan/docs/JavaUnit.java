package dev.raglan.docs;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.SimpleJavaFileObject;

/** A compilation unit that knows where each of its lines comes from. */
final class JavaUnit extends SimpleJavaFileObject {

  private final List<String> lines = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  /**
   * @param name a name for the compiler that no other unit of the page has
   */
  JavaUnit(String name) {
    super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
  }

  /**
   * @param place the file and line that the text comes from
   */
  void add(String text, String place) {
    lines.add(text);
    places.add(place);
  }

  /** Returns the place that a line of this unit, counted from 1, comes from. */
  String place(long line) {
    return places.get(Math.toIntExact(line) - 1);
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return String.join("\n", lines) + "\n";
  }

  /** Returns true: a public type of a snippet is not named as its file is. */
  @Override
  public boolean isNameCompatible(String simpleName, Kind kind) {
    return true;
  }
}
