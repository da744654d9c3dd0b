package dev.raglan.internal.library.langchain4j;

import dev.raglan.internal.result.CallbackHandler;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Follows a streamed answer by way of the handler that a model is called with. */
public final class LangChain4jCallbacks implements CallbackHandler {

  /** The types of handlers: that of today, and the one that language models still take. */
  private static final Set<String> TYPES =
      Set.of(
          "dev.langchain4j.model.chat.response.StreamingChatResponseHandler",
          "dev.langchain4j.model.StreamingResponseHandler");

  @Override
  public boolean takesResult(Class<?> parameterType) {
    return TYPES.contains(parameterType.getName());
  }

  @Override
  public Object follow(Class<?> type, Object callback, OpenCall call, Context outside) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        new LangChain4jStreamedAnswer(callback, call, outside));
  }
}
