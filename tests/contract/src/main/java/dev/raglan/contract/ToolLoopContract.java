package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Tools of an AI service of LangChain4j's that streams: the library runs them on other threads. */
abstract class ToolLoopContract extends ContractGroup {

  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");

  private final ExecutorService client = Executors.newSingleThreadExecutor();
  private final ExecutorService tools = Executors.newSingleThreadExecutor();

  ToolLoopContract(Weaver weaver) {
    super(weaver);
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

  private void areBelowTheCallThatReturns(Assistant service) {
    TraceContext session = TraceContext.builder().sessionId("s-1").build();
    try (Scope scope = session.makeCurrent()) {
      Flux<String> answer =
          traced(Later.class, TracedLater::new).flux(() -> service.answer("how?"));
      assertThat(answer.collectList().block(Duration.ofSeconds(10)))
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
  void areBelowTheCallThatReturnsTheAnswer() {
    areBelowTheCallThatReturns(service().build());
  }

  @Test
  void areBelowItWhereTheyRunBesideOneAnother() {
    areBelowTheCallThatReturns(service().executeToolsConcurrently(tools).build());
  }
}
