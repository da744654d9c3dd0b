package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Message.OtherPart;
import dev.raglan.model.Message.Part;
import dev.raglan.model.Message.Reasoning;
import dev.raglan.model.Message.Text;
import dev.raglan.model.Message.ToolResult;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect writes the parts of a message in their order, and counts those it leaves out. */
class OrderedPartsTest {

  private static final Message ALL =
      new Message(
          "assistant",
          null,
          List.of(
              new Reasoning("hm"),
              new Text("I will look."),
              new ToolCall("a", "f", "{\"q\":1}"),
              new ToolResult("a", "{\"found\":[1,2]}"),
              new Text("Found it."),
              new Attachment("image", "https://h/a", null, null),
              new OtherPart("hologram", "{\"depth\":3}")));

  private static Captured answering(Message message) {
    return CallBuilder.of(SpanType.GENERATION)
        .read(
            Extraction.NONE,
            Extraction.of(new Completion(null, null, List.of(message), List.of("stop"), null)))
        .build();
  }

  private static Object parts(Map<String, Object> written) {
    List<?> messages = (List<?>) Rendered.json(written.get("gen_ai.output.messages"));
    return ((Map<?, ?>) messages.get(0)).get("parts");
  }

  @Test
  void theConventionsHaveAllOfThemInOrder() {
    Map<String, Object> written = Rendered.of(answering(ALL));

    GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
    assertThat(parts(written))
        .isEqualTo(
            List.of(
                Map.of("type", "reasoning", "content", "hm"),
                Map.of("type", "text", "content", "I will look."),
                Map.of("type", "tool_call", "id", "a", "name", "f", "arguments", Map.of("q", 1)),
                Map.of(
                    "type",
                    "tool_call_response",
                    "id",
                    "a",
                    "response",
                    Map.of("found", List.of(1, 2))),
                Map.of("type", "text", "content", "Found it."),
                Map.of("type", "uri", "modality", "image", "uri", "https://h/a"),
                Map.of("type", "hologram", "content", Map.of("depth", 3))));
  }

  @Test
  void theFormOfChatsHasThemInOrderToo() {
    Map<String, Object> written = Rendered.of(answering(ALL));

    assertThat(Rendered.json(written.get("output.value")))
        .isEqualTo(
            Map.of(
                "role",
                "assistant",
                "reasoning_content",
                "hm",
                "content",
                List.of(
                    Map.of("type", "text", "text", "I will look."),
                    Map.of("type", "tool_use", "id", "a", "name", "f", "input", Map.of("q", 1)),
                    Map.of(
                        "type",
                        "tool_result",
                        "tool_use_id",
                        "a",
                        "content",
                        Map.of("found", List.of(1, 2))),
                    Map.of("type", "text", "text", "Found it."),
                    Map.of("type", "image_url", "image_url", Map.of("url", "https://h/a")),
                    Map.of("type", "hologram", "content", Map.of("depth", 3)))));
    assertThat(written).containsEntry("langfuse.observation.output", written.get("output.value"));
  }

  @Test
  void flattenedContentsAreInOrder() {
    Map<String, Object> written = Rendered.of(answering(ALL));

    String contents = "llm.output_messages.0.message.contents.";
    assertThat(written)
        .containsEntry(contents + "0.message_content.type", "reasoning")
        .containsEntry(contents + "1.message_content.text", "I will look.")
        .containsEntry(contents + "2.message_content.type", "tool_result")
        .containsEntry(contents + "2.message_content.text", "{\"found\":[1,2]}")
        .containsEntry(contents + "3.message_content.text", "Found it.")
        .containsEntry(contents + "4.message_content.image.image.url", "https://h/a")
        .containsEntry(contents + "5.message_content.type", "hologram")
        .containsEntry(contents + "5.message_content.text", "{\"depth\":3}")
        .containsEntry("llm.output_messages.0.message.tool_calls.0.tool_call.id", "a");
  }

  @Test
  void callsThatComeLastStandBesideTheContent() {
    Message message =
        new Message(
            "assistant", null, List.of(new Text("I will look."), new ToolCall("a", "f", null)));

    assertThat(Rendered.json(Rendered.of(answering(message)).get("output.value")))
        .isEqualTo(
            Map.of(
                "role",
                "assistant",
                "content",
                "I will look.",
                "tool_calls",
                List.of(
                    Map.of(
                        "id",
                        "a",
                        "type",
                        "function",
                        "function",
                        Map.of("name", "f", "arguments", "")))));
  }

