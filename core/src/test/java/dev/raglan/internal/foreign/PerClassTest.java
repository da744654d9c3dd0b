package dev.raglan.internal.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.type.Compiled;
import dev.raglan.internal.type.PropertyPath;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerClassTest {

  @Test
  void resolvesOnceForEachClass() {
    AtomicInteger calls = new AtomicInteger();
    PerClass<String> names =
        new PerClass<>(
            type -> {
              calls.incrementAndGet();
              return type.getName();
            });
    assertThat(names.get(String.class)).isEqualTo("java.lang.String");
    assertThat(names.get(String.class)).isEqualTo("java.lang.String");
    assertThat(names.get(PerClassTest.class)).isEqualTo("dev.raglan.internal.foreign.PerClassTest");
    assertThat(calls).hasValue(2);
  }

  @Test
  void findsTheFactsOfManyClasses() {
    AtomicInteger calls = new AtomicInteger();
    PerClass<String> names =
        new PerClass<>(
            type -> {
              calls.incrementAndGet();
              return type.getName();
            });
    List<Class<?>> types = classes(1_000);
    for (int round = 0; round < 2; round++) {
      assertThat(types).allSatisfy(type -> assertThat(names.get(type)).isEqualTo(type.getName()));
    }
    assertThat(calls).hasValue(types.size());
  }

  @Test
  void tellsEveryThreadTheSame() throws Exception {
    PerClass<Object> facts = new PerClass<>(type -> new Object());
    List<Class<?>> types = classes(500);
    Callable<List<Object>> asking = () -> types.stream().map(facts::get).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Object> first = null;
      for (Future<List<Object>> each : threads.invokeAll(Collections.nCopies(4, asking))) {
        first = first == null ? each.get() : first;
        assertThat(each.get()).isEqualTo(first);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Returns so many classes of the JDK's: arrays of some of its classes. */
  private static List<Class<?>> classes(int number) {
    List<Class<?>> elements = List.of(int.class, long.class, String.class, List.class, Map.class);
    List<Class<?>> classes = new ArrayList<>(elements);
    for (int i = 0; classes.size() < number; i++) {
      classes.add(classes.get(i).arrayType());
    }
    return classes;
  }

  @Test
  void keepsNoClassLoaderAlive(@TempDir Path directory) throws Exception {
    WeakReference<ClassLoader> dropped = renderWithALoaderOfItsOwn(directory);
    await()
        .until(
            () -> {
              System.gc();
              return dropped.get() == null;
            });
  }

  private static WeakReference<ClassLoader> renderWithALoaderOfItsOwn(Path directory)
      throws Exception {
    Map<String, String> sources =
        Map.of(
            "app.Bean",
            """
            package app;
            public class Bean {
              private Object other, more, money, kind;
              public Bean getOther() { return null; }
              public java.util.List<Bean> getMore() { return java.util.List.of(); }
              public Money getMoney() { return new Money(); }
              public Kind getKind() { return Kind.A; }
            }
            """,
            "app.Kind",
            "package app; public enum Kind { A }",
            "app.Money",
            """
            package app;
            import com.fasterxml.jackson.databind.annotation.JsonSerialize;
            import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
            @JsonSerialize(using = ToStringSerializer.class)
            public class Money {
              public String toString() { return "5 EUR"; }
            }
            """);
    try (URLClassLoader loader = Compiled.load(directory, sources)) {
      Object bean = loader.loadClass("app.Bean").getConstructor().newInstance();
      assertThat(Json.tree(Json.of(bean)).get("money").textValue()).isEqualTo("5 EUR");
      assertThat(PropertyPath.parse("kind").find(bean)).hasToString("A");
      return new WeakReference<>(loader);
    }
  }
}
