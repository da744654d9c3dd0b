package dev.raglan.internal.message;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one message, read whole or in pieces as they arrive, in their order: the reasoning
 * that stands beside the content, the content, and the calls that stand beside it. Texts that
 * follow each other are one. The results of tools become messages of their own. Not thread-safe.
 */
public final class MessageParts {

  private static final String AUDIO = "audio";
  private static final SortedMap<Long, MessageParts> NO_BLOCKS = Collections.emptySortedMap();

  private final String separator;
  private final JoinedText.Room textRoom;
  private final JoinedText.Room reasoningRoom;
  private final GrowingReasoning reasoning;

  /** The content: texts and reasoning that may grow, parts, and messages of tools. */
  private final List<Object> content = new ArrayList<>();

  /** Blocks by their index; most messages have none, and share this map. */
  private SortedMap<Long, MessageParts> blocks = NO_BLOCKS;

  private final ToolCalls calls = new ToolCalls();

  /** Those of the whole message, which its blocks add to. */
  private final Citations citations;

  private final boolean isBlock;

  /** The bytes of what is said aloud, which comes in pieces too; null for none. */
  private @Nullable Long sound;

  private int leftOut;

  /**
   * @param separator the separator of two texts
   */
  public MessageParts(String separator) {
    this(separator, Integer.MAX_VALUE);
  }

  /**
   * @param most the most characters of the texts, and of the reasoning
   */
  public MessageParts(String separator, int most) {
    this.separator = separator;
    this.textRoom = new JoinedText.Room(most);
    this.reasoningRoom = new JoinedText.Room(most);
    this.reasoning = new GrowingReasoning(separator, reasoningRoom);
    this.citations = new Citations();
    this.isBlock = false;
  }

  private MessageParts(String separator, MessageParts whole) {
    this.separator = separator;
    this.textRoom = whole.textRoom;
    this.reasoningRoom = whole.reasoningRoom;
    this.reasoning = new GrowingReasoning(separator, reasoningRoom);
    this.citations = whole.citations;
    this.isBlock = true;
  }

  public MessageParts text(@Nullable String more) {
    if (more != null && !more.isEmpty()) {
      Object last = last();
      if (last instanceof JoinedText growing) {
        growing.add(more);
      } else {
        JoinedText begun = new JoinedText(separator, textRoom);
        begun.add(more);
        addContent(begun);
      }
    }
    return this;
  }

  /** Adds to the reasoning that stands among the content. */
  void thought(@Nullable String more) {
    if (more != null && !more.isEmpty()) {
      thoughts().add(more);
    }
  }

  /**
   * Adds to the reasoning that stands among the content what came of it encrypted, of which the
   * size alone is kept.
   *
   * @param data base64 or bytes; null for none
   */
  void encryptedThought(@Nullable Object data) {
    Long bytes = Attachments.size(data);
    if (bytes != null) {
      thoughts().addEncrypted(bytes);
    }
  }

  /** Adds what came encrypted to reasoning before, or else to that beside the content. */
  void encryptedBefore(@Nullable Object data) {
    for (int i = content.size() - 1; i >= 0; i--) {
      if (content.get(i) instanceof GrowingReasoning thought) {
        thought.addEncrypted(Attachments.size(data));
        return;
      }
    }
    encrypted(data);
  }

  private GrowingReasoning thoughts() {
    if (last() instanceof GrowingReasoning growing) {
      return growing;
    }
    GrowingReasoning begun = new GrowingReasoning(separator, reasoningRoom);
    addContent(begun);
    return begun;
  }

  private @Nullable Object last() {
    return content.isEmpty() ? null : content.get(content.size() - 1);
  }

  /** Adds to the reasoning that stands beside the content. */
  public MessageParts reasoning(@Nullable String more) {
    reasoning.add(more);
    return this;
  }

  /**
   * Adds to the reasoning that stands beside the content what came of it encrypted, of which the
   * size alone is kept.
   *
   * @param data base64 or bytes; null for none
   */
  public MessageParts encrypted(@Nullable Object data) {
    return encryptedBytes(Attachments.size(data));
  }

  /** Adds the size of what came of the reasoning encrypted; null adds nothing. */
  public MessageParts encryptedBytes(@Nullable Long bytes) {
    reasoning.addEncrypted(bytes);
    return this;
  }

