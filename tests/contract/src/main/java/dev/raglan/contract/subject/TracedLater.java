package dev.raglan.contract.subject;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Traced;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes a span of each. */
public class TracedLater implements Later {

  @Override
  @Traced("stage")
  public <T> CompletionStage<T> stage(@Exclude Supplier<CompletionStage<T>> source) {
    return source.get();
  }

  @Override
  @Traced("completable")
  public <T> CompletableFuture<T> completable(@Exclude Supplier<CompletableFuture<T>> source) {
    return source.get();
  }

  @Override
  @Traced("future")
  public <T> Future<T> future(@Exclude Supplier<Future<T>> source) {
    return source.get();
  }

  @Override
  @Traced("mono")
  public <T> Mono<T> mono(@Exclude Supplier<Mono<T>> source) {
    return source.get();
  }

  @Override
  @Traced("flux")
  public <T> Flux<T> flux(@Exclude Supplier<Flux<T>> source) {
    return source.get();
  }

  @Override
  @Traced("publisher")
  public <T> Publisher<T> publisher(@Exclude Supplier<Publisher<T>> source) {
    return source.get();
  }

  @Override
  @Traced("flow")
  public <T> Flow.Publisher<T> flow(@Exclude Supplier<Flow.Publisher<T>> source) {
    return source.get();
  }

  @Override
  @Traced("stream")
  public <T> Stream<T> stream(@Exclude Supplier<Stream<T>> source) {
    return source.get();
  }

  @Override
  @Traced("iterator")
  public <T> Iterator<T> iterator(@Exclude Supplier<Iterator<T>> source) {
    return source.get();
  }

  @Override
  @Traced("toHandler")
  public void toHandler(
      @Exclude Consumer<StreamingChatResponseHandler> source,
      StreamingChatResponseHandler handler) {
    source.accept(handler);
  }

  @Override
  @Traced("any")
  public Object any(@Exclude Supplier<Object> source) {
    return source.get();
  }
}
