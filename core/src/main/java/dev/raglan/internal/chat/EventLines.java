package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
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

  /** The comments of OpenRouter and DeepSeek while they have nothing to send yet. */
  private static final Set<String> WAITING = Set.of(": OPENROUTER PROCESSING", ": keep-alive");

  /** The event of Replicate's whose data are a piece of the text as it is. */
  private static final String OUTPUT = "output";

  /** Events with which an answer begins, or with which a provider refuses one. */
  private static final Set<String> FIRST =
      Set.of(
          "message_start",
          "response.created",
          "message-start",
          "messageStart",
          "error",
          "thread.created",
          "thread.run.created",
          "interaction.start",
          "interaction.created",
          OUTPUT);

  /** The mark that may stand before all lines. */
  private static final String MARK = "\uFEFF";

  /** The most lines before the first data. */
  static final int MOST_BEFORE = 16;

  private static final int MOST_LINES = 16_384;

  private final Shapes shapes;
  private final Function<String, @Nullable Object> json;
  private final GrowingCompletion plain = new GrowingCompletion();
  private @Nullable ChunkReader reader;
  private String event = "";
  private boolean isLaterLine;

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
    if (isBeginning(firstLine(text)) || text.startsWith(EVENT) && text.contains("\n" + DATA)) {
      return new EventLines(shapes, json);
    }
    int at = firstData(text);
    if (at < 0) {
      return null;
    }
    Object tree = json.apply(firstLine(text.substring(at + DATA.length())));
    boolean isChunk = tree != null && shapes.chunks(shapes.of(tree)) != null;
    return isChunk ? new EventLines(shapes, json) : null;
  }

  /** Returns true for a line that stands before the first data of an answer, or an error. */
  private static boolean isBeginning(String line) {
    return WAITING.contains(line)
        || line.startsWith(EVENT) && FIRST.contains(line.substring(EVENT.length()).strip());
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return (line.startsWith(MARK) ? line.substring(1) : line).strip();
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
          .forEach(this::addLine);
    }
  }

  private void addLine(String line) {
    if (line.startsWith(DATA)) {
      addData(line.substring(DATA.length()));
      isLaterLine = true;
    } else if (line.startsWith(EVENT)) {
      event = line.substring(EVENT.length()).strip();
      isLaterLine = false;
    } else if (line.isEmpty()) {
      isLaterLine = false;
    }
  }

  private void addData(String data) {
    Object tree = json.apply(data);
    if (tree != null && reader == null) {
      Shape shape = shapes.of(tree);
      reader = shapes.chunks(shape);
    }
    if (reader == null) {
      addText(data);
    } else if (tree != null) { // Else such as [DONE].
      reader.add(tree);
    }
  }

  private void addText(String data) {
    if (event.equals(OUTPUT)) {
      String text = data.startsWith(" ") ? data.substring(1) : data;
      plain.choice(0).parts().text(isLaterLine ? "\n" + text : text);
    } else if (event.equals("error")) {
      plain.failed(new Failure(FailureReader.OTHER, data.strip(), null));
    }
  }

  @Override
  public Extraction result() {
    return reader == null ? plain.result() : reader.result();
  }
}
