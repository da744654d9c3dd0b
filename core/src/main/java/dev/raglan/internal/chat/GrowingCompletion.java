package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A response that arrives in chunks, or several in one stream: the rounds of an agent, or a
 * fallback after half an answer. Usage continues within a response and is summed over responses.
 * Not thread-safe.
 */
public final class GrowingCompletion {

  /** The most choices beyond the limit that are counted. */
  private static final int MOST_COUNTED = 1024;

  private final int most;
  private final boolean cumulative;
  private final List<Response> responses = new ArrayList<>(1);
  private Response current = new Response();
  private @Nullable Failure failure;

  /** Creates a stream of responses that each state their own usage. */
  public GrowingCompletion() {
    this(Limits.STREAMED_TEXT, false);
  }

  private GrowingCompletion(int most, boolean cumulative) {
    this.most = most;
    this.cumulative = cumulative;
    responses.add(current);
  }

  /** Returns a response that arrives whole: its text has no limit. */
  static GrowingCompletion whole() {
    return new GrowingCompletion(Integer.MAX_VALUE, false);
  }

  /**
   * Returns a stream of responses, of which each states the usage of all so far: what it states is
   * said by the last of them. One that states none at its beginning states its own alone.
   */
  public static GrowingCompletion cumulative() {
    return new GrowingCompletion(Limits.STREAMED_TEXT, true);
  }

  /**
   * Adds what most chunks repeat; another id begins another response, or goes on with one whose
   * chunks come between those of others.
   */
  public void about(@Nullable String id, @Nullable String model, @Nullable Usage usage) {
    if (id != null && isKnown(id) && current.id != null && !current.id.equals(id)) {
      change(id);
    }
    current.id = isKnown(id) ? id : current.id;
    current.model = isKnown(model) ? model : current.model;
    current.tellUsage(usage);
  }

  private static boolean isKnown(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private void change(String id) {
    for (Response each : responses) {
      if (id.equals(each.id)) {
        current = each;
        return;
      }
    }
    begin();
  }

  /** Begins another response, unless nothing has arrived of this one. */
  void begin() {
    if (!current.isEmpty()) {
      current = new Response();
      if (responses.size() < Limits.MESSAGES) {
        responses.add(current);
      }
    }
  }

  /** Returns the choice of that index; one that is not read if there are too many. */
  public Choice choice(long index) {
    Choice known = current.choices.get(index);
    if (known == null) {
      known = new Choice(most);
      if (current.choices.size() < Limits.CHOICES) {
        current.choices.put(index, known);
      } else {
        current.leaveOut(index);
      }
    }
    return known;
  }

  /** Returns the first choice of the response, which begins with this call if it has none yet. */
  public Choice firstChoice() {
    return choice(current.choices.isEmpty() ? 0 : current.choices.firstKey());
  }

  boolean isEmpty() {
    return responses.size() == 1 && current.isEmpty();
  }

  /** Returns what arrived so far. */
  public Extraction result() {
    Completion completion = completion();
    Extraction read = completion == null ? Extraction.NONE : Extraction.of(completion);
    return read.with(failure == null && completion != null ? ended(completion) : failure);
  }

  private static @Nullable Failure ended(Completion completion) {
    return FailureReader.ofReasons(completion.finishReasons());
  }

  /** Adds that the response failed; null adds nothing. */
  void failed(@Nullable Failure told) {
    failure = failure == null ? told : failure;
  }

  @Nullable Failure failure() {
    return failure;
  }

  /** Returns what arrived so far; null if nothing did. */
  @Nullable Completion completion() {
    if (isEmpty()) {
      return null;
    }
    List<Completion> all = responses.stream().map(Response::completion).toList();
    Completion merged = Completions.merged(all);
    if (merged == null || !cumulative || all.size() == 1) {
      return merged;
    }
    Usage usage = null;
    for (Response each : responses) {
      usage =
          each.includesEarlier
              ? UsageReader.continued(usage, each.usage)
              : UsageReader.sum(usage, each.usage);
    }
    String last = current.id == null ? merged.responseId() : current.id;
    return new Completion(last, merged.model(), merged.messages(), merged.finishReasons(), usage)
        .leavingOut(merged.messagesLeftOut());
  }

  /** One of the responses. */
  private static final class Response {

    private final SortedMap<Long, Choice> choices = new TreeMap<>();
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable Usage usage;
    private boolean isTold;

    /** True if a usage was stated from the beginning, when its own was not known yet. */
    private boolean includesEarlier;

    /** The indexes of choices that are not read. */
    private final Set<Long> leftOut = new HashSet<>();

    private boolean isEmpty() {
      return choices.isEmpty() && id == null && model == null && usage == null;
    }

    private void tellUsage(@Nullable Usage more) {
      includesEarlier = isTold ? includesEarlier : more != null;
      isTold = true;
      usage = UsageReader.continued(usage, more);
    }

    private void leaveOut(long index) {
      if (leftOut.size() < MOST_COUNTED) {
        leftOut.add(index);
      }
    }

    private Completion completion() {
      List<Message> messages = new ArrayList<>();
      List<@Nullable String> reasons = new ArrayList<>();
      for (Choice choice : choices.values()) {
        messages.addAll(choice.messages());
        reasons.add(choice.finishReason);
      }
      return new Completion(id, model, messages, Completions.reasons(reasons), usage)
          .leavingOut(leftOut.size());
    }
  }

  /** One of the answers of a response. */
  public static final class Choice {

    private final MessageParts parts;
    private String role = Roles.ASSISTANT;
    private @Nullable String name;
    private @Nullable String finishReason;

    private Choice(int most) {
      this.parts = new MessageParts(Messages.PIECES, most);
    }

    /** Returns the parts of the message, to be added to. */
    public MessageParts parts() {
      return parts;
    }

    /** Returns true if the text of a whole message is the one that has come in pieces. */
    boolean hasSaid(Shape message) {
      String said = parts.isEmpty() ? null : parts.message(role, name, null).content();
      if (said == null) {
        return false;
      }
      MessageParts whole = new MessageParts(Messages.PIECES).read(message);
      return said.equals(whole.message(role, name, null).content());
    }

    /** Sets who speaks, where the message states it. */
    void spokenBy(@Nullable String newRole, @Nullable String newName) {
      String known = Roles.of(newRole);
      role = known == null ? role : known;
      name = newName == null ? name : newName;
    }

    /** Sets why the model stopped; null and an empty text set nothing. */
    public void finished(@Nullable String reason) {
      finishReason = isKnown(reason) ? reason : finishReason;
    }

    private List<Message> messages() {
      return parts.messages(role, name, null);
    }
  }
}
