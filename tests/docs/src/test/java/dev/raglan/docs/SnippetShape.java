package dev.raglan.docs;

/** A part of a Java program that a snippet may be, with the code that makes a unit of it. */
enum SnippetShape {
  TYPES("", ""),
  MEMBERS("abstract class Snippet%d extends Prelude {", "}"),
  STATEMENTS("abstract class Snippet%d extends Prelude { void run() throws Exception {", "}}");

  private final String open;
  private final String close;

  SnippetShape(String open, String close) {
    this.open = open;
    this.close = close;
  }

  String open(Snippet snippet) {
    return open.formatted(snippet.line());
  }

  String close() {
    return close;
  }
}
