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

  /** The event of Replicate's whose data are a piece of the text as it is. */
  private static final String OUTPUT = "output";

  /** Events with which an answer begins. */
  private static final Set<String> FIRST =
      Set.of(
          "message_start",
          "response.created",
          "message-start",
          "messageStart",
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
    if (text.startsWith(EVENT)) {
      String event = text.lines().findFirst().orElse("").substring(EVENT.length()).strip();
      return FIRST.contains(event) || text.contains("\n" + DATA)
          ? new EventLines(shapes, json)
          : null;
    }
    if (!text.startsWith(DATA)) {
      return null;
    }
    String data = text.lines().findFirst().orElse("").substring(DATA.length());
    Object tree = json.apply(data);
    boolean isChunk = tree != null && shapes.chunks(shapes.of(tree)) != null;
    return isChunk ? new EventLines(shapes, json) : null;
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
