package dev.raglan.benchmarks.startup;

import dev.raglan.annotation.Traced;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.MethodCall;

/**
 * The classes of 300 beans with five public methods each. Every sixth has two traced methods, and
 * all but the first are given another bean.
 */
final class StartUpBeans {

  /** The number of beans. */
  static final int BEANS = 300;

  /** The number of traced ones among them. */
  static final int TRACED = 50;

  private static final int METHODS = 5;
  private static final int TRACED_METHODS = 2;

  private StartUpBeans() {}

  /** Writes the class files. */
  static void writeTo(Path directory) throws IOException, NoSuchMethodException {
    List<TypeDescription> types = new ArrayList<>();
    for (int i = 0; i < BEANS; i++) {
      DynamicType.Unloaded<Object> bean = bean(i, types);
      bean.saveIn(directory.toFile());
      types.add(bean.getTypeDescription());
    }
  }

  private static DynamicType.Unloaded<Object> bean(int number, List<TypeDescription> types)
      throws NoSuchMethodException {
    DynamicType.Builder<Object> bean =
        new ByteBuddy()
            .subclass(Object.class, ConstructorStrategy.Default.NO_CONSTRUCTORS)
            .name(name(number))
            .defineConstructor(Visibility.PUBLIC)
            .withParameters(number == 0 ? List.of() : List.of(types.get(number / 2)))
            .intercept(MethodCall.invoke(Object.class.getConstructor()));
    for (int method = 0; method < METHODS; method++) {
      bean = method(bean, method, isTraced(number) && method < TRACED_METHODS);
    }
    return bean.make();
  }

  private static DynamicType.Builder<Object> method(
      DynamicType.Builder<Object> bean, int number, boolean traced) {
    var method =
        bean.defineMethod("method" + number, String.class, Visibility.PUBLIC)
            .withParameters(String.class, int.class)
            .intercept(FixedValue.value("result"));
    return traced ? method.annotateMethod(annotation()) : method;
  }

  private static AnnotationDescription annotation() {
    return AnnotationDescription.Builder.ofType(Traced.class).define("value", "work").build();
  }

  private static boolean isTraced(int number) {
    return number % (BEANS / TRACED) == 0;
  }

  private static String name(int number) {
    return "com.acme.app.Bean" + number;
  }

  /** A loader that has not loaded anything, so that nobody knows its classes yet. */
  static URLClassLoader loader(Path directory) throws MalformedURLException {
    URL[] urls = {directory.toUri().toURL()};
    return new URLClassLoader(urls, StartUpBeans.class.getClassLoader());
  }

  /** Loads the classes. */
  static List<Class<?>> load(ClassLoader loader) {
    List<Class<?>> classes = new ArrayList<>();
    IntStream.range(0, BEANS).forEach(number -> classes.add(load(loader, name(number))));
    return classes;
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
