package dev.raglan.contract.subject;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import java.util.concurrent.CompletionStage;

/** Says what each value means. */
public class BoundChatModel implements ChatModel {

  @Override
  @Generation(provider = "openai")
  @BindResult(field = Field.RESPONSE, path = "choices[0].text")
  @BindResult(field = Field.PROMPT_TOKENS, path = "usage.input")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.output")
  @BindResult(attribute = "reply.choices", path = "choices")
  @BindResult(attribute = "reply.missing", path = "choices[7].text")
  public Reply complete(
      @Bind(Field.PROMPT) String prompt,
      @Bind(value = Field.MODEL, path = "model")
          @SpanAttribute(value = "options.stop", path = "sampling.stop")
          Options options,
      @Bind(Field.CUSTOMER_USER_ID) String user) {
    return Reply.of("echo: " + prompt);
  }

  @Override
  @Generation
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.output")
  public CompletionStage<Reply> completeLater(CompletionStage<Reply> reply) {
    return reply;
  }

  @Override
  @Traced
  public void annotate(
      @SpanAttribute String topic,
      @SpanAttribute("limit.max") int limit,
      @SpanAttribute double ratio,
      @SpanAttribute boolean fresh,
      @SpanAttribute(value = "temperature", path = "sampling.temperature") Options options) {}

  @Override
  @Traced
  public void annotateMissing(
      @SpanAttribute(value = "temperature", path = "sampling.temperature") Options options) {}

  @Override
  @Traced
  public void secretive(
      @Bind(Field.PROMPT) String prompt, @Masked @SpanAttribute("key") String apiKey) {}

  @Override
  @Generation(input = Capture.OFF, output = Capture.OFF)
  @BindResult(field = Field.RESPONSE)
  public String uncaptured(@Bind(Field.PROMPT) String prompt, @Bind(Field.MODEL) String model) {
    return "answer";
  }
}
