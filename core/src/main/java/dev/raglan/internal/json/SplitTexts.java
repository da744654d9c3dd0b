package dev.raglan.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.spi.Redactor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that are split over the elements of a list, as a model's answer is over the chunks of a
 * stream: no chunk alone shows one.
 *
 * <p>Short texts of the same property in elements that follow each other are put together and
 * redacted. If that hides anything, the first of them has the whole and the others are empty.
 */
final class SplitTexts {

  private static final JsonFactory JSON = new JsonFactory();

  /** A longer text is no chunk. */
  private static final int LONGEST = 256;

  /** The names that libraries give to the text of a chunk. */
  private static final Set<String> NAMES =
      Set.of(
          "answer",
          "chunk",
          "completion",
          "content",
          "data",
          "delta",
          "generated_text",
          "message",
          "output",
          "outputtext",
          "part",
          "partial_json",
          "response",
          "text",
          "value");

  private static final int SHORTEST_NAME =
      NAMES.stream().mapToInt(String::length).min().orElseThrow();

  private final String json;
  private final SafeRedactor redactor;

  /**
   * The place of the texts of a run.
   *
   * @param path the names that lead there; elements of a list have the same
   * @param name the property of the text
   */
  private record Place(String path, String name) {}

  private final Map<Place, List<Piece>> pieces = new LinkedHashMap<>();
  private final List<Piece> changed = new ArrayList<>();

  /** A text in the JSON, with its quotes, and what is to stand there instead. */
  private static final class Piece {

    private final int start;
    private final int end;
    private final String text;
    private String replacement = "";

    Piece(int start, int end, String text) {
      this.start = start;
      this.end = end;
      this.text = text;
    }
  }

  private SplitTexts(String json, SafeRedactor redactor) {
    this.json = json;
    this.redactor = redactor;
  }

  /**
   * Returns true if the value may be a text that belongs together with others of the same name.
   *
   * @param written how many characters it took as JSON; that tells of a text that was cut, or
   *     mostly hidden, how much is left
   */
  static boolean mayBePiece(String name, @Nullable Object value, int written) {
    boolean isShort =
        value instanceof CharSequence text
            ? text.length() <= LONGEST || written <= LONGEST + 2
            : value != null && !(value instanceof Number);
    return isShort && isNameOfPiece(name);
  }

  private static boolean isNameOfPiece(String name) {
    return name.length() >= SHORTEST_NAME && NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Returns true if the value is a list of objects, or has one among its named values. */
  static boolean mayBeIn(@Nullable Object value) {
    try {
      return value instanceof NamedValues named
          ? named.anyMatch(SplitTexts::isList)
          : isList(value);
    } catch (RuntimeException changedMeanwhile) {
      return true;
    }
  }

  private static boolean isList(@Nullable Object value) {
    if (value instanceof Object[] array) {
      return array.length > 1 && isObject(array[0]);
    }
    return value instanceof Collection<?> all
        && all.getClass().getName().startsWith("java.util.")
        && all.size() > 1
        && isObject(all.iterator().next());
  }

  private static boolean isObject(@Nullable Object first) {
    return first != null && !(first instanceof CharSequence) && !(first instanceof Number);
  }

  /** Returns the JSON without secrets that are split; the same instance if there are none. */
  static String hide(String json, SafeRedactor redactor, int maxLength) {
    try {
      String hidden = new SplitTexts(json, redactor).hidden();
      return hidden.length() <= maxLength ? hidden : '"' + Redactor.REDACTED + '"';
    } catch (IOException unreadable) {
      return json;
    }
  }

  private String hidden() throws IOException {
    collect();
    pieces.values().forEach(this::redactRuns);
    if (changed.isEmpty()) {
      return json;
    }
    changed.sort((one, other) -> Integer.compare(one.start, other.start));
    StringBuilder out = new StringBuilder(json.length());
    int copied = 0;
    for (Piece each : changed) {
      out.append(json, copied, each.start).append('"').append(each.replacement).append('"');
      copied = each.end;
    }
    return out.append(json, copied, json.length()).toString();
  }

  private void collect() throws IOException {
    Deque<String> paths = new ArrayDeque<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
          String name = parser.getParsingContext().getParent().getCurrentName();
          String above = paths.isEmpty() ? "" : paths.peek();
          paths.push(name == null ? above + '/' : above + '/' + name);
        } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
          paths.pop();
        } else if (token == JsonToken.VALUE_STRING) {
          add(parser, paths.isEmpty() ? "" : paths.peek());
        }
      }
    }
  }

  private void add(JsonParser parser, String path) throws IOException {
    String name = parser.getCurrentName();
    if (name != null && isNameOfPiece(name)) {
      int start = (int) parser.getTokenLocation().getCharOffset();
      String text = parser.getText();
      int end = (int) parser.getCurrentLocation().getCharOffset();
      pieces
          .computeIfAbsent(new Place(path, name), any -> new ArrayList<>())
          .add(new Piece(start, end, text));
    }
  }

  private void redactRuns(List<Piece> all) {
    int first = 0;
    for (int i = 0; i <= all.size(); i++) {
      if (i == all.size() || all.get(i).text.length() > LONGEST) {
        redactRun(all.subList(first, i));
        first = i + 1;
      }
    }
  }

  /** Returns the end of what goes on with a secret whose beginning was hidden. */
  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && isOfWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || "_-.+/=~".indexOf(c) >= 0;
  }

  private void redactRun(List<Piece> run) {
    if (run.size() < 2) {
      return;
    }
    StringBuilder joined = new StringBuilder();
    boolean goesOn = false;
    boolean left = false;
    for (Piece each : run) {
      int start = goesOn ? endOfWord(each.text) : 0;
      left |= start > 0;
      joined.append(each.text, start, each.text.length());
      goesOn = goesOn && start == each.text.length() || each.text.endsWith(Redactor.REDACTED);
    }
    String text = joined.toString();
    String redacted = redactor.redact(text);
    if (left || !redacted.equals(text)) {
      run.get(0).replacement = new String(JsonStringEncoder.getInstance().quoteAsString(redacted));
      changed.addAll(run);
    }
  }
}
