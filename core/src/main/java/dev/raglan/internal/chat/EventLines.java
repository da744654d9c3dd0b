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

  /** The fields and comments that may stand before the data of a whole text. */
  private static final Set<String> BEFORE_DATA = Set.of(EVENT, "id:", "retry:", ":");

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
      text.toString().lines().limit(MOST_LINES).forEach(this::addLine);
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
