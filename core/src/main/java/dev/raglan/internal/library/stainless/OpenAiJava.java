package dev.raglan.internal.library.stainless;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.MultipartField;
import com.openai.core.ObjectMappers;
import com.openai.core.Page;
import com.openai.core.Params;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.Embedding;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.StructuredResponse;
import dev.raglan.internal.chat.RequestSettings;
import dev.raglan.internal.chat.Requests;
import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.read.Vectors;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of openai-java: each is converted to the JSON that it stands for and read by its
 * shape, so that a field that a newer or a compatible server leaves out does no harm.
 */
public final class OpenAiJava implements ResultExtractor {

  /** Of requests there nothing is read: they hold streams. */
  private static final String AUDIO = "com.openai.models.audio.";

  private static final List<String> PACKAGES =
      List.of(
          AUDIO + "transcriptions.",
          AUDIO + "translations.",
          "com.openai.models.chat.completions.",
          "com.openai.models.completions.",
          "com.openai.models.embeddings.",
          "com.openai.models.images.",
          "com.openai.models.responses.",
          "com.openai.models.beta.assistants.AssistantStreamEvent",
          "com.openai.models.beta.responses.",
          "com.openai.models.beta.threads.",
          "com.openai.models.vectorstores.");

  private static final Set<String> CHUNKS =
      Set.of(
          "AssistantStreamEvent",
          "ChatCompletionChunk",
          "Completion",
          "ImageEditStreamEvent",
          "ImageGenStreamEvent",
          "ResponseStreamEvent",
          "TranscriptionStreamEvent");

  /** The request inside of one that asks for an object of a class. */
  private static final PropertyPath RAW_PARAMS = PropertyPath.parse("rawParams");

  private final Shapes shapes;
  private final Vectors vectors;

  public OpenAiJava(Shapes shapes, Vectors vectors) {
    this.shapes = shapes;
    this.vectors = vectors;
  }

  @Override
  public boolean supports(Class<?> type) {
    String name = type.getName();
    return PACKAGES.stream().anyMatch(name::startsWith)
        && !name.contains("Builder")
        && !(name.startsWith(AUDIO) && name.endsWith("Params"));
  }

  /** Returns true for types that never change: all but those that parse, or ask, on demand. */
  @Override
  public boolean isImmutable(Class<?> type) {
    return supports(type)
        && !type.getSimpleName().startsWith("Structured")
        && !Page.class.isAssignableFrom(type);
  }

  @Override
  public Extraction extract(Object value) {
    if (value instanceof CreateEmbeddingResponse response) {
      return Extraction.of(embeddings(response));
    }
    if (value instanceof ChatCompletionCreateParams params) {
      return messages(List.of(), params.messages());
    }
    if (value instanceof ResponseCreateParams params) {
      return input(params);
    }
    if (value.getClass().getSimpleName().startsWith("Structured")) {
      Object raw = RAW_PARAMS.find(value);
      if (raw != null) {
        return extract(raw);
      }
    }
    if (value instanceof StructuredChatCompletion<?> structured) {
      return extract(structured.rawChatCompletion());
    }
    if (value instanceof StructuredResponse<?> structured) {
      return extract(structured.rawResponse());
    }
    if (value instanceof Page<?> page) {
      return shapes.read(tree(Map.of("data", page.items())));
    }
    if (value.getClass().getName().startsWith(AUDIO)) {
      return transcribed(shapes.of(tree(value)));
    }
    Object body = value instanceof Params ? PlainValues.of(value) : value;
    return body instanceof Map<?, ?> form
        ? shapes.read(texts(form))
        : shapes.read(tree(body == null ? value : body));
  }

  /** Returns the texts of a form: what else it holds are streams, which the client is to read. */
  private static Map<String, Object> texts(Map<?, ?> form) {
    Map<String, Object> texts = new LinkedHashMap<>();
    form.forEach(
        (name, field) -> {
          Object held = field instanceof MultipartField<?> part ? part.value() : null;
          Object value = held == null ? null : PlainValues.of(held);
          String text = value == null ? null : Shape.of(value).asText();
          if (text != null) {
            texts.put(String.valueOf(name), text);
          }
        });
    return texts;
  }

  /** Some transcriptions are a text and nothing else. */
  private Extraction transcribed(Shape shape) {
    Extraction read = shapes.read(shape);
    String text = read.completion() == null ? shape.text("text") : null;
    return text == null ? read : Messages.extraction(List.of(Message.of(Roles.ASSISTANT, text)));
  }

  @Override
  public Map<String, Object> settings(Object request) {
    String name = request.getClass().getSimpleName();
    if (!name.endsWith("Params")) {
      return Map.of();
    }
    Object raw = RAW_PARAMS.find(request);
    return RequestSettings.of(raw == null ? request : raw, OpenAiJava::tree);
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    String name = first.getClass().getSimpleName();
    if (!CHUNKS.contains(name)) {
      return null;
    }
    ChunkReader reader = shapes.chunks(shapes.of(tree(first)));
    return reader == null ? null : new TextDeltas(reader, OpenAiJava::tree, new OpenAiTexts());
  }

  static JsonNode tree(Object value) {
    return ObjectMappers.jsonMapper().valueToTree(value);
  }

  private Extraction messages(List<Message> before, List<?> params) {
    List<Object> kept = ListElements.ends(params, Limits.MESSAGES);
    List<Message> messages = new ArrayList<>(before);
    List<Shape> trees = kept.stream().map(each -> shapes.of(tree(each))).toList();
    messages.addAll(Messages.list(trees, Messages.PARAGRAPHS));
    return Requests.conversation(messages, params.size() - kept.size());
  }

  private Extraction input(ResponseCreateParams params) {
    List<Message> messages = new ArrayList<>();
    params.instructions().ifPresent(text -> messages.add(Message.of(Roles.SYSTEM, text)));
    ResponseCreateParams.Input input = params.input().orElse(null);
    if (input != null && input.isResponse()) {
      return messages(messages, input.asResponse());
    }
    if (input != null && input.isText()) {
      messages.add(Message.of(Roles.USER, input.asText()));
    }
    return Requests.conversation(messages, 0);
  }

  private Embeddings embeddings(CreateEmbeddingResponse response) {
    List<Embedding> data = response.data();
    List<List<Float>> first =
        data.stream()
            .sorted(Comparator.comparing(each -> each._index().asKnown().orElse(0L)))
            .limit(vectors.asked() ? Limits.VECTORS : 1)
            .map(Embedding::embedding)
            .toList();
    return new Embeddings(
        response._model().asKnown().orElse(null),
        data.size(),
        first.isEmpty() ? null : (Integer) first.get(0).size(),
        vectors.of(first),
        response._usage().asKnown().map(OpenAiJava::usage).orElse(null));
  }

  private static Usage usage(CreateEmbeddingResponse.Usage usage) {
    Long input = usage._promptTokens().asKnown().orElse(null);
    Long total = usage._totalTokens().asKnown().orElse(null);
    return new Usage(input, null, total, null, null, null, false);
  }
}
