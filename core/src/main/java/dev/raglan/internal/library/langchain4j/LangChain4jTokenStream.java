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
  private boolean hearsPartialResponses;
  private boolean hearsCompleteResponse;

  LangChain4jTokenStream(TokenStream source, OpenCall call) {
    this.source = source;
    this.call = call;
    this.started = call;
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
    source.onPartialThinking(consumer);
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
    source.onPartialToolCall(consumer);
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
    source.onRetrieved(consumer);
    return this;
  }

  @Override
  public TokenStream onIntermediateResponse(Consumer<ChatResponse> consumer) {
    source.onIntermediateResponse(consumer);
    return this;
  }

  @Override
  public TokenStream beforeToolExecution(Consumer<BeforeToolExecution> consumer) {
    source.beforeToolExecution(consumer);
    return this;
  }

  @Override
  public TokenStream onUnmappedRawEvent(Consumer<Object> consumer) {
    source.onUnmappedRawEvent(consumer);
    return this;
  }

  @Override
  public TokenStream onToolExecuted(Consumer<ToolExecution> consumer) {
    source.onToolExecuted(consumer);
    return this;
  }

  @Override
  public TokenStream onCompleteResponse(Consumer<ChatResponse> consumer) {
    hearsCompleteResponse = true;
    source.onCompleteResponse(
        response -> {
          started.completed(response);
          pass(response, consumer);
        });
    return this;
  }

  @Override
  public TokenStream onError(Consumer<Throwable> consumer) {
    source.onError(
        error -> {
          started.failed(error);
          pass(error, consumer);
        });
    return this;
  }

  /** Listens to errors, which end the call, and then logs them as the library would. */
  @Override
  public TokenStream ignoreErrors() {
    return onError(error -> LOG.warn("Ignored error", error));
  }

  /** Passes a value on; the library takes null for no consumer. */
  private static <T> void pass(T value, @Nullable Consumer<? super T> consumer) {
    if (consumer != null) {
      consumer.accept(value);
    }
  }

  private static <T, C> void pass(
      T value, C context, @Nullable BiConsumer<? super T, ? super C> consumer) {
    if (consumer != null) {
      consumer.accept(value, context);
    }
  }

  @Override
  public void start() {
    Safe.run("listening to a token stream", this::listen);
    started = Safe.orElse(() -> call.subscribed(Context.current()), call);
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
  }
}
