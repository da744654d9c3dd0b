package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.internal.dialect.CallBuilder;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import dev.raglan.spi.Conversation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

  private static final JsonRenderer JSON = JsonRenderer.of(CaptureLimits.DEFAULT);
  private static final ToolCall CALL = new ToolCall("c", "t", "{}");

  @Test
  void aBoundSystemPromptReplacesTheOneThatWasRead() {
    Conversation conversation =
        of(
            call()
                .bind(Field.SYSTEM_PROMPT, "bound")
                .read(
                    Extraction.of(
                        List.of(Message.of("system", "read"), Message.of("user", "hello"))),
                    Extraction.NONE));

    assertThat(conversation.inputWithSystem())
        .containsExactly(Message.of("system", "bound"), Message.of("user", "hello"));
  }

  @Test
  void aBoundResponseReplacesTheTextThatWasReadAndLeavesItsToolCalls() {
    Conversation conversation =
        of(call().bind(Field.RESPONSE, "bound").read(Extraction.NONE, answer("read")));

    assertThat(conversation.output())
        .containsExactly(
            new Message("assistant", "bound", null, null, List.of(CALL), null, List.of()));
  }

  @Test
  void aBoundResponseThatIsTheProvidersJsonIsNotTheAnswersText() {
    Conversation conversation =
        of(call().bind(Field.RESPONSE, "{\"choices\":[]}").read(Extraction.NONE, answer("read")));

    assertThat(conversation.output()).extracting(Message::content).containsExactly("read");
  }

  @Test
  void whatWasReadComesBeforeArgumentsAndResult() {
    Conversation conversation =
        of(
            call()
                .argument("prompt", "raw")
                .output("raw")
                .read(Extraction.of(List.of(Message.of("user", "read"))), answer("read")));

    assertThat(conversation.input()).extracting(Message::content).containsExactly("read");
    assertThat(conversation.output()).extracting(Message::content).containsExactly("read");
  }

  @Test
  void argumentsAndResultsThatAreNoTextAreNoMessages() {
    Conversation conversation = of(call().argument("k", 3).output(new RawJson("{\"a\":1}")));

    assertThat(conversation).isEqualTo(new Conversation(null, List.of(), List.of()));
  }

  @Test
  void noMessageIsMadeOfWhatStandsInPlaceOfAValueThatCannotBeRead() {
    Conversation conversation =
        of(
            call()
                .argument("prompt", (Runnable) () -> {})
                .output(new RawJson("\"<com.example.Answer>\"")));
    Conversation ofTexts = of(call().argument("prompt", "<com.example.A>").output("<b>"));

    assertThat(conversation).isEqualTo(new Conversation(null, List.of(), List.of()));
    assertThat(ofTexts.input()).containsExactly(Message.of("user", "<com.example.A>"));
    assertThat(ofTexts.output()).containsExactly(Message.of("assistant", "<b>"));
  }

  @Test
  void aBoundResponseTakesThePlaceOfTheTextAmongTheParts() {
    Message read =
        new Message(
            "assistant",
            null,
            List.of(
                new Message.Reasoning("hm"),
                new Message.Text("read"),
                CALL,
                new Message.Text("x")));
    Completion completion = new Completion(null, null, List.of(read), List.of(), null);

    assertThat(
            of(call()
                    .bind(Field.RESPONSE, "bound")
                    .read(Extraction.NONE, Extraction.of(completion)))
                .output()
                .get(0)
                .parts())
        .containsExactly(new Message.Reasoning("hm"), new Message.Text("bound"), CALL);
  }

  @Test
  void aResultIsNotTheAnswerWhereAnotherResponseIsBound() {
    Conversation conversation =
        of(call().output("log line").bind(Field.RESPONSE, new RawJson("{\"text\":\"x\"}")));

    assertThat(conversation.output()).containsExactly(Message.of("assistant", "{\"text\":\"x\"}"));
  }

  private static Extraction answer(String text) {
    Message message = new Message("assistant", text, null, null, List.of(CALL), null, List.of());
    return Extraction.of(new Completion(null, null, List.of(message), List.of(), null));
  }

  private static CallBuilder call() {
    return CallBuilder.of(SpanType.GENERATION);
  }

  private static Conversation of(CallBuilder call) {
    return new Rendering(
            call.build(), new CallWriter(JSON, new AttributeWriter(JSON)), Metering.NONE)
        .conversation();
  }
}
