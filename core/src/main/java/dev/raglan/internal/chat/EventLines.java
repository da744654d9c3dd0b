package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lines of server-sent events as they came over the wire, whole texts or one by one: the data of
 * each is a chunk of an answer. Not thread-safe.
 */
final class EventLines implements ChunkReader {

  private static final String DATA = "data:";
  private static final String EVENT = "event:";

  /** Events with which an answer begins. */
  private static final Set<String> FIRST =
      Set.of("message_start", "response.created", "message-start", "messageStart");

  /** The mark that may stand before all lines. */
  private static final String MARK = "\uFEFF";

  /** The most lines before the first data. */
  static final int MOST_BEFORE = 16;

  private static final int MOST_LINES = 16_384;

  private final Shapes shapes;
  private final Function<String, @Nullable Object> json;
  private @Nullable ChunkReader reader;

  /**
   * @param json returns the tree of a text; null if it is not JSON
   */
  private EventLines(Shapes shapes, Function<String, @Nullable Object> json) {
    this.shapes = shapes;
    this.json = json;
  }

  /** Returns a reader for lines that begin with the text; null if no answer begins so. */
  static @Nullable EventLines of(
      String text, Shapes shapes, Function<String, @Nullable Object> json) {
    if (text.startsWith(EVENT)) {
      String event = text.lines().findFirst().orElse("").substring(EVENT.length()).strip();
      return FIRST.contains(event) || text.contains("\n" + DATA)
          ? new EventLines(shapes, json)
          : null;
    }
    int at = firstData(text);
    if (at < 0) {
      return null;
    }
    String data = text.substring(at + DATA.length()).lines().findFirst().orElse("");
    Object tree = json.apply(data);
    boolean isChunk = tree != null && shapes.chunks(shapes.of(tree)) != null;
    return isChunk ? new EventLines(shapes, json) : null;
  }

  /** Returns where the first data are, with nothing but other fields of events before; else -1. */
  private static int firstData(String text) {
    int at = text.startsWith(MARK) ? 1 : 0;
    for (int line = 0; line < MOST_BEFORE && at < text.length(); line++) {
      if (text.startsWith(DATA, at)) {
        return at;
      }
      int end = isBesideData(text, at) ? text.indexOf('\n', at) : -1;
      if (end < 0) {
        return -1;
      }
      at = end + 1;
    }
    return -1;
  }

  /** Tells whether a line of events, which has no data, stands before others that may have them. */
  static boolean isBesideData(String line) {
    return line.isEmpty() || isBesideData(line, 0);
  }

  private static boolean isBesideData(String text, int at) {
    char first = text.charAt(at);
    return first == ':'
        || first == '\n'
        || first == '\r'
        || text.startsWith(EVENT, at)
        || text.startsWith("id:", at)
        || text.startsWith("retry:", at);
  }

  @Override
  public void add(Object chunk) {
    if (chunk instanceof CharSequence text) {
      String all = text.toString();
      (all.startsWith(MARK) ? all.substring(1) : all)
          .lines()
          .limit(MOST_LINES)
          .filter(each -> each.startsWith(DATA))
          .forEach(each -> addData(each.substring(DATA.length())));
    }
  }

  private void addData(String data) {
    Object tree = json.apply(data);
    if (tree == null) {
      return; // Such as [DONE].
    }
    if (reader == null) {
      Shape shape = shapes.of(tree);
      reader = shapes.chunks(shape);
    }
    if (reader != null) {
      reader.add(tree);
    }
  }

  @Override
  public Extraction result() {
    return reader == null ? Extraction.NONE : reader.result();
  }
}
