package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.result.RecordedCall;
import dev.raglan.internal.result.ResultHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What token streams learned after the oldest version that is supported. */
class LangChain4jTokenStreamAdditionsTest {

  interface Assistant {
    TokenStream answer(String question);
  }

  private static final Consumer<StreamingChatResponseHandler> SAYS_NOTHING = handler -> {};

  private final RecordedCall call = new RecordedCall();
  private final ResultHandlers handlers = ResultHandlers.discovered(BuiltIn.resultHandlers());
  private final List<Object> heard = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void leavesTheThreadClean() {
    assertThat(RecordedCall.isCurrent()).isFalse();
  }

  private static AiServices<Assistant> assistant(Consumer<StreamingChatResponseHandler> model) {
    return AiServices.builder(Assistant.class)
        .streamingChatModel(
            new StreamingChatModel() {
              @Override
              public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                model.accept(handler);
              }
            });
  }

  private TokenStream follow(Consumer<StreamingChatResponseHandler> model) {
    TokenStream source = assistant(model).build().answer("Hello?");
    return (TokenStream) handlers.handle(source, TokenStream.class, call);
  }

  @Test
  void returnsItselfFromEveryRegistration() {
    TokenStream stream = follow(SAYS_NOTHING);
    assertThat(
            List.of(
                stream.onPartialResponse(heard::add),
                stream.onPartialResponseWithContext((partial, context) -> {}),
                stream.onPartialThinking(heard::add),
                stream.onPartialThinkingWithContext((partial, context) -> {}),
                stream.onPartialToolCall(heard::add),
                stream.onPartialToolCallWithContext((partial, context) -> {}),
                stream.onRetrieved(heard::add),
                stream.onIntermediateResponse(heard::add),
                stream.beforeToolExecution(heard::add),
                stream.onUnmappedRawEvent(heard::add),
                stream.onToolExecuted(heard::add),
                stream.onCompleteResponse(heard::add),
                stream.onError(heard::add),
                stream.ignoreErrors()))
        .allMatch(each -> each == stream);
  }

  @Test
  void cancelsTheCallWhenAConsumerCancelsTheStream() {
    List<String> canceled = new ArrayList<>();
    StreamingHandle handle =
        new StreamingHandle() {
          @Override
          public void cancel() {
            canceled.add("model");
          }

          @Override
          public boolean isCancelled() {
            return !canceled.isEmpty();
          }
        };
    follow(
            model ->
                model.onPartialResponse(
                    new PartialResponse("Hel"), new PartialResponseContext(handle)))
        .onPartialResponseWithContext(
            (partial, context) -> {
              heard.add(partial.text());
              context.streamingHandle().cancel();
              heard.add(context.streamingHandle().isCancelled());
            })
        .ignoreErrors()
        .start();
    assertThat(heard).containsExactly("Hel", true);
    assertThat(canceled).containsExactly("model");
    assertThat(call.elements()).containsExactly("Hel");
    assertThat(call.end()).isEqualTo("canceled");
  }
}
