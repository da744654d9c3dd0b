package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;

/** Follows a token stream by way of the consumers that are registered with it. */
public final class LangChain4jTokenStreamResult implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return TokenStream.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == TokenStream.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    TokenStream source = (TokenStream) result;
    return ForwardingProxy.of(TokenStream.class, source, new LangChain4jTokenStream(source, call));
  }
}
