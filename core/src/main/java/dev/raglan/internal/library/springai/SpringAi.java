package dev.raglan.internal.library.springai;

import dev.raglan.internal.chat.Completions;
import dev.raglan.internal.chat.FailureReader;
import dev.raglan.internal.chat.RequestSettings;
import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.CopyingExtractor;
import dev.raglan.internal.read.Extras;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Vectors;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message.Part;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.spi.ChunkReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;

/** Reads the types of Spring AI. */
public final class SpringAi extends CopyingExtractor {

  /** The client's answer, which holds the model's; its class is of another artifact. */
  private static final String CLIENT_RESPONSE =
      "org.springframework.ai.chat.client.ChatClientResponse";

  private static final PerClass<Function<Object, @Nullable Object>> CALLBACKS =
      new PerClass<>(PropertyPath.parse("toolCallbacks")::finderIn);

  private static final PropertyPath CHAT_RESPONSE = PropertyPath.parse("chatResponse");

  private final SpringAiUsages usages;
  private final Vectors vectors;

  public SpringAi(Shapes shapes, Vectors vectors) {
    this.usages = new SpringAiUsages(shapes);
    this.vectors = vectors;
  }

  /**
   * A response of which all is read but its usage, as a provider states it.
   *
   * @param usage Spring AI's own counts
   */
  private record Unmetered(
      Completion completion, dev.raglan.model.Usage usage, @Nullable Object ofProvider) {}

  @Override
  public boolean supports(Class<?> type) {
    return type == Unmetered.class
        || ChatResponse.class.isAssignableFrom(type)
        || Generation.class.isAssignableFrom(type)
        || Message.class.isAssignableFrom(type)
        || Prompt.class.isAssignableFrom(type)
        || Document.class.isAssignableFrom(type)
        || Embedding.class.isAssignableFrom(type)
        || EmbeddingRequest.class.isAssignableFrom(type)
        || EmbeddingResponse.class.isAssignableFrom(type)
        || type.getName().equals(CLIENT_RESPONSE);
  }

  @Override
  public Extraction extract(Object value) {
    if (value instanceof ChatResponse response) {
      return answer(chat(response, usages.of(response.getMetadata().getUsage())));
    }
    if (value instanceof Unmetered read) {
      return answer(read.completion().with(usages.of(read.usage(), read.ofProvider())));
    }
    if (value instanceof Generation generation) {
      return Messages.extraction(SpringAiMessages.of(generation.getOutput()));
    }
    if (value instanceof Message message) {
      return Messages.extraction(SpringAiMessages.of(message));
    }
    if (value instanceof Prompt prompt) {
      return SpringAiMessages.conversation(prompt.getInstructions());
    }
    if (value instanceof Document document) {
      return Extraction.ofDocuments(List.of(chunk(document)), 0);
    }
    return embeddingsOrClientResponse(value);
  }

  private static Extraction answer(Completion read) {
    return Extraction.of(read).with(FailureReader.ofReasons(read.finishReasons()));
  }

  @Override
  public Map<String, Object> settings(Object request) {
    Object options =
        request instanceof Prompt prompt
            ? prompt.getOptions()
            : request instanceof EmbeddingRequest embedding ? embedding.getOptions() : null;
    if (options == null) {
      return Map.of();
    }
    Map<String, Object> settings = RequestSettings.of(options, value -> value);
    if (CALLBACKS.get(options.getClass()).apply(options) instanceof List<?> callbacks
        && !callbacks.isEmpty()) {
      settings.put("tools", callbacks.stream().limit(Limits.TOOLS).map(SpringAi::tool).toList());
    }
    return settings;
  }

