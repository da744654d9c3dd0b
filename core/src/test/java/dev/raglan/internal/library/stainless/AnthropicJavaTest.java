package dev.raglan.internal.library.stainless;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.library.Recorded;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Completion;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs at the newest and at the oldest supported version of anthropic-java. */
class AnthropicJavaTest {

  private static final Message TURN =
      new Message(
          "assistant",
          null,
          List.of(
              new Reasoning("Easy.", 3L),
              new Text("It is Paris."),
              new ToolCall("toolu_1", "map", "{\"city\":\"Paris\"}")));

  private final Extractors extractors = BuiltIn.extractors(false);

  private static <T> T parse(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @Test
  void readsAMessageAndCountsItsCacheAsInput() {
    Object message = parse(Recorded.ANTHROPIC_MESSAGE, com.anthropic.models.messages.Message.class);

    assertThat(extractors.extract(message).completion())
        .isEqualTo(
            new Completion(
                "msg_01",
                "claude-sonnet-4-20250514",
                List.of(TURN),
                List.of("tool_use"),
                new Usage(100L, 15L, 115L, 50L, 30L, null, false)));
  }

  @Test
  void readsAMessageOfTheBetaApiAlike() {
    assertThat(extractors.extract(parse(Recorded.ANTHROPIC_MESSAGE, BetaMessage.class)))
        .isEqualTo(
            extractors.extract(
                parse(Recorded.ANTHROPIC_MESSAGE, com.anthropic.models.messages.Message.class)));
  }

  @Test
  void putsTheEventsOfAStreamTogether() {
    List<RawMessageStreamEvent> events =
        Recorded.ANTHROPIC_EVENTS.stream()
            .map(json -> parse(json, RawMessageStreamEvent.class))
            .toList();
    ChunkReader reader = extractors.accumulator(events.get(0));
    assertThat(reader).isNotNull();
    events.forEach(reader::add);

    assertThat(reader.result().completion())
        .isEqualTo(
            new Completion(
                "msg_02",
                "claude-sonnet-4-20250514",
                List.of(TURN),
                List.of("tool_use"),
                new Usage(70L, 15L, 85L, 50L, 0L, null, false)));
  }

  @Test
  void readsTheMessagesOfARequestWithTheResultsOfToolsOnTheirOwn() {
    MessageCreateParams params =
        MessageCreateParams.builder()
            .model("claude-sonnet-4-20250514")
            .maxTokens(100)
            .system("Be brief.")
            .addUserMessage("Where is it?")
            .addAssistantMessage("I will look.")
            .addUserMessageOfBlockParams(
                List.of(
                    ContentBlockParam.ofToolResult(
                        ToolResultBlockParam.builder()
                            .toolUseId("toolu_1")
                            .content("48 N")
                            .build()),
                    ContentBlockParam.ofText(TextBlockParam.builder().text("And this?").build()),
                    ContentBlockParam.ofImage(image("A".repeat(400)))))
            .build();

    assertThat(extractors.extract(params).messages())
        .containsExactly(
            Message.of("system", "Be brief."),
            Message.of("user", "Where is it?"),
            Message.of("assistant", "I will look."),
            new Message("tool", "48 N", null, null, List.of(), "toolu_1", List.of()),
            new Message(
                "user",
                "And this?",
                null,
                null,
                List.of(),
                null,
                List.of(new Attachment("image", null, "image/png", 300L))));
  }

  private static ImageBlockParam image(String base64) {
    return ImageBlockParam.builder()
        .source(
            Base64ImageSource.builder()
                .data(base64)
                .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                .build())
        .build();
  }

  @Test
  void vouchesForWhatIsBuiltOnce() {
    assertThat(extractors.isImmutable(com.anthropic.models.messages.Message.class)).isTrue();
    assertThat(extractors.isImmutable(MessageCreateParams.class)).isTrue();
    assertThat(extractors.isImmutable(MessageCreateParams.Builder.class)).isFalse();
  }
}
