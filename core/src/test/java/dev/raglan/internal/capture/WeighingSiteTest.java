package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.type.Compiled;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeighingSiteTest {

  /** More than it takes for a class to get code for its fields. */
  private static final int OFTEN = 3_000;

  private static final String TEXT = "x".repeat(1_000);

  private final Weigher weigher = new Weigher(1 << 20);

  /** An object that stands for what is absent. */
  static final class Missing {
    static final Missing INSTANCE = new Missing();
  }

  /** An object that stands for nothing. */
  static final class Nothing {
    static final Nothing INSTANCE = new Nothing();
  }

  /** A wrapper of one value. */
  @SuppressWarnings("unused") // Weighed by its fields.
  static final class Known {
    private final Object value;

    Known(Object value) {
      this.value = value;
    }
  }

  /** An object of more fields than a wrapper has. */
  @SuppressWarnings("unused") // Weighed by their fields.
  static final class Node {
    private final Object first;
    private final @Nullable Object second;
    private final Object third;
    private final Map<String, Object> others;

    Node(Object first, @Nullable Object second, Object third, Map<String, Object> others) {
      this.first = first;
      this.second = second;
      this.third = third;
      this.others = others;
    }
  }

  /** An object that leads back to itself. */
  @SuppressWarnings("unused") // Weighed by their fields.
  static final class Circle {
    private final Object a = this;
    private final Object b = this;
    private final Object c = this;
  }

  private static Node node(Object content) {
    return new Node(new Known(content), null, Missing.INSTANCE, Map.of());
  }

  private static Object nested(int depth) {
    return depth == 0 ? new Known(TEXT) : new Known(node(List.of(nested(depth - 1))));
  }

  private static List<Object> contents() {
    return List.of(
        TEXT,
        "",
        7L,
        true,
        0.5,
        new Known(TEXT),
        new Known(new Known(new Known(new Known(new Known(new Known(TEXT)))))),
        List.of(new Known(TEXT), new Known(7L)),
        new ArrayList<>(List.of(TEXT, 7L, new Known(TEXT))),
        Collections.unmodifiableList(new ArrayList<>(List.of(node(TEXT), node("")))),
        new LinkedList<>(List.of(TEXT)),
        List.of(),
        Set.of(TEXT),
        new HashSet<>(List.of(new Known(TEXT))),
        Map.of("k", new Known(TEXT)),
        Map.of(),
        Optional.of(TEXT),
        new String[] {TEXT, ""},
        new byte[100],
        Missing.INSTANCE,
        Nothing.INSTANCE,
        node(node(node(TEXT))),
        new Node(Missing.INSTANCE, Nothing.INSTANCE, Missing.INSTANCE, Map.of("k", TEXT)),
        nested(3),
        nested(8),
        nested(30),
        new Circle());
  }

  static Stream<Object> objects() {
    return contents().stream().map(WeighingSiteTest::node);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void weighsAnObjectTheSameHoweverOftenItWasWeighed(Object object) {
    long first = weigh(weigher, object);
    for (int i = 0; i < OFTEN; i++) {
      assertThat(weigh(weigher, object)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("objects")
  void weighsValuesOfOtherClassesInPlacesThatOftenHeldOne(Object usual) {
    for (int i = 0; i < OFTEN; i++) {
      weigh(weigher, usual);
    }

    objects()
        .forEach(
            other ->
                assertThat(weigh(weigher, other)).isEqualTo(weigh(new Weigher(1 << 20), other)));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void looksNoFurtherThanTheTextThatIsTooMuch(Object usual) {
    for (int i = 0; i < OFTEN; i++) {
      weigh(weigher, usual);
    }

    List<Object> heavy = new ArrayList<>(Collections.nCopies(1 << 20, node(new Known(TEXT))));

    assertThat(weigher.weigh(captured(node(heavy)))).isBetween((1L << 20) + 1, (1L << 20) + 10_000);
  }

  @Test
  void keepsNoClassOfAValueFromBeingUnloaded(@TempDir Path directory) throws Exception {
    WeakReference<ClassLoader> dropped = weighValuesOfALoaderOfItsOwn(directory);
    await()
        .until(
            () -> {
              System.gc();
              return dropped.get() == null;
            });
    assertThat(weigh(weigher, node(TEXT))).isPositive();
  }

  private WeakReference<ClassLoader> weighValuesOfALoaderOfItsOwn(Path directory) throws Exception {
    Map<String, String> sources =
        Map.of(
            "app.Content",
            """
            package app;
            public class Content { private String a = "a", b = "b", c = "c"; }
            """,
            "app.Absent",
            "package app; public class Absent {}");
    try (URLClassLoader loader = Compiled.load(directory, sources)) {
      Object content = loader.loadClass("app.Content").getConstructor().newInstance();
      Object absent = loader.loadClass("app.Absent").getConstructor().newInstance();
      Node node = new Node(content, List.of(content), absent, Map.of());
      for (int i = 0; i < OFTEN; i++) {
        weigh(weigher, node);
      }
      return new WeakReference<>(loader);
    }
  }

  /** Returns the weight; of what is too heavy, one alone. */
  private static long weigh(Weigher weigher, Object object) {
    long weight = weigher.weigh(captured(object));
    return Math.min(weight, weigher.enough() + 1);
  }

  private static Captured captured(Object object) {
    return new Captured(
        SpanDescription.of("call", SpanType.CHAIN),
        new Arguments(NamedValues.Names.of("value"), new Object[] {object}),
        null,
        Bindings.NONE,
        null,
        Extracted.NONE);
  }
}
