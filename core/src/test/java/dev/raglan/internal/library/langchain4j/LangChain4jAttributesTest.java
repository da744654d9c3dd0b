package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages tell what newer versions of LangChain4j know of them. */
class LangChain4jAttributesTest {

  private final Extractors extractors = BuiltIn.extractors(false);

  @Test
  void tellThatAToolFailed() {
    ChatMessage failed =
        ToolExecutionResultMessage.builder()
            .id("call_1")
            .toolName("weather")
            .text("No such city.")
            .isError(true)
            .build();

    assertThat(extractors.extract(List.of(UserMessage.from("Q"), failed)).messages().get(1))
        .isEqualTo(
            new Message(
                "tool", "weather", List.of(new ToolResult("call_1", "No such city.", true))));
  }

  @Test
  void tellHowMuchOfTheReasoningCameEncrypted() {
    AiMessage answer =
        AiMessage.builder()
            .text("Paris.")
            .thinking("hm")
            .attributes(
                Map.of(
                    "thinking_signature", "QUJD", "redacted_thinking", List.of("QUJDREVG", "QUJD")))
            .build();
    AiMessage hidden =
        AiMessage.builder()
            .text("Paris.")
            .attributes(Map.of("encrypted_reasoning", "QUJDREVG"))
            .build();

    assertThat(extractors.extract(answer).completion().messages().get(0).parts())
        .containsExactly(new Reasoning("hm", 12L), new Text("Paris."));
    assertThat(extractors.extract(hidden).completion().messages().get(0).parts())
        .containsExactly(new Reasoning("", 6L), new Text("Paris."));
  }
}
