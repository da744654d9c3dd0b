package dev.raglan.internal.message;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.Placeholder;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one message, which come whole or in pieces. Pieces belong to the call of the
 * same id, else to the call of the same index, else to the last one. Not thread-safe.
 */
public final class ToolCalls {

  private static final String[] LISTS = {"tool_calls", "tool_execution_requests"};

  /** The index of a call in the form that OpenAI had before there were several. */
  private static final Long FUNCTION_CALL = -1L;

  private final List<GrowingCall> calls = new ArrayList<>();
  private int leftOut;

  /** A call that may still miss something. */
  private static final class GrowingCall {

    private final @Nullable Long index;
    private final JoinedText arguments = new JoinedText("", Limits.STREAMED_TEXT);
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String otherwise;
    private @Nullable ToolCall whole;

    private GrowingCall(@Nullable Long index) {
      this.index = index;
    }

    private @Nullable ToolCall call() {
      if (whole != null) {
        return whole;
      }
      String all = arguments.isEmpty() ? otherwise : arguments.text();
      return name == null ? null : new ToolCall(id, name, all);
    }
  }

  /** Adds the calls of a whole message. */
  void read(Shape message) {
    List<Shape> list = list(message);
    list.forEach(each -> whole(one(each)));
    leftOut += Math.max(0, message.size(LISTS) - Limits.PARTS);
    Shape old = list.isEmpty() ? message.at("function_call") : null;
    if (old != null) {
      whole(one(old));
    }
  }

  /** Adds the pieces of calls that a part of a message holds. */
  void readPieces(Shape delta) {
    List<Shape> list = list(delta);
    for (int i = 0; i < list.size(); i++) {
      Shape call = list.get(i);
      Shape function = function(call);
      String name = function.text("name");
      Long index = call.count("index");
      boolean byPosition = index == null && name == null && list.size() > 1;
      piece(byPosition ? (Long) (long) i : index, id(call), name, arguments(function));
    }
    Shape old = list.isEmpty() ? delta.at("function_call") : null;
    if (old != null) {
      piece(FUNCTION_CALL, null, old.text("name"), arguments(old));
    }
  }

  /** YandexGPT has the list in an object. */
  private static List<Shape> list(Shape message) {
    List<Shape> list = message.list(Limits.PARTS, LISTS);
    Shape holder = list.isEmpty() ? message.at("tool_call_list") : null;
    return holder == null ? list : holder.list(Limits.PARTS, LISTS);
  }

  /** Adds a call that is whole; null adds nothing. */
  void whole(@Nullable ToolCall call) {
    if (call != null) {
      add(null).whole = call;
    }
  }

  /** Adds a piece of a call, as far as it states the id, the name and arguments. */
  public void piece(
      @Nullable Long index,
      @Nullable String id,
      @Nullable String name,
      @Nullable Object arguments) {
    GrowingCall call = of(index, known(id), known(name));
    call.id = call.id == null ? known(id) : call.id;
    call.name = call.name == null ? known(name) : call.name;
    call.arguments.add(json(arguments));
  }

  /** Sets the arguments of a call whose pieces have all arrived; it is added if none has. */
  public void settle(ToolCall call) {
    GrowingCall growing = call.id() == null ? null : byId(call.id());
    if (growing == null) {
      whole(call);
    } else {
      growing.whole = call;
    }
  }

  /** Sets the arguments that a call has if no piece of it states any. */
  public void orElse(@Nullable Long index, @Nullable Object arguments) {
    GrowingCall call = last(index);
    if (call != null) {
      call.otherwise = json(arguments);
    }
  }

  private GrowingCall of(@Nullable Long index, @Nullable String id, @Nullable String name) {
    GrowingCall same = id == null ? null : byId(id);
    if (same != null) {
      return same;
    }
    GrowingCall last = last(index);
    boolean begins =
        last == null || name != null && (index == null || id != null && last.id != null);
    return last == null || begins ? add(index) : last;
  }

  private @Nullable GrowingCall byId(String id) {
    return calls.stream().filter(each -> id.equals(each.id)).findFirst().orElse(null);
  }

  private @Nullable GrowingCall last(@Nullable Long index) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (index == null || index.equals(calls.get(i).index)) {
        return calls.get(i);
      }
    }
    return null;
  }

  /** Begins a call; one that is not read if there are too many. */
  private GrowingCall add(@Nullable Long index) {
    GrowingCall call = new GrowingCall(index);
    if (calls.size() < Limits.PARTS) {
      calls.add(call);
    } else {
      leftOut++;
    }
    return call;
  }

  /** Returns how many calls there were beyond the limit, or pieces of them. */
  int leftOut() {
    return leftOut;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /** Returns the calls that have a name. */
  List<ToolCall> list() {
    List<ToolCall> list = new ArrayList<>();
    for (GrowingCall each : calls) {
      ToolCall call = each.call();
      if (call != null) {
        list.add(call);
      }
    }
    return list;
  }

  /** Reads one whole call; null if it has no name. */
  public static @Nullable ToolCall one(Shape call) {
    Shape function = function(call);
    String name = function.text("name", "tool_name");
    return name == null ? null : new ToolCall(id(call), name, json(arguments(function)));
  }

  private static Shape function(Shape call) {
    Shape nested = call.at("function", "custom");
    nested = nested == null ? call.at("function_call") : nested; // Of YandexGPT
    return nested == null ? call : nested;
  }

  private static @Nullable String id(Shape call) {
    return call.text("call_id", "id", "tool_call_id", "tool_use_id");
  }

  private static @Nullable Object arguments(Shape function) {
    return function.get("arguments", "input", "args");
  }

  private static @Nullable String known(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /**
   * Returns arguments or a result as JSON text, a text as it is; null for none, and for a value
   * that cannot be read: nothing is made of what stands in its place.
   */
  static @Nullable String json(@Nullable Object value) {
    if (value == null || value instanceof CharSequence) {
      return value == null ? null : value.toString();
    }
    String json = CipherTexts.JSON.json(value);
    boolean isText = json != null && json.length() > 2 && json.charAt(0) == '"';
    return isText && Placeholder.isForm(json.substring(1, json.length() - 1)) ? null : json;
  }
}
