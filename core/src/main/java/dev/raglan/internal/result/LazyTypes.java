package dev.raglan.internal.result;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.read.Presence;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.spi.OpenCall;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Types of results that stand for work that goes on after their method has returned, and that no
 * handler follows: nothing is known of their end, so that they never count as a success.
 */
public final class LazyTypes {

  private static final Logger LOG = LoggerFactory.getLogger(LazyTypes.class);
  private static final int MOST_HINTS = 64;

  private static final Set<String> NAMES =
      Set.of(
          "java.util.concurrent.Future",
          "java.util.concurrent.Callable",
          "java.util.Spliterator",
          "io.reactivex.rxjava3.core.ObservableSource",
          "io.reactivex.rxjava3.core.SingleSource",
          "io.reactivex.rxjava3.core.MaybeSource",
          "io.reactivex.rxjava3.core.CompletableSource",
          "io.reactivex.rxjava3.parallel.ParallelFlowable",
          "io.reactivex.ObservableSource",
          "io.reactivex.SingleSource",
          "io.reactivex.MaybeSource",
          "io.reactivex.CompletableSource",
          "rx.Observable",
          "rx.Single",
          "rx.Completable",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "io.vertx.core.Future",
          "io.vertx.core.streams.ReadStream",
          "io.vavr.concurrent.Future",
          "scala.concurrent.Future",
          "com.twitter.util.Future",
          "kotlin.sequences.Sequence",
          "kotlinx.coroutines.Job",
          "kotlinx.coroutines.flow.Flow",
          "jakarta.ws.rs.core.StreamingOutput",
          "org.springframework.web.context.request.async.DeferredResult",
          "org.springframework.web.context.request.async.WebAsyncTask",
          "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
          "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

  /** The types that handlers follow, where a method returns them. */
  private static final Set<String> FOLLOWED =
      Set.of(
          "java.util.Iterator",
          "java.util.concurrent.CompletionStage",
          "java.util.concurrent.Flow$Publisher",
          "java.util.stream.BaseStream",
          "org.reactivestreams.Publisher",
          "dev.langchain4j.service.TokenStream");

  private static final Predicate<String> RESPONSES =
      Pattern.compile("core\\.http\\.(Async)?StreamResponse|core\\.http\\.HttpResponseFor")
          .asPredicate();

  private static final PerClass<Boolean> BROUGHT = new PerClass<>(LazyTypes::standsForWork);

  private static final Set<String> ENTITIES =
      Set.of("org.springframework.http.ResponseEntity", "org.springframework.http.HttpEntity");

  private static final boolean HTTP_CLIENT = Presence.of("java.net.http.HttpResponse");

  private static final PropertyPath BODY = PropertyPath.parse("body");

  /** The names of the classes that a hint was given for. */
  private static final Set<String> HINTED = ConcurrentHashMap.newKeySet();

  private LazyTypes() {}

  static boolean contains(Set<Class<?>> supertypes) {
    return supertypes.stream().map(Class::getName).anyMatch(NAMES::contains);
  }

  /**
   * Returns true for results that are still to be read when a future or publisher brings them, and
   * for what carries them.
   */
  static boolean isUnfinished(Object brought) {
    if (BROUGHT.get(brought.getClass())) {
      return true;
    }
    Object carried = carried(brought);
    return carried != null && carried != brought && isUnfinished(carried);
  }

  /**
   * Returns true if no instance of the class is still to be read, nor carries anything that could
   * be.
   */
  static boolean areFinished(Class<?> type) {
    return !carries(type) && !BROUGHT.get(type);
  }

  /** Returns true if an instance of the class or interface may be work that is still to be done. */
  static boolean standsForWork(Class<?> type) {
    return supertypes(type).stream()
        .map(Class::getName)
        .anyMatch(name -> NAMES.contains(name) || FOLLOWED.contains(name) || RESPONSES.test(name));
  }

  /** Returns the class, its superclasses and all their interfaces. */
  static Set<Class<?>> supertypes(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      all.add(each);
      addInterfaces(each, all);
    }
    return all;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
    for (Class<?> each : type.getInterfaces()) {
      all.add(each);
      addInterfaces(each, all);
    }
  }

  /**
   * Returns what an Optional, an entity of Spring's or a response of the JDK's HTTP client holds,
   * or the work that is still to be done in a record or bean; null for any other value.
   */
  static @Nullable Object carried(Object result) {
    if (result instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (HTTP_CLIENT && HttpBody.isIn(result)) {
      return Safe.orNull(() -> HttpBody.of(result));
    }
    return ENTITIES.contains(result.getClass().getName())
        ? Safe.orNull(() -> BODY.find(result))
        : HeldWork.firstIn(result);
  }

  private static boolean carries(Class<?> type) {
    return type == Optional.class
        || HTTP_CLIENT && HttpBody.isOf(type)
        || ENTITIES.contains(type.getName())
        || HeldWork.mayBeIn(type);
  }

  /** Body of a response of the JDK's HTTP client, which a runtime may lack. */
  private static final class HttpBody {

    static boolean isIn(Object result) {
      return result instanceof HttpResponse<?>;
    }

    static boolean isOf(Class<?> type) {
      return HttpResponse.class.isAssignableFrom(type);
    }

    static @Nullable Object of(Object result) {
      return ((HttpResponse<?>) result).body();
    }
  }

  /** Ends a call as pending, and hints once for a class that its results are not followed. */
  public static void end(Class<?> declared, Object result, OpenCall call) {
    hint(declared, result.getClass());
    if (HeldWork.mayBeIn(result.getClass())) {
      RecordingCall.endPending(call, result);
    } else {
      call.pending();
    }
  }

  /** Logs, once for a class, that results of the class are not followed. */
  private static void hint(Class<?> declared, Class<?> type) {
    if (HINTED.size() < MOST_HINTS && HINTED.add(type.getName())) {
      LOG.info(
          "Raglan does not follow results of {} (declared as {}): the span ends when the method"
              + " returns, with the status pending, and a later failure is not seen. Return a"
              + " CompletableFuture, a Mono, a Flux, a Flow.Publisher, a Stream or an Iterator, or"
              + " register a dev.raglan.spi.ResultHandler for this type.",
          type.getName(),
          declared.getName());
    }
  }
}
