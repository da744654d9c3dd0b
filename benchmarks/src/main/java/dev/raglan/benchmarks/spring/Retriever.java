package dev.raglan.benchmarks.spring;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.benchmarks.Doc;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.model.RagEventType;
import java.util.List;

/**
 * The woven methods of the other benchmarks as a bean that Raglan's advisor traces. The annotations
 * stand on an interface, where the advisor sees them and AspectJ does not: the bean is proxied, and
 * not woven as well.
 */
public interface Retriever {

  /** Traced, without input and output. */
  @Traced(value = "search", input = Capture.OFF, output = Capture.OFF)
  List<Doc> withoutContent(String query, int topK);

  /** Traced, with input and output. */
  @Traced("search")
  List<Doc> immutable(String query, int topK);

  /** Traced as a retrieval. */
  @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
  List<Doc> retrieve(String query, int topK);

  /** Traced as a generation. */
  @Generation(name = "chat", provider = "openai")
  @BindResult(field = Field.RESPONSE_MODEL, path = "model")
  @BindResult(field = Field.RESPONSE, path = "content")
  @BindResult(field = Field.FINISH_REASON, path = "finishReason")
  @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.completionTokens")
  Chat.Completion chat(
      @Bind(Field.MODEL) String model, @Bind(Field.PROMPT) List<Chat.Message> messages);
}
