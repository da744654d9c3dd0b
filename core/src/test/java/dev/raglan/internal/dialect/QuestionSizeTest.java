package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.otlp.OtlpMessage;
import dev.raglan.model.RagEventType;
import dev.raglan.model.SpanType;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The bytes and the copies of a retrieved text in the trace of a question, as the table of
 * docs/dialects.md has them: a question of six spans, as the quickstart asks them, over five
 * documents of 1,000 characters.
 */
class QuestionSizeTest {

  private static final String QUESTION = "What is a raglan sleeve?";
  private static final int DOCUMENTS = 5;
  private static final Path PAGE = Path.of("..", "docs", "dialects.md");
  private static final String BEGIN = "| bytes of the trace |\n|---|---|---|\n";
  private static final String END = "<!-- end of sizes -->\n";

  record Found(String id, String text, double score, Map<String, String> metadata) {}

  record Message(String role, String content) {}

  record Usage(long promptTokens, long completionTokens) {}

  record Completion(String model, String content, String finishReason, Usage usage) {}

  record Answer(String text, List<Found> sources) {}

  record Citation(String id, String title) {}

  /** Keeps what a target of those dialects gets; of the configured ones if there are none. */
  private static final class Kept implements ExportTarget {

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final List<String> dialects;

    Kept(String... dialects) {
      this.dialects = List.of(dialects);
    }

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public SpanExporter open() {
      return spans;
    }

    @Override
    public List<String> dialects() {
      return dialects;
    }

    String message() {
      return OtlpMessage.byTrace(spans.getFinishedSpanItems(), Long.MAX_VALUE)
          .map(message -> new String(message.encoded(), StandardCharsets.ISO_8859_1))
          .collect(Collectors.joining());
    }
  }

  private Raglan raglan;

  @SuppressWarnings("unused")
  final class Service {

    @Traced(type = SpanType.CHAIN)
    @RagEvent(RagEventType.QUERY)
    @SuppressWarnings("unchecked")
    Answer ask(@Bind(Field.USER_QUERY) String question, @Bind(Field.SESSION_ID) String session)
        throws Throwable {
      List<Found> found = (List<Found>) call("retrieve", question, DOCUMENTS);
      List<Found> best = (List<Found>) call("rerank", question, found, DOCUMENTS);
      call("lookUp", best.get(0).id());
      List<Message> prompt = (List<Message>) call("compose", question, best);
      Completion answer = (Completion) call("chat", "gpt-4o", question, prompt, best);
      return new Answer(answer.content(), List.of());
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<Found> retrieve(@Bind(Field.QUERY) String query, @Bind(Field.TOP_K) int topK) {
      return IntStream.range(0, topK).mapToObj(QuestionSizeTest::found).toList();
    }

    @RagEvent(RagEventType.RERANKING)
    List<Found> rerank(
        @Bind(Field.QUERY) String query,
        @Bind(Field.DOCUMENTS) List<Found> candidates,
        @Bind(Field.TOP_K) int keep) {
      return candidates;
    }

    @RagEvent(RagEventType.TOOL_CALL)
    Citation lookUp(@Bind(Field.TOOL_ARGUMENTS) String id) {
      return new Citation(id, "On sleeves");
    }

    @RagEvent(RagEventType.PROMPT_COMPOSITION)
    List<Message> compose(String question, List<Found> sources) {
      String context = sources.stream().map(Found::text).collect(Collectors.joining("\n"));
      return List.of(
          new Message("system", "Answer from these texts:\n" + context),
          new Message("user", question));
    }

    @Generation(provider = "openai")
    Completion chat(
        @Bind(Field.MODEL) String model,
        @Bind(Field.USER_QUERY) String question,
        @Bind(Field.PROMPT) List<Message> prompt,
        @Bind(Field.CONTEXT) List<Found> sources) {
      return new Completion("gpt-4o", "A sleeve in one piece.", "stop", new Usage(1_300, 7));
    }
  }

  private static Found found(int number) {
    String text =
        ("Text of document " + number + ". ") + "It is about sleeves and seams. ".repeat(40);
    return new Found("d" + number, text.substring(0, 1_000), 0.9, Map.of("source", "wiki"));
  }

  private Object call(String name, Object... arguments) throws Throwable {
    return ReflectedCall.of(new Service(), name, arguments).tracedBy(raglan);
  }

  @Test
  void thePageSaysWhatATargetOfEachDialectGets() throws Throwable {
    String page = Files.readString(PAGE);
    StringBuilder table = new StringBuilder();
    for (String dialects : List.of("", "gen-ai", "openinference", "langfuse", "gen-ai langfuse")) {
      String message = message(dialects.isEmpty() ? new String[0] : dialects.split(" "));
      int copies = message.split("Text of document 3", -1).length - 1;
      String name = dialects.isEmpty() ? "unless set: `gen-ai`, `openinference`" : "`%s`";
      String row = "| %s | %d | ".formatted(name.formatted(dialects.replace(" ", "`, `")), copies);
      long shown = shown(page, row, message.length() / 1e3);
      table.append(row).append(shown).append(" kB |\n");
    }

    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("raglan.docs.update")) {
      page = page.substring(0, begin) + table + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin, end))
        .as("the table of docs/dialects.md; -Draglan.docs.update=true writes it")
        .isEqualTo(table.toString());
  }

  /**
   * Returns the size on the page if that is right to a kilobyte: times and ids differ in length.
   */
  private static long shown(String page, String row, double kilobytes) {
    Matcher there = Pattern.compile(Pattern.quote(row) + "(\\d+) kB").matcher(page);
    boolean right = there.find() && Math.abs(Long.parseLong(there.group(1)) - kilobytes) < 1;
    return right ? Long.parseLong(there.group(1)) : Math.round(kilobytes);
  }

  /** Returns the trace of a question as a target of those dialects is sent it. */
  private String message(String... dialects) throws Throwable {
    Kept kept = new Kept(dialects);
    try (Raglan opened = Raglan.builder().serviceName("question").exportTo(kept).build()) {
      raglan = opened;
      call("ask", QUESTION, "s-1");
      assertThat(opened.flush(Duration.ofSeconds(30)).complete()).isTrue();
      return kept.message();
    }
  }
}
