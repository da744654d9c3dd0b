package dev.raglan.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.model.Message;
import dev.raglan.trace.ActiveGeneration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A dialect of an application reads what the built-in ones read. */
class ApplicationDialectTest {

  private static final AttributeKey<List<String>> ROLES = AttributeKey.stringArrayKey("acme.roles");

  /** A dialect as an application writes it: nothing of Raglan but the SPI and the model. */
  static final class AcmeDialect implements Dialect {

    @Override
    public String name() {
      return "acme";
    }

    @Override
    public void renderSpan(SpanDescription description, AttributeSink sink) {
      sink.put(AttributeKey.stringKey("acme.type"), description.type().name());
    }

    @Override
    public void render(RenderedCall call, AttributeSink sink) {
      Conversation conversation = call.conversation();
      sink.putIfNotEmpty(
          ROLES, conversation.inputWithSystem().stream().map(Message::role).toList());
      for (Message answer : conversation.output()) {
        if (answer.content() != null) {
          sink.put(AttributeKey.stringKey("acme.answer"), call.writer().text(answer.content()));
        }
      }
      ResponseInfo response = call.response();
      sink.putIfPresent(AttributeKey.stringKey("acme.response"), response.id());
      sink.putIfPresent(AttributeKey.stringKey("acme.model"), response.model());
      sink.putIfNotEmpty(AttributeKey.stringArrayKey("acme.reasons"), response.finishReasons());
      if (call.usage() != null) {
        sink.putIfPresent(AttributeKey.longKey("acme.tokens"), call.usage().totalTokens());
      }
      if (call.options() != null) {
        sink.put(AttributeKey.stringKey("acme.options"), call.options().json());
      }
      sink.putIfPresent(AttributeKey.stringKey("acme.query"), call.text(Field.USER_QUERY));
    }

    @Override
    public void renderNumbered(RenderedCall call, NumberedSink sink) {
      List<Message> messages = call.conversation().input();
      int written = Math.min(messages.size(), Math.min(3, sink.room()));
      for (int i = 0; i < written; i++) {
        String text = String.valueOf(messages.get(i).content());
        sink.put(AttributeKey.stringKey("acme.messages." + i), call.writer().text(text));
      }
      call.leftOut().messages(messages.size() - written);
    }
  }

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();

  @Test
  void readsMessagesResponseUsageAndOptions() {
    SpanData span = generation(2);

    assertThat(value(span, "acme.type")).isEqualTo("GENERATION");
    assertThat(span.getAttributes().get(ROLES)).containsExactly("system", "user", "user");
    assertThat(value(span, "acme.answer")).isEqualTo("A sleeve, __REDACTED__.");
    assertThat(value(span, "acme.response")).isEqualTo("chatcmpl-1");
    assertThat(value(span, "acme.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("acme.reasons")))
        .containsExactly("stop");
    assertThat(span.getAttributes().get(AttributeKey.longKey("acme.tokens"))).isEqualTo(19);
    assertThat(value(span, "acme.options")).isEqualTo("{\"temperature\":0.2}");
    assertThat(value(span, "acme.query")).isEqualTo("raglan?");
  }

  @Test
  void saysHowMuchOfItsListsItLeavesOut() {
    SpanData span = generation(5);

    assertThat(value(span, "acme.messages.2")).isEqualTo("question 2");
    assertThat(value(span, "acme.messages.3")).isNull();
    assertThat(span.getAttributes().get(AttributeKey.longKey("raglan.messages.left_out")))
        .isEqualTo(2);
  }

  private SpanData generation(int messages) {
    Raglan raglan = Raglan.builder(sdk).dialects().dialect(new AcmeDialect()).build();
    List<Map<String, String>> prompt =
        IntStream.range(0, messages)
            .mapToObj(i -> Map.of("role", "user", "content", "question " + i))
            .toList();
    try (ActiveGeneration generation = raglan.generation("ask").start()) {
      generation
          .systemPrompt("Be brief.")
          .prompt(prompt)
          .userQuery("raglan?")
          .temperature(0.2)
          .response(
              Map.of(
                  "id",
                  "chatcmpl-1",
                  "model",
                  "gpt-4o-2024-08-06",
                  "choices",
                  List.of(
                      Map.of(
                          "finish_reason",
                          "stop",
                          "message",
                          Map.of(
                              "role",
                              "assistant",
                              "content",
                              "A sleeve, sk-proj-abcdefghij0123456789abcdefghij."))),
                  "usage",
                  Map.of("prompt_tokens", 12, "completion_tokens", 7)));
    }
    return exporter.getFinishedSpanItems().get(0);
  }

  private static String value(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
