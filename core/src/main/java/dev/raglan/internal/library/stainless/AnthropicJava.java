package dev.raglan.internal.library.stainless;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.chat.RequestSettings;
import dev.raglan.internal.chat.Requests;
import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of anthropic-java, those in beta included: each is written as the JSON that it
 * stands for and read by its shape.
 */
public final class AnthropicJava implements ResultExtractor {

  private static final List<String> PACKAGES =
      List.of("com.anthropic.models.messages.", "com.anthropic.models.beta.messages.");

  private static final PropertyPath RAW_PARAMS = PropertyPath.parse("rawParams");
  private static final PropertyPath RAW_MESSAGE = PropertyPath.parse("rawMessage");

  private final Shapes shapes;

  public AnthropicJava(Shapes shapes) {
    this.shapes = shapes;
  }

  @Override
  public boolean supports(Class<?> type) {
    String name = type.getName();
    return PACKAGES.stream().anyMatch(name::startsWith) && !name.contains("Builder");
  }

  /** Returns true for types that never change: all but those that parse on demand. */
  @Override
  public boolean isImmutable(Class<?> type) {
    return supports(type) && !type.getSimpleName().startsWith("Structured");
  }

  @Override
  public Extraction extract(Object value) {
    if (value instanceof MessageCreateParams params) {
      return request(params.system().orElse(null), params.messages());
    }
    if (value instanceof com.anthropic.models.beta.messages.MessageCreateParams params) {
      return request(params.system().orElse(null), params.messages());
    }
    Object params =
        value.getClass().getSimpleName().startsWith("Structured") ? RAW_PARAMS.find(value) : null;
    if (params != null) {
      return extract(params);
    }
    Object raw =
        value.getClass().getSimpleName().equals("StructuredMessage")
            ? RAW_MESSAGE.find(value)
            : value;
    return raw == null ? Extraction.NONE : shapes.read(tree(raw));
  }

  @Override
  public Map<String, Object> settings(Object request) {
    if (!request.getClass().getSimpleName().endsWith("CreateParams")) {
      return Map.of();
    }
    Object raw = RAW_PARAMS.find(request);
    return RequestSettings.of(raw == null ? request : raw, AnthropicJava::tree);
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    boolean event = first.getClass().getSimpleName().endsWith("RawMessageStreamEvent");
    ChunkReader reader = event ? shapes.chunks(shapes.of(tree(first))) : null;
    return reader == null
        ? null
        : new TextDeltas(reader, AnthropicJava::tree, new AnthropicTexts());
  }

  static JsonNode tree(Object value) {
    return ObjectMappers.jsonMapper().valueToTree(value);
  }

  private Extraction request(@Nullable Object system, List<?> params) {
    List<Message> messages = new ArrayList<>();
    if (system != null) {
      MessageParts parts = new MessageParts(Messages.PARAGRAPHS).content(shapes.of(tree(system)));
      messages.addAll(parts.messages(Roles.SYSTEM, null, null));
    }
    List<Object> kept = ListElements.ends(params, Limits.MESSAGES);
    Stream<Shape> trees = kept.stream().map(each -> shapes.of(tree(each)));
    messages.addAll(Messages.list(trees.toList(), Messages.PARAGRAPHS));
    return Requests.conversation(messages, params.size() - kept.size());
  }
}