  /** Adds to the sound of a spoken answer, which stands behind its words. */
  void sound(String base64) {
    Long bytes = Attachments.inline(AUDIO, base64, null).bytes();
    sound = (sound == null ? 0 : sound) + (bytes == null ? 0 : bytes);
  }

  /** Adds a part, if the limit allows; else it is counted. */
  void part(Part part) {
    addContent(part);
  }

  /** Adds the message in which a tool answers, if the limit allows; else it is counted. */
  void answer(Message ofTool) {
    addContent(ofTool);
  }

  /** Counts parts that are not kept. */
  void leaveOut(int parts) {
    leftOut += parts;
  }

  private void addContent(Object part) {
    if (content.size() < Limits.PARTS) {
      content.add(part);
    } else {
      leftOut++;
    }
  }

  /** Adds calls that are whole and stand beside the content. */
  public MessageParts calls(List<ToolCall> more) {
    more.forEach(calls::whole);
    return this;
  }

  /** Adds attachments, as many as the limit allows; the others are counted. */
  public MessageParts attach(List<Attachment> more) {
    more.forEach(this::addContent);
    return this;
  }

  /** Adds parts behind the content so far; texts continue its last one. */
  public MessageParts add(Message message) {
    for (Part part : message.parts()) {
      if (part instanceof Text said) {
        text(said.text());
      } else if (part instanceof Reasoning thought) {
        add(thought);
      } else if (OtherPart.isCitations(part)) {
        citations.add(part);
      } else {
        addContent(part);
      }
    }
    leftOut += message.partsLeftOut();
    return this;
  }

  private void add(Reasoning thought) {
    thought(thought.text());
    if (thought.encryptedBytes() != null) {
      thoughts().addEncrypted(thought.encryptedBytes());
    }
  }

  /** Adds one source of the message; null adds nothing. */
  public MessageParts cite(@Nullable Shape source) {
    citations.one(source);
    return this;
  }

  /** Adds the part of another message that names its sources; null adds nothing. */
  public MessageParts cite(@Nullable Part sources) {
    if (sources != null) {
      citations.add(sources);
    }
    return this;
  }

  /** Adds the sources that a message, or a part of one, names beside its text. */
  public MessageParts citeBesideText(Shape part) {
    citations.besideText(part);
    return this;
  }

  /** Adds the sources that a choice names beside its message. */
  public MessageParts citeOfChoice(Shape choice) {
    citations.ofChoice(choice);
    return this;
  }

  /** Adds the sources that a response names beside its answer. */
  public MessageParts citeOfResponse(Shape response) {
    citations.ofResponse(response);
    return this;
  }

  /** Returns the calls that stand beside the content, for pieces of them. */
  public ToolCalls calls() {
    return calls;
  }

  /**
   * Returns the block of that index, which grows by itself and stands behind the content in the
   * order of the indexes.
   *
   * @param index null for the last one
   */
  public MessageParts block(@Nullable Long index, String itsSeparator) {
    Long known = index == null ? (blocks.isEmpty() ? (Long) 0L : blocks.lastKey()) : index;
    MessageParts block = blocks.get(known);
    if (block == null) {
      block = new MessageParts(itsSeparator, this);
      if (blocks.size() < Limits.PARTS) {
        blocks = blocks == NO_BLOCKS ? new TreeMap<>() : blocks;
        blocks.put(known, block);
      } else {
        leftOut++;
      }
    }
    return block;
  }

  /** Adds everything that a whole message holds. */
  public MessageParts read(Shape message) {
    return read(message, false);
  }

  /**
   * Adds everything that a message, or a part of one, holds.
   *
   * @param piece true for a part: its tool calls may continue those of earlier parts
   */
  public MessageParts read(Shape message, boolean piece) {
    new PartReader(this).read(message, piece);
    return this;
  }

  /** Adds content of any form: a text, one part, or a list of parts. */
  public MessageParts content(@Nullable Shape said) {
    new PartReader(this).content(said);
    return this;
  }

