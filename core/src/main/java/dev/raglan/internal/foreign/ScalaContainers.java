package dev.raglan.internal.foreign;

import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Containers of Scala. Lazy ones are left alone: looking into them runs code. */
final class ScalaContainers {

  private static final String COLLECTIONS = "scala.collection.";

  private static final Set<String> LAZY =
      Set.of(
          "scala.collection.View",
          "scala.collection.TraversableView",
          "scala.collection.immutable.LazyList",
          "scala.collection.immutable.Stream");

  private static final String TUPLE = "scala.Tuple";

  private ScalaContainers() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case "scala.Some" -> (owner, type) -> by("get", owner);
      case "scala.None$" -> (owner, type) -> value -> null;
      case "scala.util.Left" -> (owner, type) -> by("value", owner);
      case "scala.util.Right" -> (owner, type) -> by("value", owner);
      case "scala.util.Success" -> (owner, type) -> by("value", owner);
      case "scala.util.Failure" -> (owner, type) -> by("exception", owner);
      case COLLECTIONS + "Iterable" -> ScalaContainers::collection;
      default -> isTuple(name) ? (owner, type) -> tuple(owner) : null;
    };
  }

  private static boolean isTuple(String name) {
    return name.startsWith(TUPLE)
        && name.length() > TUPLE.length()
        && name.chars().skip(TUPLE.length()).allMatch(c -> c >= '0' && c <= '9');
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  private static PlainForm tuple(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "productArity");
    PublicMethod element = PublicMethod.of(owner, "productElement", int.class);
    return value -> ElementsView.indexed(size.number(value), index -> element.call(value, index));
  }

  /** Those of the library itself are read; others, and wrappers of Java's, may do anything. */
  private static @Nullable PlainForm collection(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    String name = type.getName();
    boolean isLazy = Ancestors.of(type).stream().anyMatch(each -> LAZY.contains(each.getName()));
    if (isLazy || !name.startsWith(COLLECTIONS) || name.startsWith(COLLECTIONS + "convert.")) {
      return null;
    }
    ClassLoader loader = owner.getClassLoader();
    Class<?> iterating = Class.forName(COLLECTIONS + "Iterator", false, loader);
    PublicMethod size = PublicMethod.of(owner, "size");
    PublicMethod iterator = PublicMethod.of(owner, "iterator");
    PublicMethod hasNext = PublicMethod.of(iterating, "hasNext");
    PublicMethod next = PublicMethod.of(iterating, "next");
    if (Ancestors.named(COLLECTIONS + "Map", type) == null) {
      return value ->
          new ElementsView(size.number(value), elements(value, iterator, hasNext, next));
    }
    Class<?> pair = Class.forName("scala.Tuple2", false, loader);
    PublicMethod key = PublicMethod.of(pair, "_1");
    PublicMethod mapped = PublicMethod.of(pair, "_2");
    return value ->
        new EntriesView(
            size.number(value),
            elements(value, iterator, hasNext, next),
            each -> MapperTrees.entry(key.call(each), mapped.call(each)),
            null);
  }

  private static Supplier<Iterator<?>> elements(
      Object value, PublicMethod iterator, PublicMethod hasNext, PublicMethod next) {
    return () -> {
      Object elements = Objects.requireNonNull(iterator.call(value));
      return new Iterator<@Nullable Object>() {
        @Override
        public boolean hasNext() {
          return hasNext.isTrue(elements);
        }

        @Override
        public @Nullable Object next() {
          return next.call(elements);
        }
      };
    };
  }
}
