package dev.raglan.contract.subject;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
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

/** Gives results that are not there yet: whatever the supplier, which runs in the call, gives. */
public interface Later {

  <T> CompletionStage<T> stage(Supplier<CompletionStage<T>> source);

  <T> CompletableFuture<T> completable(Supplier<CompletableFuture<T>> source);

  <T> Future<T> future(Supplier<Future<T>> source);

  <T> Mono<T> mono(Supplier<Mono<T>> source);

  <T> Flux<T> flux(Supplier<Flux<T>> source);

  <T> Publisher<T> publisher(Supplier<Publisher<T>> source);

  <T> Flow.Publisher<T> flow(Supplier<Flow.Publisher<T>> source);

  <T> Stream<T> stream(Supplier<Stream<T>> source);

  <T> Iterator<T> iterator(Supplier<Iterator<T>> source);

  void toHandler(
      Consumer<StreamingChatResponseHandler> source, StreamingChatResponseHandler handler);

  Object any(Supplier<Object> source);
}