  private static Map<String, Object> tool(Object callback) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("type", "function");
    for (String each : new String[] {"name", "description"}) {
      Object told = PropertyPath.parse("toolDefinition." + each).find(callback);
      if (told != null) {
        tool.put(each, told);
      }
    }
    return tool;
  }

  private Extraction embeddingsOrClientResponse(Object value) {
    if (value instanceof EmbeddingResponse response) {
      return Extraction.of(embeddings(response));
    }
    if (value instanceof Embedding embedding) {
      return Extraction.of(embeddings(null, List.of(embedding)));
    }
    return CHAT_RESPONSE.find(value) instanceof ChatResponse response
        ? extract(response)
        : Extraction.NONE;
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    boolean client = first.getClass().getName().equals(CLIENT_RESPONSE);
    if (!client && !(first instanceof ChatResponse)) {
      return null;
    }
    return new SpringAiChunks(usages);
  }

  /** Copies a response that states its usage, which may be a value of a provider's client. */
  @Override
  public @Nullable Object copy(Object answer, Predicate<Object> isKept) {
    if (!(answer instanceof ChatResponse response)) {
      return null;
    }
    Usage usage = response.getMetadata().getUsage();
    dev.raglan.model.Usage stated = usage == null ? null : SpringAiUsages.stated(usage);
    Object ofProvider = usage == null ? null : usage.getNativeUsage();
    if (stated == null || ofProvider != null && !isKept.test(ofProvider)) {
      return null;
    }
    Completion completion = chat(response, null);
    return completion.messages().isEmpty() ? null : new Unmetered(completion, stated, ofProvider);
  }

  private static Completion chat(ChatResponse response, dev.raglan.model.@Nullable Usage usage) {
    List<Generation> results = response.getResults();
    int read = Math.min(results.size(), Limits.CHOICES);
    List<@Nullable String> reasons = new ArrayList<>(read);
    List<dev.raglan.model.Message> messages = new ArrayList<>(read);
    ChatResponseMetadata metadata = response.getMetadata();
    Part sources = SpringAiMessages.sources(metadata);
    List<Part> thoughts = new ArrayList<>();
    for (int i = 0; i < read; i++) {
      AssistantMessage output = results.get(i).getOutput();
      if (i + 1 < read && SpringAiMessages.isThought(output)) {
        SpringAiMessages.of(output).forEach(each -> thoughts.addAll(each.parts()));
      } else {
        reasons.add(SpringAiChunks.finishReason(results.get(i)));
        int answer = messages.size();
        SpringAiMessages.add(output, sources, messages);
        putBefore(messages, answer, thoughts);
        thoughts.clear();
      }
    }
    return new Completion(
            SpringAiChunks.orNull(metadata.getId()),
            SpringAiChunks.orNull(metadata.getModel()),
            messages,
            Completions.reasons(reasons),
            usage)
        .leavingOut(results.size() - read);
  }

  /** Thoughts that are results of their own are parts of the answer behind them. */
  private static void putBefore(
      List<dev.raglan.model.Message> messages, int answer, List<Part> thoughts) {
    if (thoughts.isEmpty() || answer == messages.size()) {
      return;
    }
    dev.raglan.model.Message said = messages.get(answer);
    dev.raglan.model.Message thought =
        new MessageParts(Messages.PIECES)
            .add(new dev.raglan.model.Message(said.role(), null, thoughts))
            .message(said.role(), null, null);
    List<Part> parts = new ArrayList<>(thought.parts());
    parts.addAll(said.parts());
    messages.set(answer, said.with(parts));
  }

  private static RetrievedChunk chunk(Document document) {
    return new RetrievedChunk(
        document.getId(),
        document.getText(),
        document.getScore(),
        Extras.of(document.getMetadata()));
  }

  private Embeddings embeddings(EmbeddingResponse response) {
    Embeddings read = embeddings(response.getMetadata().getModel(), response.getResults());
    return new Embeddings(
        read.model(),
        read.count(),
        read.dimensions(),
        read.vectors(),
        usages.of(response.getMetadata().getUsage()));
  }

  private Embeddings embeddings(@Nullable String model, List<Embedding> results) {
    return new Embeddings(
        SpringAiChunks.orNull(model),
        results.size(),
        results.isEmpty() ? null : (Integer) results.get(0).getOutput().length,
        vectors.of(results.stream().limit(Limits.VECTORS).map(Embedding::getOutput).toList()),
        null);
  }
}
