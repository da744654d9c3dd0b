package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A response that arrives in chunks. Not thread-safe. */
public final class GrowingCompletion {

  private final SortedMap<Long, Choice> choices = new TreeMap<>();
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable Usage usage;

  /** Takes note of what most chunks repeat. */
  public void about(@Nullable String newId, @Nullable String newModel, @Nullable Usage newUsage) {
    id = newId == null || newId.isEmpty() ? id : newId;
    model = newModel == null || newModel.isEmpty() ? model : newModel;
    usage = UsageReader.continued(usage, newUsage);
  }

  /** The choice of that index; one that nobody reads if there are too many. */
  public Choice choice(long index) {
    Choice known = choices.get(index);
    if (known == null) {
      known = new Choice();
      if (choices.size() < Limits.CHOICES) {
        choices.put(index, known);
      }
    }
    return known;
  }

  boolean isEmpty() {
    return choices.isEmpty() && id == null && model == null && usage == null;
  }

  /** What arrived so far. */
  public Extraction result() {
    List<Message> messages = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Choice choice : choices.values()) {
      messages.add(choice.message());
      if (choice.finishReason != null) {
        reasons.add(choice.finishReason);
      }
    }
    return isEmpty()
        ? Extraction.NONE
        : Extraction.of(new Completion(id, model, messages, reasons, usage));
  }

  /** One of the answers. */
  public static final class Choice {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final SortedMap<Long, Call> calls = new TreeMap<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable String finishReason;

    public Choice text(@Nullable String more) {
      append(text, more);
      return this;
    }

    public Choice reasoning(@Nullable String more) {
      append(reasoning, more);
      return this;
    }

    public Choice finished(@Nullable String reason) {
      finishReason = reason == null || reason.isEmpty() ? finishReason : reason;
      return this;
    }

    public Choice attach(List<Attachment> more) {
      more.stream().limit(Limits.PARTS - attachments.size()).forEach(attachments::add);
      return this;
    }

    /** The tool call of that index; one that nobody reads if there are too many. */
    Call call(long index) {
      Call known = calls.get(index);
      if (known == null) {
        known = new Call();
        if (calls.size() < Limits.PARTS) {
          calls.put(index, known);
        }
      }
      return known;
    }

    /** Adds a tool call that arrived whole. */
    public void whole(ToolCall call) {
      Call added = call(calls.isEmpty() ? 0 : calls.lastKey() + 1);
      added.named(call.id(), call.name());
      added.arguments(call.arguments());
    }

    private Message message() {
      List<ToolCall> whole = new ArrayList<>();
      calls.values().forEach(call -> call.addTo(whole));
      return new Message(
          Roles.ASSISTANT, orNull(text), orNull(reasoning), null, whole, null, attachments);
    }
  }

  /** One tool call. */
  static final class Call {

    private final StringBuilder arguments = new StringBuilder();
    private @Nullable String id;
    private @Nullable String name;

    Call named(@Nullable String newId, @Nullable String newName) {
      id = newId == null || newId.isEmpty() ? id : newId;
      name = newName == null || newName.isEmpty() ? name : newName;
      return this;
    }

    void arguments(@Nullable String more) {
      append(arguments, more);
    }

    private void addTo(List<ToolCall> whole) {
      if (name != null) {
        whole.add(new ToolCall(id, name, orNull(arguments)));
      }
    }
  }

  private static void append(StringBuilder builder, @Nullable String more) {
    if (more != null) {
      int room = Limits.STREAMED_TEXT - builder.length();
      builder.append(more, 0, Math.min(room, more.length()));
    }
  }

  private static @Nullable String orNull(StringBuilder builder) {
    return builder.length() == 0 ? null : builder.toString();
  }
}
