package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.service.AiServices;
import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/**
 * Results that a method does not return but hands to a handler among its arguments, and the tools
 * of an AI service that a streaming model asks for through such a handler.
 */
abstract class CallbackContract extends ContractGroup {

  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");

  private final ChatResponse answer =
      ChatResponse.builder().aiMessage(AiMessage.from("done")).build();

  private final ExecutorService client = Executors.newSingleThreadExecutor();
  private final ExecutorService tools = Executors.newSingleThreadExecutor();

  CallbackContract(Weaver weaver) {
    super(weaver);
  }

  /** Keeps the handler that the method is given, for the library to call it later. */
  private static final class Kept implements StreamingChatResponseHandler {

    private final List<Object> heard = new ArrayList<>();
    private @Nullable StreamingChatResponseHandler given;

    void keep(StreamingChatResponseHandler handler) {
      given = handler;
    }

    StreamingChatResponseHandler given() {
      assertThat(given).isNotNull();
      return given;
    }

    @Override
    public void onPartialResponse(String text) {
      heard.add(text);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      heard.add(response);
    }

    @Override
    public void onError(Throwable error) {
      heard.add(error);
    }
  }

  private Kept called() {
    Kept kept = new Kept();
    traced(Later.class, TracedLater::new).toHandler(kept::keep, kept);
    return kept;
  }

  @Test
  void endsTheSpanWithTheAnswer() {
    Kept kept = called();

    assertThat(spans()).isEmpty();
    kept.given().onPartialResponse("do");
    kept.given().onPartialResponse("ne");
    assertThat(spans()).isEmpty();
    kept.given().onCompleteResponse(answer);

    assertThat(kept.heard).containsExactly("do", "ne", answer);
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
    assertThat(input(span())).isNull();
  }

  @Test
  void endsTheSpanWithTheErrorThatTheHandlerIsTold() {
    IllegalStateException error = new IllegalStateException("boom");

    Kept kept = called();
    kept.given().onError(error);

    assertThat(kept.heard).containsExactly(error);
    assertThat(span()).hasStatus(failure("boom"));
  }

  @Test
  void endsTheSpanWithWhatIsThrownBeforeThereIsAnAnswer() {
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                traced(Later.class, TracedLater::new)
                    .toHandler(
                        handler -> {
                          throw thrown;
                        },
                        new Kept()))
        .isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }

  @AfterEach
  void leavesTheirThreadsClean() throws Exception {
    Callable<Context> current = Context::current;
    assertThat(client.submit(current).get()).isSameAs(Context.root());
    assertThat(tools.submit(current).get()).isSameAs(Context.root());
    client.shutdown();
    tools.shutdown();
  }

  interface Assistant {
    Flux<String> answer(String question);
  }

  /** Asks for a tool twice, then answers, each on the thread of its client. */
  private final class Model implements StreamingChatModel {

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      client.execute(() -> answer(request, handler));
    }

    private void answer(ChatRequest request, StreamingChatResponseHandler handler) {
      if (request.messages().stream().anyMatch(ToolExecutionResultMessage.class::isInstance)) {
        handler.onPartialResponse("It is ");
        handler.onPartialResponse("sunny.");
        complete(AiMessage.from("It is sunny."), handler);
      } else {
        List<ToolExecutionRequest> asked = List.of(asking("1"), asking("2"));
        for (int i = 0; i < asked.size(); i++) {
          handler.onCompleteToolCall(new CompleteToolCall(i, asked.get(i)));
        }
        complete(AiMessage.from(asked), handler);
      }
    }

    private void complete(AiMessage message, StreamingChatResponseHandler handler) {
      handler.onCompleteResponse(ChatResponse.builder().aiMessage(message).build());
    }

    private ToolExecutionRequest asking(String id) {
      return ToolExecutionRequest.builder().id(id).name("weather").arguments("{}").build();
    }
  }

  /** A tool whose work is traced. */
  public static final class Weather {

    private final Echo echo;

    Weather(Echo echo) {
      this.echo = echo;
    }

    @Tool
    public String weather() {
      return String.valueOf(echo.echo("sunny"));
    }
  }

  private AiServices<Assistant> service() {
    return AiServices.builder(Assistant.class)
        .streamingChatModel(new Model())
        .tools(new Weather(traced(Echo.class, TracedEcho::new)));
  }

  private void areBelowTheCall(Assistant service) {
    TraceContext session = TraceContext.builder().sessionId("s-1").build();
    try (Scope scope = session.makeCurrent()) {
      Flux<String> answer =
          traced(Later.class, TracedLater::new).flux(() -> service.answer("how?"));
      assertThat(answer.collectList().block(Duration.ofSeconds(60)))
          .containsExactly("It is ", "sunny.");
    }
    SpanData call = span("flux");
    assertThat(spans()).hasSize(3);
    assertThat(spans())
        .filteredOn(each -> each.getParentSpanId().equals(call.getSpanId()))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.getAttributes().get(SESSION)).isEqualTo("s-1"));
  }

  @Test
  void hasTheToolsOfAnAiServiceBelowTheCall() {
    areBelowTheCall(service().build());
  }

  @Test
  void hasToolsBelowTheCallThatRunBesideOneAnother() {
    areBelowTheCall(service().executeToolsConcurrently(tools).build());
  }
}
