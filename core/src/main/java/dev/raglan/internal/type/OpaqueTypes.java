package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Proxy;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.Key;
import java.util.Collection;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HashSet;
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
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.slf4j.Logger;

/**
 * Types whose values are never looked into: looking would consume them, wait for them, query a
 * database, give a secret away, or tell nothing.
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
          Key.class,
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
          ThreadLocal.class,
          URLConnection.class);

  private static final List<Class<?>> FUNCTIONS =
      List.of(Runnable.class, Callable.class, Comparator.class);

  private static final Set<String> NAMES =
      Set.of(
          "groovy.lang.MetaClass",
          "kotlin.Function",
          "kotlin.coroutines.Continuation",
          "kotlin.sequences.Sequence",
          "scala.collection.Iterator",
          "scala.collection.View",
          "scala.collection.immutable.LazyList",
          "scala.collection.immutable.Stream",
          "org.hibernate.engine.spi.PersistentAttributeInterceptable",
          "org.hibernate.proxy.HibernateProxy",
          "org.apache.avro.Schema",
          "org.reactivestreams.Publisher",
          "org.reactivestreams.Subscriber",
          "org.reactivestreams.Subscription",
          "org.springframework.aop.SpringProxy",
          "org.springframework.core.io.InputStreamSource",
          "org.springframework.http.HttpMessage",
          "org.springframework.web.context.request.WebRequest",
          "org.springframework.web.server.ServerWebExchange");

  /** Annotations of objects that serve an application, and are no data. */
  private static final Set<String> COMPONENTS =
      Set.of(
          "jakarta.enterprise.context.NormalScope",
          "jakarta.inject.Scope",
          "org.springframework.stereotype.Component");

  /** Endings of the names of types that hold a secret and are made to be handed on. */
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          ".*(?:Credentials?(?:Provider)?"
              + "|(?:Api|API|Secret|Private|Access|Signing|Encryption|Shared|Master|Hmac)_?Key"
              + "|JW[EKST]|Jw[est]|Secrets?|(?<!Reset|Change|Forgot|Update)Passwords?"
              + "|Passphrase|Passcode|Passwort|Kennwort|OneTimeCode|Totp|Otp"
              + "|(?:Access|Api|API|Auth|Authentication|Bearer|Delegation|Id|Refresh|Session"
              + "|Security|GitHub|GitLab|Slack|OAuth2?|Csrf|Xsrf)Token)(?:Impl)?");

  /** Types that hold a secret and are named otherwise. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "io.fabric8.kubernetes.api.model.AuthInfo",
          "java.net.PasswordAuthentication",
          "java.security.KeyPair",
          "java.security.KeyStore$ProtectionParameter",
          "java.security.spec.KeySpec",
          "javax.security.auth.Destroyable",
          "javax.security.auth.Subject",
          "javax.security.auth.callback.PasswordCallback",
          "org.springframework.security.core.Authentication");

  private static final List<String> NO_DATA =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "jakarta.", "kotlin.", "scala.");

  private static final String PROTOBUF = "com.google.protobuf.";

  private static final List<String> PREFIXES =
      List.of(
          "jakarta.persistence.",
          "jakarta.servlet.",
          "java.sql.",
          "javax.persistence.",
          "javax.servlet.",
          "javax.sql.",
          "jakarta.ws.rs.",
          "org.springframework.beans.",
          "org.springframework.context.");

  private OpaqueTypes() {}

  /** Tells whether values of the class are never looked into, not even by a codec. */
  public static boolean contains(Class<?> type) {
    return TYPES.stream().anyMatch(known -> known.isAssignableFrom(type))
        || isReflective(type)
        || isGenerated(type)
        || isFunction(type)
        || isComponent(type)
        || isCredential(type)
        || hasOpaqueName(type);
  }

  /** Tells whether values of the class are data that can be looked through by name. */
  static boolean isData(Class<?> type) {
    String name = type.getName();
    boolean generated = name.contains("$$") || type.isSynthetic() || type.isHidden();
    return !generated
        && !type.isArray()
        && !type.isEnum()
        && !Iterable.class.isAssignableFrom(type)
        && NO_DATA.stream().noneMatch(name::startsWith)
        && !contains(type);
  }

  /** Tells whether the class, or one of its ancestors, is named as a credential. */
  static boolean isCredential(Class<?> type) {
    return HidingMarks.ancestors(type).stream()
        .anyMatch(
            each ->
                CREDENTIALS.contains(each.getName())
                    || CREDENTIAL.matcher(each.getSimpleName()).matches());
  }

  private static boolean isComponent(Class<?> type) {
    return HidingMarks.ancestors(type).stream()
        .anyMatch(each -> isComponent(each, new HashSet<>()));
  }

  private static boolean isComponent(AnnotatedElement element, Set<Class<?>> seen) {
    for (Annotation each : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> type = each.annotationType();
      boolean found =
          COMPONENTS.contains(type.getName())
              || (!type.getName().startsWith("java.") && seen.add(type) && isComponent(type, seen));
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether the class is iterable in a way that may be possible only once. */
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

  /** Lists of Protobuf's own are what a message has in a repeated field. */
  private static boolean hasOpaqueName(Class<?> type) {
    boolean isList = List.class.isAssignableFrom(type);
    return anyAncestor(
        type,
        name ->
            NAMES.contains(name)
                || PREFIXES.stream().anyMatch(name::startsWith)
                || !isList && name.startsWith(PROTOBUF));
  }

  private static boolean anyAncestor(Class<?> type, Predicate<String> test) {
    return HidingMarks.ancestors(type).stream().map(Class::getName).anyMatch(test);
  }
}
