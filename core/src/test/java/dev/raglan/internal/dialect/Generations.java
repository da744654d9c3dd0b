package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Completion;
import dev.raglan.model.Cost;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.Operation;
import dev.raglan.model.SpanType;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import dev.raglan.spi.SpanDescription;
import dev.raglan.spi.StreamSummary;
import java.util.List;
import java.util.Map;

/** The generations that the golden files show, by name. */
final class Generations {

  private static final String QUESTION = Calls.QUESTION;
  private static final String ANSWER = Calls.ANSWER;

  static final String TOOLS =
      "[{\"type\":\"function\",\"function\":{\"name\":\"measure\"}},"
          + "{\"type\":\"function\",\"function\":{\"name\":\"cut\"}}]";

  private static final String OPTIONS =
      "{\"messages\":[{\"role\":\"user\"}],\"n\":2,\"stream\":false,\"maxTokens\":50,"
          + "\"response_format\":{\"type\":\"json_schema\"},\"logprobs\":true}";

  private Generations() {}

  static void addTo(Map<String, Captured> calls) {
    calls.put("generation", generationBound());
    calls.put(
        "generation-plain-text",
        CallBuilder.of(SpanType.GENERATION).argument("prompt", QUESTION).output(ANSWER).build());
    calls.put("generation-json", generationJson());
    calls.put("generation-messages", generationMessages());
    calls.put("generation-multimodal", generationMultimodal());
    calls.put("generation-streaming", generationStreaming());
    calls.put("generation-cost", generationCost());
    calls.put("generation-estimated", generationEstimated());
    calls.put("generation-long", generationLong());
  }

  private static SpanDescription generation(String provider, String model) {
    return new SpanDescription(
        "Chat.ask",
        SpanType.GENERATION,
        null,
        new SpanDescription.GenerationDescription(Operation.CHAT, provider, model, null),
        null,
        null,
        List.of());
  }

  /** Every field that is bound by itself. */
  private static Captured generationBound() {
    SpanDescription step =
        new SpanDescription(
            "Chat.ask",
            SpanType.GENERATION,
            null,
            new SpanDescription.GenerationDescription(
                Operation.CHAT, "OpenAI", "gpt-4o", "answer-v2"),
            null,
            null,
            List.of("chat"));
    CallBuilder call =
        CallBuilder.of(step)
            .argument("question", QUESTION)
            .argument("temperature", 0.2)
            .output(new RawJson("{\"text\":\"A sleeve.\"}"))
            .bind(Field.PROMPT, QUESTION)
            .bind(Field.RESPONSE, ANSWER)
            .bind(Field.SYSTEM_PROMPT, "Be brief.")
            .bind(Field.USER_QUERY, "raglan?")
            .bind(Field.CONTEXT, "A raglan is a sleeve.")
            .bind(Field.EXPECTED_RESPONSE, "A sleeve.")
            .bind(Field.PROVIDER, "azure_openai")
            .bind(Field.MODEL, "gpt-4o-mini")
            .bind(Field.RESPONSE_MODEL, "gpt-4o-mini-2024-07-18")
            .bind(Field.RESPONSE_ID, "chatcmpl-1")
            .bind(Field.FINISH_REASON, "stop");
    bindContext(call);
    bindOptions(call);
    return call.build();
  }

  private static void bindContext(CallBuilder call) {
    call.bind(Field.SESSION_ID, "s-1")
        .bind(Field.CUSTOMER_ID, "acme")
        .bind(Field.CUSTOMER_USER_ID, "u-7")
        .bind(Field.EXTERNAL_REFERENCE_ID, "order-4711")
        .bind(Field.ENVIRONMENT, "production")
        .bind(Field.TOPIC, "tailoring")
        .bind(Field.TAGS, List.of("chat", "eu"))
        .bind(Field.FUNCTIONS, new RawJson("[{\"name\":\"measure\"}]"))
        .bind(Field.FUNCTION_CALL_RESPONSE, "42 cm");
  }

  private static void bindOptions(CallBuilder call) {
    call.bind(Field.TOOLS, new RawJson(TOOLS))
        .bind(Field.TOOL_CHOICE, "auto")
        .bind(Field.TEMPERATURE, 0.2)
        .bind(Field.MAX_TOKENS, 100)
        .bind(Field.TOP_P, 0.9f)
        .bind(Field.TOP_K, 40)
        .bind(Field.STOP, List.of("END"))
        .bind(Field.FREQUENCY_PENALTY, 0.1)
        .bind(Field.PRESENCE_PENALTY, 0.3)
        .bind(Field.SEED, 7L)
        .bind(Field.MODEL_OPTIONS, new RawJson(OPTIONS))
        .bind(Field.PROMPT_TOKENS, 12)
        .bind(Field.COMPLETION_TOKENS, 9L)
        .bind(Field.COST, 0.0021)
        .bind(Field.RESPONSE_TIME, 350)
        .bind(Field.STATUS_CODE, 200)
        .bind(Field.CUSTOM_ATTRIBUTES, new RawJson("{\"tier\":\"gold\"}"));
  }

