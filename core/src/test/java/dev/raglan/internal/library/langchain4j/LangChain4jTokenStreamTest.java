package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.rag.DefaultRetrievalAugmentor;
import dev.langchain4j.rag.RetrievalAugmentor;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.IllegalConfigurationException;
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

/** The token stream of an AI service over a model that the test plays. */
class LangChain4jTokenStreamTest {

  interface Assistant {
    TokenStream answer(String question);
  }

  private static final ChatResponse RESPONSE =
      ChatResponse.builder().aiMessage(AiMessage.from("Hello")).build();

  private static final Consumer<StreamingChatResponseHandler> SAYS_HELLO =
      handler -> {
        handler.onPartialResponse("Hel");
        handler.onPartialResponse("lo");
        handler.onCompleteResponse(RESPONSE);
      };

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
    return follow(assistant(model).build().answer("Hello?"));
  }

  private TokenStream follow(TokenStream source) {
    return (TokenStream) handlers.handle(source, TokenStream.class, call);
  }

  @Test
  void tellsCallAndConsumersOfTheTextAndOfTheResponse() {
    follow(SAYS_HELLO)
        .onPartialResponse(heard::add)
        .onCompleteResponse(response -> heard.add(response.aiMessage().text()))
        .onError(heard::add)
        .start();
    assertThat(heard).containsExactly("Hel", "lo", "Hello");
    assertThat(call.elements()).containsExactly("Hel", "lo");
    assertThat(call.end()).startsWith("completed with ChatResponse").contains("Hello");
  }

  @Test
  void tellsTheCallWhenTheApplicationHasNoConsumers() {
    follow(SAYS_HELLO).ignoreErrors().start();
    assertThat(call.elements()).containsExactly("Hel", "lo");
    assertThat(call.end()).startsWith("completed with ChatResponse");
  }

  @Test
  void startsInTheCallsContext() {
    follow(handler -> heard.add(RecordedCall.isCurrent())).ignoreErrors().start();
    assertThat(heard).containsExactly(true);
  }

  @Test
  void failsTheCallWhenTheModelFails() {
    IllegalStateException broken = new IllegalStateException("broken pipe");
    follow(
            handler -> {
              handler.onPartialResponse("Hel");
              handler.onError(broken);
            })
        .onError(heard::add)
        .start();
    assertThat(heard).containsExactly(broken);
    assertThat(call.elements()).containsExactly("Hel");
    assertThat(call.end()).isEqualTo("failed with broken pipe");
  }

  @Test
  void failsTheCallWhenErrorsAreIgnored() {
    follow(handler -> handler.onError(new IllegalStateException("broken pipe")))
        .ignoreErrors()
        .start();
    assertThat(call.end()).isEqualTo("failed with broken pipe");
  }

  @Test
  void failsTheCallWhenStartingFails() {
    TokenStream stream =
        follow(
                handler -> {
                  throw new IllegalStateException("no connection");
                })
            .onError(heard::add);
    try {
      stream.start();
    } catch (IllegalStateException thrown) {
      heard.add(thrown);
    }
    assertThat(heard).hasSize(1);
    assertThat(call.end()).isEqualTo("failed with no connection");
  }

  @Test
  void isRefusedWithoutAnErrorHandlerAsByTheLibrary() {
    TokenStream stream = follow(SAYS_HELLO).onPartialResponse(heard::add);
    assertThatThrownBy(stream::start)
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining("onError");
    assertThat(call.end()).startsWith("failed with One of [onError");
  }

  @Test
  void isRefusedWithASecondConsumerAsByTheLibrary() {
    TokenStream stream =
        follow(SAYS_HELLO)
            .onPartialResponse(heard::add)
            .onPartialResponse(heard::add)
            .ignoreErrors();
    assertThatThrownBy(stream::start)
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining("onPartialResponse");
    assertThat(heard).isEmpty();
  }

  @Test
  void passesRetrievedContentsOn() {
    RetrievalAugmentor augmentor =
        DefaultRetrievalAugmentor.builder()
            .contentRetriever(query -> List.of(Content.from("a sleeve")))
            .build();
    follow(assistant(SAYS_HELLO).retrievalAugmentor(augmentor).build().answer("Raglan?"))
        .onRetrieved(contents -> heard.add(contents.get(0).textSegment().text()))
        .ignoreErrors()
        .start();
    assertThat(heard).containsExactly("a sleeve");
  }

  @Test
  void isAnotherCallWhenItIsStartedAgain() {
    TokenStream stream = follow(SAYS_HELLO).ignoreErrors();
    stream.start();
    stream.start();
    assertThat(call.elements()).containsExactly("Hel", "lo");
    assertThat(call.further()).hasSize(1);
    assertThat(call.further().get(0).elements()).containsExactly("Hel", "lo");
    assertThat(call.further().get(0).end()).startsWith("completed with");
  }

  @Test
  void leavesAStreamAloneThatIsDeclaredAsSomethingElse() {
    TokenStream source = assistant(SAYS_HELLO).build().answer("Hello?");
    assertThat(handlers.handle(source, Object.class, call)).isSameAs(source);
  }
}
