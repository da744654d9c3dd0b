package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Predicate;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The types whose values are never looked into: looking would consume them, wait for them, query a
 * database, or tell nothing.
 */
public final class OpaqueTypes {

  private static final List<Class<?>> TYPES =
      List.of(
          AutoCloseable.class,
          BaseStream.class,
          ClassLoader.class,
          CompletionStage.class,
          Condition.class,
          Enumeration.class,
          Executor.class,
          Flow.Publisher.class,
          Flow.Subscriber.class,
          Flow.Subscription.class,
          Future.class,
          Iterator.class,
          Lock.class,
          Logger.class,
          MethodHandle.class,
          Module.class,
          Process.class,
          ReadWriteLock.class,
          Reference.class,
          Spliterator.class,
          Thread.class,
          ThreadGroup.class,
          ThreadLocal.class);

  private static final List<Class<?>> FUNCTIONS =
      List.of(Runnable.class, Callable.class, Comparator.class);

  private static final Set<String> NAMES =
      Set.of(
          "groovy.lang.MetaClass",
          "kotlin.Function",
          "kotlin.coroutines.Continuation",
          "kotlin.sequences.Sequence",
          "org.hibernate.engine.spi.PersistentAttributeInterceptable",
          "org.hibernate.proxy.HibernateProxy",
          "org.reactivestreams.Publisher",
          "org.reactivestreams.Subscriber",
          "org.reactivestreams.Subscription",
          "org.springframework.aop.SpringProxy");

  private static final List<String> PREFIXES =
      List.of(
          "com.google.protobuf.",
          "jakarta.persistence.",
          "jakarta.servlet.",
          "java.sql.",
          "javax.persistence.",
          "javax.servlet.",
          "javax.sql.",
          "org.springframework.beans.",
          "org.springframework.context.");

  private OpaqueTypes() {}

  /** Whether values of the class are never looked into, not even by a codec. */
  public static boolean contains(Class<?> type) {
    return TYPES.stream().anyMatch(known -> known.isAssignableFrom(type))
        || isReflective(type)
        || isGenerated(type)
        || isFunction(type)
        || hasUntouchableName(type);
  }

  /** Whether the class is iterable in a way that may be possible only once. */
  public static boolean isOneWayIterable(Class<?> type) {
    return Iterable.class.isAssignableFrom(type)
        && !Collection.class.isAssignableFrom(type)
        && !Path.class.isAssignableFrom(type)
        && !JsonNode.class.isAssignableFrom(type);
  }

  private static boolean isReflective(Class<?> type) {
    return type != Class.class
        && (Member.class.isAssignableFrom(type) || AnnotatedElement.class.isAssignableFrom(type));
  }

  /** Dynamic proxies and lambdas. */
  private static boolean isGenerated(Class<?> type) {
    return Proxy.isProxyClass(type) || (type.isSynthetic() && type.getName().contains("$$Lambda"));
  }

  private static boolean isFunction(Class<?> type) {
    return !type.isRecord()
        && (FUNCTIONS.stream().anyMatch(known -> known.isAssignableFrom(type))
            || anyAncestor(type, name -> name.startsWith("java.util.function.")));
  }

  private static boolean hasUntouchableName(Class<?> type) {
    return anyAncestor(
        type, name -> NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
  }

  /** Whether the class, a superclass or an interface of one has such a name. */
  private static boolean anyAncestor(@Nullable Class<?> type, Predicate<String> test) {
    return type != null
        && (test.test(type.getName())
            || anyAncestor(type.getSuperclass(), test)
            || Arrays.stream(type.getInterfaces()).anyMatch(each -> anyAncestor(each, test)));
  }
}
