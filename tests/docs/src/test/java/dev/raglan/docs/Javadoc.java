package dev.raglan.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A documentation comment.
 *
 * @param place the file and line where it starts
 * @param text the description in one line, without the block tags
 */
record Javadoc(String place, String text) {

  private static final int OPENING = 100;

  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(?!/)(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*\\* ?");
  private static final Pattern TAGS = Pattern.compile("(?ms)^\\s*@\\w+.*");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");

  static List<Javadoc> of(Sources.Source source) {
    return COMMENT
        .matcher(source.text())
        .results()
        .map(comment -> new Javadoc(source.at(comment.start()), description(comment.group(1))))
        .filter(javadoc -> !javadoc.text().isEmpty())
        .toList();
  }

  /** Returns the first words of the text, enough to find it by. */
  String opening() {
    return text.length() <= OPENING ? text : text.substring(0, OPENING) + "...";
  }

  /** Returns the number of sentences in the text. */
  long sentences() {
    return SENTENCE_END.matcher(text).results().count();
  }

  private static String description(String comment) {
    String lines = MARGIN.matcher(comment).replaceAll("");
    return TAGS.matcher(lines).replaceFirst("").replaceAll("\\s+", " ").strip();
  }
}