  @Test
  void reasoningThatCameEncryptedIsToldByItsSize() {
    Message message =
        new Message(
            "assistant",
            null,
            List.of(new Reasoning("", 300L), new Text("Yes."), new Reasoning("hm", 40L)));

    Map<String, Object> written = Rendered.of(answering(message));

    GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
    assertThat(parts(written))
        .isEqualTo(
            List.of(
                Map.of("type", "reasoning", "encrypted_bytes", 300, "content", ""),
                Map.of("type", "text", "content", "Yes."),
                Map.of("type", "reasoning", "encrypted_bytes", 40, "content", "hm")));
    assertThat(Rendered.json(written.get("output.value")))
        .isEqualTo(
            Map.of(
                "role",
                "assistant",
                "reasoning_content",
                "hm",
                "reasoning_details",
                List.of(
                    Map.of("type", "reasoning.encrypted", "bytes", 300),
                    Map.of("type", "reasoning.encrypted", "bytes", 40)),
                "content",
                "Yes."));
    String contents = "llm.output_messages.0.message.contents.";
    assertThat(written)
        .containsEntry(contents + "0.message_content.type", "reasoning")
        .containsEntry(contents + "0.message_content.text", "__REDACTED__")
        .containsEntry(contents + "2.message_content.text", "hm")
        .doesNotContainKey("raglan.message_parts.left_out");
  }

  @Test
  void theAnswerOfAToolThatFailedSaysSo() {
    Message told = new Message("tool", null, List.of(new ToolResult("a", "No such city.", true)));
    Message asked = new Message("assistant", null, List.of(new ToolCall("a", "f", "{}")));
    Message mixed =
        new Message(
            "assistant", null, List.of(new Text("Hm."), new ToolResult("b", "Offline.", true)));

    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.of(List.of(asked, told, mixed)), Extraction.NONE)
                .build());

    GenAiSchemas.checkInputMessages(written.get("gen_ai.input.messages"));
    List<?> messages = (List<?>) Rendered.json(written.get("gen_ai.input.messages"));
    assertThat(((Map<?, ?>) messages.get(1)).get("parts"))
        .isEqualTo(
            List.of(
                Map.of(
                    "type",
                    "tool_call_response",
                    "id",
                    "a",
                    "is_error",
                    true,
                    "response",
                    "No such city.")));
    assertThat(written.get("input.value").toString())
        .contains(
            "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"is_error\":true,"
                + "\"content\":\"No such city.\"}",
            "{\"type\":\"tool_result\",\"tool_use_id\":\"b\",\"is_error\":true,"
                + "\"content\":\"Offline.\"}");
    assertThat(written)
        .containsEntry("llm.input_messages.1.message.content", "No such city.")
        .containsEntry("llm.input_messages.1.message.contents.0.message_content.type", "tool_error")
        .containsEntry("llm.input_messages.2.message.contents.1.message_content.type", "tool_error")
        .containsEntry("llm.input_messages.2.message.contents.1.message_content.text", "Offline.");
  }

  static Stream<Part> hostile() {
    return Stream.of(
        new OtherPart("text", "[]"),
        new OtherPart("tool_call", "null"),
        new OtherPart("blob", "{\"content\":7}"),
        new OtherPart("", "not json {"),
        new OtherPart("x".repeat(9_000), "{\"a\":\"" + "y".repeat(90_000) + "\"}"),
        new ToolResult(null, null),
        new ToolResult(null, null, true),
        new ToolResult("i".repeat(9_000), "[" + "1,".repeat(30_000) + "2]"),
        new Text(""),
        new Text("\uD800 \u0000"),
        new Reasoning(""),
        new Reasoning("", 7L),
        new Reasoning("hm".repeat(9_000), Long.MAX_VALUE),
        new ToolCall(null, "", "{"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatIsWrittenIsValidWhateverAPartIs(Part part) {
    Message message = new Message("critic", null, List.of(part, new Text("after"), part));
    for (int length : new int[] {64, 100, 500, 16_384}) {
      Map<String, Object> written =
          Rendered.of(
              answering(message),
              List.of(Dialects.named("gen-ai"), Dialects.named("openinference")),
              new CaptureLimits(length, 256, 12));
      if (written.get("gen_ai.output.messages") != null) {
        GenAiSchemas.checkOutputMessages(written.get("gen_ai.output.messages"));
      }
      Object shown = written.get("output.value");
      if ("application/json".equals(written.get("output.mime_type"))) {
        assertThat(Rendered.json(shown)).isInstanceOf(Map.class);
      }
    }
  }

  @Test
  void partsAndMessagesThatWereNotReadAreCounted() {
    Message message = new Message("user", null, List.of(new Text("Q")), 5);
    Completion answer =
        new Completion(null, null, List.of(Message.of("assistant", "A")), List.of(), null)
            .leavingOut(4);

    Map<String, Object> written =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .read(Extraction.ofMessages(List.of(message), 3), Extraction.of(answer))
                .build());

    assertThat(written)
        .containsEntry("raglan.message_parts.left_out", 5L)
        .containsEntry("raglan.messages.left_out", 7L);
  }

  @Test
  void moreThanAFlattenedMessageTakesIsCounted() {
    List<Part> parts = new ArrayList<>(Collections.nCopies(40, new OtherPart("x", "{}")));

    Map<String, Object> written =
        Rendered.of(
            answering(new Message("assistant", null, parts)),
            List.of(Dialects.named("openinference"), new RaglanDialect(true)),
            CaptureLimits.DEFAULT);

    assertThat(written).containsEntry("raglan.message_parts.left_out", 30L);
  }
}
