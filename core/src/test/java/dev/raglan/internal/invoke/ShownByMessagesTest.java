package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Requests and answers of libraries that a generation shows by their messages are not written as
 * values beside these, which costs the caller more than to read them.
 */
class ShownByMessagesTest {

  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");

  /** An entry of a message's metadata that counts how often it is written. */
  public static final class Counted {

    private static final AtomicInteger WRITTEN = new AtomicInteger();

    private String name = "counted";

    public String getName() {
      WRITTEN.incrementAndGet();
      return name;
    }
  }

  static class Service {

    @Generation
    ChatResponse answers(Prompt prompt) {
      return response("Because.");
    }

    @Generation
    ChatResponse answersNothing(Prompt prompt) {
      return new ChatResponse(List.of());
    }

    @Traced
    ChatResponse passesOn(Prompt prompt) {
      return response("Because.");
    }

    private static ChatResponse response(String text) {
      AssistantMessage said =
          AssistantMessage.builder().content(text).properties(Map.of("c", new Counted())).build();
      return new ChatResponse(List.of(new org.springframework.ai.chat.model.Generation(said)));
    }
  }

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  private static Prompt prompt(String text) {
    Message asked = UserMessage.builder().text(text).metadata(Map.of("c", new Counted())).build();
    return new Prompt(List.of(asked));
  }

  private Attributes called(String method) throws Exception {
    Counted.WRITTEN.set(0);
    calls.call(new Service(), method, prompt("Why?"));
    return calls.only().getAttributes();
  }

  @Test
  void aGenerationShowsMessagesAndAnswerAlone() throws Exception {
    Attributes written = called("answers");

    assertThat(written.get(INPUT)).isEqualTo("Why?");
    assertThat(written.get(OUTPUT)).isEqualTo("Because.");
    assertThat(Counted.WRITTEN).hasValue(0);
  }

  @Test
  void anAnswerWithoutMessagesIsShownAsAValue() throws Exception {
    assertThat(called("answersNothing").get(OUTPUT)).isNotBlank();
  }

  @Test
  void anyOtherMethodShowsItsValues() throws Exception {
    assertThat(called("passesOn").get(INPUT)).contains("\"user\"", "Why?");
  }
}