  /** Nothing was read out of JSON that is not known. */
  private static Captured generationJson() {
    return CallBuilder.of(generation("anthropic", "claude-sonnet-4"))
        .argument("question", QUESTION)
        .argument("k", 3)
        .output(new RawJson("{\"answer\":\"A sleeve.\"}"))
        .bind(Field.PROMPT, new RawJson("{\"template\":\"t\"}"))
        .build();
  }

  private static Captured generationMessages() {
    List<Message> input =
        List.of(
            Message.of("system", "Use tools."),
            Message.of("user", "Weather in Paris?"),
            calling(new ToolCall("call_1", "get_weather", "{\"city\":\"Paris\"}")),
            new Message(
                "tool", "{\"celsius\":21}", null, "get_weather", List.of(), "call_1", List.of()),
            Message.of("user", "And in Rome, and the time?"));
    Message answer =
        new Message(
            "assistant",
            "Let me look.",
            "Two calls are needed.",
            null,
            List.of(
                new ToolCall("call_2", "get_weather", "{\"city\":\"Rome\"}"),
                new ToolCall(null, "get_time", "not json")),
            null,
            List.of());
    Usage usage = new Usage(120L, 40L, null, 50L, 25L, 10L, false);
    return CallBuilder.of(generation("mistral", "mistral-large"))
        .argument("request", new RawJson("{\"messages\":5}"))
        .output(new RawJson("{\"id\":\"r-1\"}"))
        .read(
            Extraction.of(input),
            Extraction.of(
                new Completion(
                    "r-1", "mistral-large-2411", List.of(answer), List.of("tool_calls"), usage)))
        .build();
  }

  private static Message calling(ToolCall call) {
    return new Message("assistant", null, null, null, List.of(call), null, List.of());
  }

  private static Captured generationMultimodal() {
    Message question =
        new Message(
            "user",
            "What are these?",
            null,
            null,
            List.of(),
            null,
            List.of(
                new Attachment("image", "https://example.com/a.png", "image/png", null),
                new Attachment("image", null, "image/jpeg", 52_000L),
                new Attachment("audio", "https://example.com/a.mp3", null, null),
                new Attachment("file", null, "application/pdf", null)));
    List<Message> answers =
        List.of(Message.of("assistant", "A raglan."), Message.of("assistant", "A sleeve."));
    return CallBuilder.of(generation("gcp.vertex_ai", "gemini-2.5-pro"))
        .argument("image", "a.png")
        .read(
            Extraction.of(List.of(question)),
            Extraction.of(
                new Completion(
                    null, null, answers, List.of("STOP", "MAX_TOKENS"), Usage.of(300L, 4L))))
        .build();
  }

  private static Captured generationStreaming() {
    return CallBuilder.of(generation("groq", "llama-3.3-70b"))
        .argument("prompt", QUESTION)
        .output(ANSWER)
        .stream(new StreamSummary(12, 0.35))
        .build();
  }

  private static Captured generationCost() {
    return CallBuilder.of(generation("openai", "gpt-4o"))
        .argument("prompt", QUESTION)
        .output(new RawJson("{\"choices\":1}"))
        .bind(Field.RESPONSE, ANSWER)
        .read(
            Extraction.NONE,
            Extraction.of(
                new Completion(
                    "r-2",
                    "gpt-4o-2024-08-06",
                    List.of(Message.of("assistant", "longer")),
                    List.of("stop"),
                    Usage.of(100L, 20L))))
        .cost(new Cost(0.00025, 0.0002, 0.00045, true))
        .build();
  }

  /** A bound count replaces an estimated one, and the total with it. */
  private static Captured generationEstimated() {
    return CallBuilder.of(generation("ollama", "llama3"))
        .argument("prompt", QUESTION)
        .output(ANSWER)
        .bind(Field.PROMPT_TOKENS, 6)
        .read(
            Extraction.NONE,
            Extraction.of(
                new Completion(
                    null,
                    null,
                    List.of(),
                    List.of(),
                    new Usage(5L, 8L, 13L, null, null, null, true))))
        .build();
  }

  /** More messages than fit. */
  private static Captured generationLong() {
    return CallBuilder.of(generation("cohere", "command-r"))
        .argument("request", new RawJson("{}"))
        .read(Extraction.of(conversation(60)), Extraction.NONE)
        .output(ANSWER)
        .build();
  }

  /** A conversation of so many numbered messages. */
  static List<Message> conversation(int count) {
    Message[] messages = new Message[count];
    for (int i = 0; i < count; i++) {
      messages[i] = Message.of(i % 2 == 0 ? "user" : "assistant", "message " + i);
    }
    return List.of(messages);
  }
}
