package dev.raglan.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the words of Javadoc, README and docs: a first sentence defines, in plain English. */
class ProseTest {

  /** A clause where a noun or a verb belongs. A question ends with its mark, and is allowed. */
  private static final Pattern CLAUSE =
      Pattern.compile("^(What|Whether|How|Who|Whom|Whose)\\b(?![^.]*\\?)");

  /** "Where the image is"; "Where it is absent, nothing is written" is plain. */
  private static final Pattern PLACE =
      Pattern.compile("^(Which|In which|Why|Where)\\b(?![^.]*[?,:])");

  /** "A header that is none"; "if there is none" is plain. */
  private static final Pattern IS_NONE = Pattern.compile("(?<!\\bthere )\\b(is|are) none\\b");

  private static final Pattern LIST_ITEM = Pattern.compile("^(?:[-*]|\\d+\\.) +");
  private static final Pattern NO_PROSE = Pattern.compile("^(#|\\||```|\\s).*");

  static List<String> pages() {
    return Pages.all();
  }

  static Stream<String> modules() {
    return Sources.all().stream().map(Sources.Source::folder).distinct().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void javadocOpensWithANounOrAVerb(String module) {
    assertThat(javadocs(module).filter(javadoc -> opensAsNoDefinition(javadoc.text())))
        .extracting(javadoc -> javadoc.place() + ": " + javadoc.opening())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void javadocDoesNotSayIsNone(String module) {
    assertThat(javadocs(module).filter(javadoc -> saysIsNone(javadoc.text())))
        .extracting(javadoc -> javadoc.place() + ": " + javadoc.opening())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void paragraphsOpenWithASubject(String page) {
    List<String> openings = new ArrayList<>();
    String above = "";
    for (Line line : prose(page)) {
      boolean opens = above.isBlank() || LIST_ITEM.matcher(line.text()).find();
      if (opens && opensWithAClause(LIST_ITEM.matcher(line.text()).replaceFirst(""))) {
        openings.add(line.place() + ": " + line.text());
      }
      above = line.text();
    }
    assertThat(openings).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesDoNotSayIsNone(String page) {
    assertThat(prose(page).stream().filter(line -> saysIsNone(line.text())))
        .extracting(line -> line.place() + ": " + line.text())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What makes values fit to be rendered later. | true",
        "Whether it is there.                        | true",
        "How a span ends. Is it so?                  | true",
        "Who may enter.                              | true",
        "How does a span end?                        | false",
        "Whatever is left.                           | false",
        "Returns the number of spans.                | false",
      })
  void clausesAreTold(String text, boolean clause) {
    assertThat(opensWithAClause(text)).isEqualTo(clause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Where the image of a part is.              | true",
        "Which step it is.                          | true",
        "Where it is absent, nothing is written.    | false",
      })
  void placesAreTold(String text, boolean place) {
    assertThat(opensAsNoDefinition(text)).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource({
    "a header that is none, true",
    "fails if there is none, false",
    "none is read, false",
  })
  void isNoneIsTold(String text, boolean told) {
    assertThat(saysIsNone(text)).isEqualTo(told);
  }

  @Test
  void sourcesAndPagesAreFound() {
    assertThat(modules()).contains("core/", "aspectj/", "spring-boot-starter/", "tests/contract/");
    assertThat(javadocs("core/")).hasSizeGreaterThan(1000);
    assertThat(pages()).contains("README.md", "docs/spring.md");
  }

  private static boolean opensAsNoDefinition(String text) {
    return opensWithAClause(text) || PLACE.matcher(text).find();
  }

  private static boolean opensWithAClause(String text) {
    return CLAUSE.matcher(text).find();
  }

  private static boolean saysIsNone(String text) {
    return IS_NONE.matcher(text).find();
  }

  private static Stream<Javadoc> javadocs(String module) {
    return Sources.all().stream()
        .filter(source -> source.folder().equals(module))
        .flatMap(source -> Javadoc.of(source).stream());
  }

  /** Returns the lines of a page, those of code, headings and tables made blank. */
  private static List<Line> prose(String page) {
    List<Line> prose = new ArrayList<>();
    boolean code = false;
    int number = 1;
    for (String text : Pages.lines(page)) {
      boolean fence = text.startsWith("```");
      code ^= fence;
      boolean blank = code || fence || NO_PROSE.matcher(text).matches();
      prose.add(new Line(page + ":" + number++, blank ? "" : text));
    }
    return prose;
  }

  private record Line(String place, String text) {}
}
