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