  /** Adds one part of an answer that is spoken: its sound comes in pieces. */
  public MessageParts spoken(Shape part) {
    Shape inline = part.at("inline_data");
    String type = inline == null ? null : inline.text("mime_type");
    String data = inline == null ? null : inline.text("data");
    if (data == null || !AUDIO.equals(Attachments.modality(type))) {
      return part(part);
    }
    sound(data);
    return this;
  }

  /** Adds one part of a message. */
  public MessageParts part(Shape part) {
    new PartReader(this).part(part);
    return this;
  }

  /** Returns the messages: one, or more where tools answer in between. */
  public List<Message> messages(String role, @Nullable String name, @Nullable String toolCallId) {
    if (!hasMessages()) {
      return List.of(message(role, name, toolCallId));
    }
    List<Message> messages = new ArrayList<>();
    List<Part> own = new ArrayList<>();
    for (Object each : ordered()) {
      if (each instanceof Message ofTool) {
        flush(role, name, own, messages);
        messages.add(ofTool);
      } else {
        own.add((Part) each);
      }
    }
    flush(role, name, own, messages);
    int last = messages.size() - 1;
    Message newest = messages.get(last);
    int missing = newest.partsLeftOut() + allLeftOut();
    messages.set(last, new Message(newest.role(), newest.name(), newest.parts(), missing));
    return messages;
  }

  private boolean hasMessages() {
    for (Object each : content) {
      if (each instanceof Message) {
        return true;
      }
    }
    return false;
  }

  private static void flush(
      String role, @Nullable String name, List<Part> own, List<Message> messages) {
    if (!own.isEmpty()) {
      messages.add(new Message(role, name, own));
      own.clear();
    }
  }

  /** Returns true if there is nothing, or nothing that is known to be a part of a message. */
  public boolean isOfOtherTypes() {
    return reasoning.isEmpty()
        && blocks.isEmpty()
        && calls.isEmpty()
        && sound == null
        && content.stream().allMatch(OtherPart.class::isInstance);
  }

  public boolean isEmpty() {
    return reasoning.isEmpty()
        && content.isEmpty()
        && blocks.isEmpty()
        && calls.isEmpty()
        && sound == null;
  }

  /** Returns the message, without what tools answer. */
  public Message message(String role, @Nullable String name, @Nullable String toolCallId) {
    List<Part> parts = new ArrayList<>();
    for (Object each : ordered()) {
      if (each instanceof Part part) {
        parts.add(part);
      }
    }
    Message read = new Message(role, name, parts, allLeftOut());
    return toolCallId == null ? read : ToolAnswers.answering(read, name, toolCallId, false);
  }

  private int allLeftOut() {
    int all = leftOut + calls.leftOut() + (isBlock ? 0 : citations.leftOut());
    if (!blocks.isEmpty()) {
      for (MessageParts block : blocks.values()) {
        all += block.allLeftOut();
      }
    }
    return all;
  }

  /** Returns parts and messages of tools. */
  private List<Object> ordered() {
    List<Object> all = new ArrayList<>();
    if (!reasoning.isEmpty()) {
      all.add(reasoning.part());
    }
    for (Object each : content) {
      all.add(ended(each));
    }
    if (!blocks.isEmpty()) {
      blocks.values().forEach(block -> block.ordered().forEach(each -> join(each, all)));
    }
    if (sound != null) {
      all.add(new Attachment(AUDIO, null, null, sound));
    }
    Part sources = isBlock ? null : citations.part();
    if (sources != null) {
      all.add(sources);
    }
    all.addAll(calls.list());
    return all;
  }

  private static Object ended(Object content) {
    if (content instanceof JoinedText growing) {
      String said = growing.text();
      return new Text(said == null ? "" : said);
    }
    return content instanceof GrowingReasoning growing ? growing.part() : content;
  }

  /** Adds a part of a block; a text continues the one before it. */
  private void join(Object part, List<Object> all) {
    int last = all.size() - 1;
    Object before = last < 0 ? null : all.get(last);
    if (part instanceof Text more && before instanceof Text said) {
      all.set(last, new Text(said.text() + separator + more.text()));
    } else if (part instanceof Reasoning more && before instanceof Reasoning thought) {
      all.set(last, GrowingReasoning.joined(thought, separator, more));
    } else {
      all.add(part);
    }
  }
}
