package dev.raglan.internal.result;

import dev.raglan.internal.library.langchain4j.LangChain4jTokenStreamResult;
import dev.raglan.internal.library.stainless.AnthropicJavaAsyncStreamResult;
import dev.raglan.internal.library.stainless.AnthropicJavaStreamResult;
import dev.raglan.internal.library.stainless.OpenAiJavaAsyncStreamResult;
import dev.raglan.internal.library.stainless.OpenAiJavaStreamResult;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handlers that are there, the application's own first. Thread-safe. */
public final class ResultHandlers {

  private final List<ResultHandler> handlers;

  // Not static: an entry lives in the class it is about, and must not keep Raglan's loader alive.
  private final ClassValue<Optional<ResultHandler>> byType =
      new ClassValue<>() {
        @Override
        protected Optional<ResultHandler> computeValue(Class<?> type) {
          return handlers.stream()
              .filter(handler -> Safe.orElse(() -> handler.handles(type), false))
              .findFirst();
        }
      };

  ResultHandlers(List<ResultHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /** Those found through the service loader, then Raglan's for the libraries that are present. */
  public static ResultHandlers discover() {
    List<ResultHandler> all = new ArrayList<>();
    try {
      ServiceLoader.load(ResultHandler.class, ResultHandlers.class.getClassLoader())
          .forEach(all::add);
    } catch (ServiceConfigurationError broken) {
      Safe.log("a result handler cannot be loaded", broken);
    }
    addIfPresent(all, "com.openai.core.http.StreamResponse", OpenAiJavaStreamResult::new);
    addIfPresent(all, "com.openai.core.http.AsyncStreamResponse", OpenAiJavaAsyncStreamResult::new);
    addIfPresent(all, "com.anthropic.core.http.StreamResponse", AnthropicJavaStreamResult::new);
    addIfPresent(
        all, "com.anthropic.core.http.AsyncStreamResponse", AnthropicJavaAsyncStreamResult::new);
    addIfPresent(all, "dev.langchain4j.service.TokenStream", LangChain4jTokenStreamResult::new);
    all.add(new CompletionStageHandler());
    all.add(new FutureHandler());
    if (isPresent("reactor.core.publisher.Flux")) {
      all.add(new MonoHandler());
      all.add(new FluxHandler());
    }
    if (isPresent("org.reactivestreams.Publisher")) {
      all.add(new PublisherHandler());
    }
    all.add(new FlowPublisherHandler());
    all.add(new JdkStreamHandler());
    all.add(new IteratorHandler());
    return new ResultHandlers(all);
  }

  private static void addIfPresent(
      List<ResultHandler> all, String type, Supplier<ResultHandler> handler) {
    if (isPresent(type)) {
      all.add(handler.get());
    }
  }

  private static boolean isPresent(String type) {
    return Safe.orNull(() -> Class.forName(type, false, ResultHandlers.class.getClassLoader()))
        != null;
  }

  /** Whether a method declared to return the type works when its result is subscribed to. */
  public boolean startsOnSubscription(Class<?> declaredType) {
    return handlers.stream()
        .anyMatch(handler -> Safe.orElse(() -> handler.startsOnSubscription(declaredType), false));
  }

  /** Ends the call now, or has it ended when the result is there; what the application gets. */
  public @Nullable Object handle(@Nullable Object result, Class<?> declaredType, OpenCall call) {
    if (result == null) {
      call.completed();
      return null;
    }
    ResultHandler handler = byType.get(result.getClass()).orElse(null);
    if (handler == null || !fits(handler, declaredType)) {
      call.completed(result);
      return result;
    }
    try {
      return handler.handle(result, call);
    } catch (Throwable thrown) {
      Safe.log("following a result", thrown);
      call.completed();
      return result;
    }
  }

  private static boolean fits(ResultHandler handler, Class<?> declaredType) {
    return Safe.orElse(() -> handler.fits(declaredType), false);
  }
}
