package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.spi.OpenCall;
import org.jspecify.annotations.Nullable;

/** Cancels a stream and its call: the library tells no consumer of it. */
final class LangChain4jStreamingHandle implements StreamingHandle {

  private final StreamingHandle source;
  private final OpenCall call;

  private LangChain4jStreamingHandle(StreamingHandle source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  /** Returns the context of a partial answer, whose handle is followed; any other as it is. */
  static @Nullable Object followIn(@Nullable Object context, OpenCall call) {
    if (context instanceof PartialResponseContext response) {
      return follow(response, call);
    }
    if (context instanceof PartialThinkingContext thinking) {
      return follow(thinking, call);
    }
    return context instanceof PartialToolCallContext tool ? follow(tool, call) : context;
  }

  static PartialResponseContext follow(PartialResponseContext context, OpenCall call) {
    return new PartialResponseContext(follow(context.streamingHandle(), call));
  }

  static PartialThinkingContext follow(PartialThinkingContext context, OpenCall call) {
    return new PartialThinkingContext(follow(context.streamingHandle(), call));
  }

  static PartialToolCallContext follow(PartialToolCallContext context, OpenCall call) {
    return new PartialToolCallContext(follow(context.streamingHandle(), call));
  }

  private static StreamingHandle follow(StreamingHandle handle, OpenCall call) {
    return ForwardingProxy.of(
        StreamingHandle.class, handle, new LangChain4jStreamingHandle(handle, call));
  }

  @Override
  public void cancel() {
    source.cancel();
    call.canceled();
  }

  @Override
  public boolean isCancelled() {
    return source.isCancelled();
  }
}
