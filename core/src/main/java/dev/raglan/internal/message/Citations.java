package dev.raglan.internal.message;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources that a message names, each as its provider states it, in their order: one part of the
 * message, behind what they are sources of. Providers state them in parts, in messages, in choices
 * and in responses, and some in every chunk again: the same source is named once. Not thread-safe.
 */
public final class Citations {

  /** Of Perplexity, xAI, Zhipu, ERNIE and Cohere, beside the choices of a response. */
  private static final String[] OF_RESPONSE = {"citations", "search_results", "web_search"};

  /** Of DashScope, an object with a list in it. */
  private static final String SEARCH = "search_info";

  /** Of Gemini: objects beside the content, with the lists in them. */
  private static final List<List<String>> OF_CHOICE =
      List.of(
          List.of("grounding_metadata", "grounding_chunks", "grounding_supports"),
          List.of("citation_metadata", "citations", "citation_sources"),
          List.of("url_context_metadata", "url_metadata"));

  /** Most messages name no source, and share the empty one. */
  private Set<String> named = Set.of();

  private int room = Limits.STREAMED_TEXT;
  private int leftOut;

  /** Returns true if a response may name sources beside its choices. */
  public static boolean isNamedBy(Shape response) {
    return response.has(OF_RESPONSE) || response.has(SEARCH);
  }

  /** Returns the sources of a list as the part of a message; null for none, and for no list. */
  public static @Nullable Part of(@Nullable Object list) {
    if (list == null || !ListElements.isList(list) || isEmpty(list)) {
      return null;
    }
    Citations citations = new Citations();
    citations.all(Shape.of(list));
    return citations.part();
  }

  /** Returns true for no source, or the empty one that Spring AI has in each chunk for none. */
  private static boolean isEmpty(Object list) {
    int size = ListElements.size(list);
    return size == 0
        || size == 1
            && ListElements.iterator(list).next() instanceof Map<?, ?> only
            && only.isEmpty();
  }

  /** Adds what a message or a part of one names. */
  void besideText(Shape part) {
    all(part.at("annotations"));
    all(part.at("citations"));
    Shape context = part.at("context"); // Of Azure, where it searches the customer's data.
    if (context != null && !context.isText()) {
      all(context.at("citations"));
    }
  }

  /** Adds what a choice names beside its message. */
  void ofChoice(Shape choice) {
    for (List<String> names : OF_CHOICE) {
      Shape holder = choice.at(names.get(0));
      if (holder != null && !holder.isText()) {
        names.subList(1, names.size()).forEach(name -> all(holder.at(name)));
      }
    }
  }

  /** Adds what a response names beside its choices. */
  void ofResponse(Shape response) {
    for (String name : OF_RESPONSE) {
      all(response.at(name));
    }
    Shape search = response.at(SEARCH);
    if (search != null && !search.isText()) {
      all(search.at("search_results"));
    }
  }

  private void all(@Nullable Shape list) {
    if (list != null && ListElements.isList(list.value())) {
      list.elements(Limits.PARTS).forEach(this::one);
      leftOut += Math.max(0, ListElements.size(list.value()) - Limits.PARTS);
    }
  }

  /** Adds one source; null adds nothing. */
  void one(@Nullable Shape source) {
    if (source != null) {
      add(CipherTexts.JSON.json(source.value()));
    }
  }

  /** Adds those that another message names. */
  void add(Part part) {
    String json = ((OtherPart) part).json();
    add(json.substring(1, json.length() - 1));
  }

  private void add(String json) {
    if (named.contains(json) || json.equals("{}")) {
      return;
    }
    if (named.size() < Limits.PARTS && json.length() <= room) {
      named = named.isEmpty() ? new LinkedHashSet<>() : named;
      named.add(json);
      room -= json.length();
    } else {
      leftOut++;
    }
  }

  /** Returns how many sources there were beyond the limit. */
  int leftOut() {
    return leftOut;
  }

  /** Returns the part; null if no source is named. */
  @Nullable Part part() {
    return named.isEmpty()
        ? null
        : new OtherPart(OtherPart.CITATIONS, "[" + String.join(",", named) + "]");
  }
}
