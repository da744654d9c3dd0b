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

  /** The fields and comments that may stand before the data of a whole text. */
  private static final Set<String> BEFORE_DATA = Set.of(EVENT, "id:", "retry:", ":");

  /** The comments of OpenRouter and DeepSeek while they have nothing to send yet. */
  private static final Set<String> WAITING = Set.of(": OPENROUTER PROCESSING", ": keep-alive");

  /** Events with which an answer begins, or with which a provider refuses one. */
  private static final Set<String> FIRST =
      Set.of("message_start", "response.created", "message-start", "messageStart", "error");

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
    if (BEFORE_DATA.stream().anyMatch(text::startsWith)) {
      return isBeginning(text) || text.contains("\n" + DATA) ? new EventLines(shapes, json) : null;
    }
    if (!text.startsWith(DATA)) {
      return null;
    }
    Object tree = json.apply(firstLine(text).substring(DATA.length()));
    boolean isChunk = tree != null && shapes.chunks(shapes.of(tree)) != null;
    return isChunk ? new EventLines(shapes, json) : null;
  }

  /** Returns true for a line that stands before the first data of an answer, or an error. */
  private static boolean isBeginning(String text) {
    String line = firstLine(text).strip();
    return WAITING.contains(line)
        || line.startsWith(EVENT) && FIRST.contains(line.substring(EVENT.length()).strip());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public void add(Object chunk) {
    if (chunk instanceof CharSequence text) {
      text.toString()
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
