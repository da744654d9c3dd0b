package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.BeforeToolExecution;
import dev.langchain4j.service.tool.ToolExecution;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token stream whose consumers are followed.
 *
 * <p>Each consumer of the application is registered as it comes, so that the library counts and
 * refuses registrations as it would without Raglan; those that the application does not have and
 * the call needs are registered at the start.
 */
final class LangChain4jTokenStream implements TokenStream {

  private static final Logger LOG = LoggerFactory.getLogger(TokenStream.class);

  private final TokenStream source;
  private final OpenCall call;
  private volatile OpenCall started;
  private volatile Context outside = Context.root();
  private volatile LangChain4jToolThreads toolThreads;
  private boolean hearsPartialResponses;
  private boolean hearsCompleteResponse;
  private boolean hearsToolsBefore;
  private boolean hearsToolsAfter;

  LangChain4jTokenStream(TokenStream source, OpenCall call) {
    this.source = source;
    this.call = call;
    this.started = call;
    this.toolThreads = new LangChain4jToolThreads(call);
  }

  @Override
  public TokenStream onPartialResponse(Consumer<String> consumer) {
    hearsPartialResponses = true;
    source.onPartialResponse(
        text -> {
          started.element(text);
          pass(text, consumer);
        });
    return this;
  }

  @Override
  public TokenStream onPartialResponseWithContext(
      BiConsumer<PartialResponse, PartialResponseContext> consumer) {
    hearsPartialResponses = true;
    source.onPartialResponseWithContext(
        (partial, context) -> {
          started.element(partial.text());
          pass(partial, LangChain4jStreamingHandle.follow(context, started), consumer);
        });
    return this;
  }

  @Override
  public TokenStream onPartialThinking(Consumer<PartialThinking> consumer) {
    source.onPartialThinking(thinking -> pass(thinking, consumer));
    return this;
  }

  @Override
  public TokenStream onPartialThinkingWithContext(
      BiConsumer<PartialThinking, PartialThinkingContext> consumer) {
    source.onPartialThinkingWithContext(
        (partial, context) ->
            pass(partial, LangChain4jStreamingHandle.follow(context, started), consumer));
    return this;
  }

  @Override
  public TokenStream onPartialToolCall(Consumer<PartialToolCall> consumer) {
    source.onPartialToolCall(partial -> pass(partial, consumer));
    return this;
  }

  @Override
  public TokenStream onPartialToolCallWithContext(
      BiConsumer<PartialToolCall, PartialToolCallContext> consumer) {
    source.onPartialToolCallWithContext(
        (partial, context) ->
            pass(partial, LangChain4jStreamingHandle.follow(context, started), consumer));
    return this;
  }

  @Override
  public TokenStream onRetrieved(Consumer<List<Content>> consumer) {
    source.onRetrieved(contents -> pass(contents, consumer));
    return this;
  }

  @Override
  public TokenStream onIntermediateResponse(Consumer<ChatResponse> consumer) {
    source.onIntermediateResponse(response -> pass(response, consumer));
    return this;
  }

  @Override
  public TokenStream beforeToolExecution(Consumer<BeforeToolExecution> consumer) {
    hearsToolsBefore = true;
    source.beforeToolExecution(
        execution -> {
          pass(execution, consumer);
          toolThreads.enter();
        });
    return this;
  }

  @Override
  public TokenStream onUnmappedRawEvent(Consumer<Object> consumer) {
    source.onUnmappedRawEvent(event -> pass(event, consumer));
    return this;
  }

  @Override
  public TokenStream onToolExecuted(Consumer<ToolExecution> consumer) {
    hearsToolsAfter = true;
    source.onToolExecuted(
        execution -> {
          toolThreads.leave();
          pass(execution, consumer);
        });
    return this;
  }

  @Override
  public TokenStream onCompleteResponse(Consumer<ChatResponse> consumer) {
    hearsCompleteResponse = true;
    source.onCompleteResponse(
        response -> {
          started.completed(response);
          toolThreads.leaveAll();
          pass(response, consumer);
        });
    return this;
  }

  @Override
  public TokenStream onError(Consumer<Throwable> consumer) {
    source.onError(
        error -> {
          started.failed(error);
          toolThreads.leaveAll();
          pass(error, consumer);
        });
    return this;
  }

  /** Listens to errors, which end the call, and then logs them as the library would. */
  @Override
  public TokenStream ignoreErrors() {
    return onError(error -> LOG.warn("Ignored error", error));
  }

  /**
   * Passes a value on, in the context that the stream was started in; the library takes null for no
   * consumer.
   */
  private <T> void pass(T value, @Nullable Consumer<? super T> consumer) {
    if (consumer != null) {
      runOutside(() -> consumer.accept(value));
    }
  }

  private <T, C> void pass(
      T value, C context, @Nullable BiConsumer<? super T, ? super C> consumer) {
    if (consumer != null) {
      runOutside(() -> consumer.accept(value, context));
    }
  }

  private void runOutside(Runnable consumer) {
    Scope scope = ContextScope.enterOutside(outside, started);
    try {
      consumer.run();
    } finally {
      ContextScope.leave(scope);
    }
  }

  @Override
  public void start() {
    Safe.run("listening to a token stream", this::listen);
    Context current = Context.current();
    outside = Safe.orElse(() -> call.outside(current), current);
    started = Safe.orElse(() -> call.subscribed(current), call);
    toolThreads = new LangChain4jToolThreads(started);
    Scope scope = ContextScope.enter(started.context());
    try {
      source.start();
    } catch (Throwable thrown) {
      started.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  private void listen() {
    if (!hearsPartialResponses) {
      onPartialResponse(text -> {});
    }
    if (!hearsCompleteResponse) {
      onCompleteResponse(response -> {});
    }
    if (LangChain4jToolThreads.ARE_TOLD) {
      listenToTools();
    }
  }

  private void listenToTools() {
    if (!hearsToolsBefore) {
      beforeToolExecution(execution -> {});
    }
    if (!hearsToolsAfter) {
      onToolExecuted(execution -> {});
    }
  }
}
