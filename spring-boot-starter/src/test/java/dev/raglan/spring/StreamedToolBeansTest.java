package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** A streamed question whose tools Spring AI runs on threads of Reactor's: one trace. */
class StreamedToolBeansTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withBean(CityTools.class)
          .withBean(Chat.class);

  @Test
  void isOneTrace() {
    assertOneTrace();
  }

  @Test
  void isOneTraceWhereReactorCarriesContexts() {
    Hooks.enableAutomaticContextPropagation();
    try {
      assertOneTrace();
    } finally {
      Hooks.disableAutomaticContextPropagation();
    }
  }

  private void assertOneTrace() {
    runner.run(
        context -> {
          TraceContext session = TraceContext.builder().sessionId("s-1").tags("chat").build();
          try (Scope scope = session.makeCurrent()) {
            assertThat(
                    context
                        .getBean(Chat.class)
                        .ask("weather?")
                        .collectList()
                        .block(Duration.ofSeconds(60)))
                .containsExactly("It is ", "sunny.");
          }
          assertThat(Context.current()).isSameAs(Context.root());
          List<SpanData> spans = RecordedSpans.of(context);
          SpanData ask = named(spans, "Chat.ask");
          assertThat(spans)
              .filteredOn(each -> each.getParentSpanId().equals(ask.getSpanId()))
              .extracting(SpanData::getName)
              .containsExactly("CityTools.weather", "CityTools.time", "CityTools.weather");
          assertThat(spans)
              .hasSize(4)
              .extracting(each -> each.getAttributes().get(AttributeKey.stringKey("session.id")))
              .containsOnly("s-1");
        });
  }

  private static SpanData named(List<SpanData> spans, String name) {
    return spans.stream().filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
  }

  public static class Chat {

    private final ChatClient client;

    Chat(CityTools tools) {
      this.client = ChatClient.builder(new StreamingModel()).defaultTools(tools).build();
    }

    @Traced
    public Flux<String> ask(String question) {
      return client.prompt(question).stream().content().filter(text -> !text.isEmpty());
    }
  }

  public static class CityTools {

    @Tool
    @Traced
    public String weather() {
      return "sunny";
    }

    @Tool
    @Traced
    public String time() {
      return "noon";
    }
  }

  /** Asks for three tool calls, and answers in two parts once it has their results. */
  private static final class StreamingModel implements ChatModel {

    private static final Duration SOON = Duration.ofMillis(5);

    @Override
    public ChatOptions getOptions() {
      return ToolCallingChatOptions.builder().build();
    }

    @Override
    public ChatResponse call(Prompt prompt) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Flux<ChatResponse> stream(Prompt prompt) {
      boolean isAnswered =
          prompt.getInstructions().stream().anyMatch(ToolResponseMessage.class::isInstance);
      return isAnswered
          ? Flux.just("It is ", "sunny.")
              .map(AssistantMessage::new)
              .map(this::response)
              .delayElements(SOON)
          : Flux.just(response(asking())).delayElements(SOON);
    }

    private static AssistantMessage asking() {
      return AssistantMessage.builder()
          .content("")
          .toolCalls(List.of(call("1", "weather"), call("2", "time"), call("3", "weather")))
          .build();
    }

    private static ToolCall call(String id, String name) {
      return new ToolCall(id, "function", name, "{}");
    }

    private ChatResponse response(AssistantMessage message) {
      return new ChatResponse(List.of(new Generation(message)));
    }
  }
}
