package dev.raglan.internal.lazy;

import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.read.Presence;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.PropertyPath;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Types of results that stand for work that goes on after their method has returned: unless a
 * handler follows it, nothing is known of its end, so that it never counts as a success.
 */
public final class LazyTypes {

  private static final Set<String> NAMES =
      Set.of(
          "java.util.concurrent.Future",
          "java.util.concurrent.Callable",
          "java.util.concurrent.BlockingQueue",
          "java.util.concurrent.Flow$Subscription",
          "java.util.Spliterator",
          "java.lang.Process",
          "org.reactivestreams.Subscriber",
          "org.reactivestreams.Subscription",
          "reactor.core.Disposable",
          "reactor.core.publisher.Sinks$Empty",
          "reactor.core.publisher.Sinks$Many",
          "reactor.core.publisher.Sinks$One",
          "io.reactivex.rxjava3.core.ObservableSource",
          "io.reactivex.rxjava3.core.SingleSource",
          "io.reactivex.rxjava3.core.MaybeSource",
          "io.reactivex.rxjava3.core.CompletableSource",
          "io.reactivex.rxjava3.parallel.ParallelFlowable",
          "io.reactivex.rxjava3.disposables.Disposable",
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
          "io.vavr.Lazy",
          "io.vavr.collection.Stream",
          "io.vavr.concurrent.Future",
          "scala.concurrent.Future",
          "com.twitter.util.Future",
          "kotlin.sequences.Sequence",
          "kotlinx.coroutines.Job",
          "kotlinx.coroutines.channels.ReceiveChannel",
          "kotlinx.coroutines.flow.Flow",
          "io.grpc.ClientCall",
          "io.grpc.stub.StreamObserver",
          "okhttp3.Call",
          "retrofit2.Call",
          "com.azure.core.util.IterableStream",
          "com.mongodb.client.MongoIterable",
          "software.amazon.awssdk.core.pagination.sync.SdkIterable",
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

  private static final PerClass<Boolean> AMONG_OTHERS =
      new PerClass<>(LazyTypes::standsForMoreThanACallable);

  private static final PerClass<Boolean> WHOLE =
      new PerClass<>(type -> !isWork(type) && !HeldWork.mayBeIn(type));

  private static final PerClass<Boolean> CONTAINERS = new PerClass<>(ContainedWork::mayBeIn);

  private static final Set<String> ENTITIES =
      Set.of("org.springframework.http.ResponseEntity", "org.springframework.http.HttpEntity");

  private static final boolean HTTP_CLIENT = Presence.of("java.net.http.HttpResponse");

  private static final PropertyPath BODY = PropertyPath.parse("body");

  private LazyTypes() {}

  /** Returns true if a class with these supertypes stands for work that no handler follows. */
  public static boolean contains(Set<Class<?>> supertypes) {
    return supertypes.stream().map(Class::getName).anyMatch(NAMES::contains)
        || isCursor(supertypes);
  }

  /** A source that has to be closed and is iterated over reads as it goes: a database's cursor. */
  private static boolean isCursor(Set<Class<?>> supertypes) {
    return supertypes.contains(Iterable.class)
        && supertypes.contains(AutoCloseable.class)
        && !supertypes.contains(Collection.class);
  }

  /**
   * Returns true for results that are still to be read when a future or publisher brings them, and
   * for what carries them.
   */
  public static boolean isUnfinished(Object brought) {
    if (BROUGHT.get(brought.getClass())) {
      return !isDone(brought);
    }
    Object carried = carried(brought);
    return carried != null && carried != brought && isUnfinished(carried);
  }

  /**
   * Returns true if no instance of the class is still to be read, nor carries anything that could
   * be.
   */
  public static boolean areFinished(Class<?> type) {
    return !carries(type) && !BROUGHT.get(type);
  }

  /** Returns true if an instance of the class or interface may be work that is still to be done. */
  static boolean standsForWork(Class<?> type) {
    return standsForWork(supertypes(type));
  }

  private static boolean standsForWork(Set<Class<?>> supertypes) {
    return contains(supertypes)
        || supertypes.stream()
            .map(Class::getName)
            .anyMatch(name -> FOLLOWED.contains(name) || RESPONSES.test(name));
  }

  /**
   * Returns what is still to be done of the value of a property: the value itself, or the first
   * element that it contains; null if it is all there.
   */
  static @Nullable Object workOf(Object value) {
    return CONTAINERS.get(value.getClass()) && !isWork(value.getClass())
        ? ContainedWork.firstIn(value, LazyTypes::workItself)
        : workItself(value);
  }

  private static @Nullable Object workItself(Object value) {
    return isWork(value.getClass()) && !isDone(value) ? value : null;
  }

  /**
   * Returns true if an instance of the class or interface may be work among other values. A mere
   * callable is there what may be done, more than work to wait for.
   */
  static boolean isWork(Class<?> type) {
    return AMONG_OTHERS.get(type);
  }

  private static boolean standsForMoreThanACallable(Class<?> type) {
    Set<Class<?>> all = supertypes(type);
    all.remove(Callable.class);
    return standsForWork(all);
  }

  /** Returns true if instances of the class are containers of the JDK's own. */
  public static boolean isContainer(Class<?> type) {
    return CONTAINERS.get(type);
  }

  /**
   * Returns true if a type says that its elements are values: of final classes that hold no work.
   */
  public static boolean areValues(Type container) {
    return container instanceof ParameterizedType declared
        && Stream.of(declared.getActualTypeArguments()).allMatch(LazyTypes::isValue);
  }

  private static boolean isValue(Type element) {
    return element instanceof Class<?> type
        && Modifier.isFinal(type.getModifiers())
        && !type.isArray()
        && isWhole(type);
  }

  /** Returns true if no instance of the class is work that is still to be done, or holds any. */
  static boolean isWhole(Class<?> type) {
    return WHOLE.get(type);
  }

  /** Returns what is still to be done of an element of a streamed result; null if it is whole. */
  public static @Nullable Object workOfElement(Object element) {
    if (isWhole(element.getClass())) {
      return null;
    }
    Object work = workItself(element);
    return work == null ? HeldWork.firstIn(element) : work;
  }

  /**
   * Returns true if instances of the class are values that hold work, and not the work itself: what
   * they hold besides can be shown. An Optional holds nothing besides.
   */
  public static boolean holdsWork(Class<?> type) {
    return type != Optional.class
        && !BROUGHT.get(type)
        && (CONTAINERS.get(type) || HeldWork.mayBeIn(type));
  }

  /** Returns true for a future that is done; a class of the application's may refuse to say. */
  public static boolean isDone(Object work) {
    return work instanceof Future<?> future && Safe.orElse(future::isDone, false);
  }

  /** Returns the class, its superclasses and all their interfaces. */
  public static Set<Class<?>> supertypes(Class<?> type) {
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
   * or the work that is still to be done in a container, record or bean; null for any other value.
   */
  public static @Nullable Object carried(Object result) {
    try {
      return carriedBy(result);
    } catch (Throwable thrown) {
      return null; // A thread of the application's may be changing it.
    }
  }

  private static @Nullable Object carriedBy(Object result) {
    if (result instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (CONTAINERS.get(result.getClass())) { // As of most calls that get here.
      return ContainedWork.firstIn(result, LazyTypes::workOfElement);
    }
    if (HTTP_CLIENT && HttpBody.isIn(result)) {
      return HttpBody.of(result);
    }
    return ENTITIES.contains(result.getClass().getName())
        ? BODY.find(result)
        : HeldWork.firstIn(result);
  }

  private static boolean carries(Class<?> type) {
    return type == Optional.class
        || HTTP_CLIENT && HttpBody.isOf(type)
        || ENTITIES.contains(type.getName())
        || ContainedWork.mayBeIn(type)
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
}
