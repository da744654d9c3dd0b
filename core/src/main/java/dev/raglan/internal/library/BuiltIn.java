package dev.raglan.internal.library;

import dev.raglan.internal.chat.BeanExtractor;
import dev.raglan.internal.chat.JsonExtractor;
import dev.raglan.internal.chat.ListExtractor;
import dev.raglan.internal.chat.ModelExtractor;
import dev.raglan.internal.chat.Shapes;
import dev.raglan.internal.library.grpc.StreamObserverCallbacks;
import dev.raglan.internal.library.guava.ListenableFutureHandler;
import dev.raglan.internal.library.httpclient.ResponseBodyHandler;
import dev.raglan.internal.library.kotlin.DeferredHandler;
import dev.raglan.internal.library.kotlin.FlowHandler;
import dev.raglan.internal.library.kotlin.SequenceHandler;
import dev.raglan.internal.library.langchain4j.LangChain4j;
import dev.raglan.internal.library.langchain4j.LangChain4jCallbacks;
import dev.raglan.internal.library.langchain4j.LangChain4jTokenStreamResult;
import dev.raglan.internal.library.mutiny.MutinyHandler;
import dev.raglan.internal.library.reactor.FluxHandler;
import dev.raglan.internal.library.reactor.MonoHandler;
import dev.raglan.internal.library.rxjava.RxJavaHandler;
import dev.raglan.internal.library.springai.SpringAi;
import dev.raglan.internal.library.springmvc.EntityHandler;
import dev.raglan.internal.library.springmvc.MvcResultHandler;
import dev.raglan.internal.library.springmvc.StreamingBodyHandler;
import dev.raglan.internal.library.stainless.AnthropicJava;
import dev.raglan.internal.library.stainless.OpenAiJava;
import dev.raglan.internal.library.stainless.StreamResponseHandler;
import dev.raglan.internal.library.vertx.VertxFutureHandler;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.read.Presence;
import dev.raglan.internal.read.Vectors;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.ResultExtractor;
import dev.raglan.spi.ResultHandler;
import java.util.ArrayList;
import java.util.List;

/** The list of what Raglan reads and follows by itself, of the libraries that are present. */
public final class BuiltIn {

  private BuiltIn() {}

  /**
   * Returns the application's extractors and Raglan's own: for the libraries that are present, then
   * for JSON, then for beans that have the shape.
   *
   * @param embeddingVectors true if the vectors of embeddings are read too, rounded to 4 places
   */
  public static Extractors extractors(boolean embeddingVectors) {
    Vectors vectors = new Vectors(embeddingVectors);
    return Extractors.discovered(all -> extractors(vectors, new ListExtractor(all, vectors)));
  }

  private static List<ResultExtractor> extractors(Vectors vectors, ListExtractor lists) {
    Shapes shapes = new Shapes(vectors);
    List<ResultExtractor> all = new ArrayList<>();
    all.add(new ModelExtractor(vectors));
    all.add(lists);
    add("com.openai.core.ObjectMappers", () -> new OpenAiJava(shapes, vectors), all);
    add("com.anthropic.core.ObjectMappers", () -> new AnthropicJava(shapes), all);
    add("org.springframework.ai.chat.model.ChatResponse", () -> new SpringAi(shapes, vectors), all);
    add("dev.langchain4j.model.chat.response.ChatResponse", () -> new LangChain4j(vectors), all);
    all.add(new JsonExtractor(shapes, lists));
    all.add(new BeanExtractor(shapes));
    return all;
  }

  /** Returns the result handlers for the libraries that are present. */
  public static List<ResultHandler> resultHandlers() {
    List<ResultHandler> libraries = new ArrayList<>();
    libraries.add(new StreamResponseHandler());
    add(
        "dev.langchain4j.model.chat.response.ChatResponse",
        () -> new LangChain4jCallbacks(),
        libraries);
    add("dev.langchain4j.service.TokenStream", () -> new LangChain4jTokenStreamResult(), libraries);
    add("io.grpc.stub.StreamObserver", () -> new StreamObserverCallbacks(), libraries);
    add("reactor.core.publisher.Mono", () -> new MonoHandler(), libraries);
    add("reactor.core.publisher.Flux", () -> new FluxHandler(), libraries);
    add("io.reactivex.rxjava3.core.Flowable", () -> new RxJavaHandler(), libraries);
    add("io.smallrye.mutiny.Multi", () -> new MutinyHandler(), libraries);
    add("io.vertx.core.Future", () -> new VertxFutureHandler(), libraries);
    add(
        "com.google.common.util.concurrent.ListenableFuture",
        () -> new ListenableFutureHandler(),
        libraries);
    add("kotlinx.coroutines.flow.Flow", () -> new FlowHandler(), libraries);
    add("kotlinx.coroutines.Deferred", () -> new DeferredHandler(), libraries);
    add("kotlin.sequences.Sequence", () -> new SequenceHandler(), libraries);
    add(
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
        () -> new MvcResultHandler(),
        libraries);
    add(
        "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
        () -> new StreamingBodyHandler(),
        libraries);
    add("java.net.http.HttpResponse", () -> new ResponseBodyHandler(), libraries);
    add("org.springframework.http.ResponseEntity", () -> new EntityHandler(), libraries);
    return libraries;
  }

  /**
   * Adds what serves a library that is present; one in a version that is too old is as one that is
   * absent.
   *
   * @param source a lambda rather than a reference to a constructor: to link that would verify the
   *     class, which needs the library
   */
  private static <T> void add(String library, Safe.Source<T> source, List<T> all) {
    T part = Presence.of(library) ? Safe.orNull(source) : null;
    if (part != null) {
      all.add(part);
    }
  }
}
