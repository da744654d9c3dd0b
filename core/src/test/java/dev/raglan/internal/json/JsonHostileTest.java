package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.model.CaptureLimits;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonHostileTest {

  static Stream<Throwable> faults() {
    return Stream.of(
        new IllegalStateException("no"),
        new AssertionError("no"),
        new StackOverflowError(),
        new NoClassDefFoundError("gone"),
        new OutOfMemoryError("not really"));
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneak(Throwable fault) throws E {
    throw (E) fault;
  }

  /** A bean between whose good getters stands one that throws. */
  public static final class Bad {

    private final Throwable fault;
    private int a;
    private List<String> b;
    private int c;

    Bad(Throwable fault) {
      this.fault = fault;
    }

    public int getA() {
      return 1;
    }

    public List<String> getB() {
      throw sneak(fault);
    }

    public int getC() {
      return 3;
    }

    @Override
    public String toString() {
      throw sneak(fault);
    }

    @Override
    public int hashCode() {
      throw sneak(fault);
    }

    @Override
    public boolean equals(Object other) {
      throw sneak(fault);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void writesTheDeclaredTypeWhereAGetterThrowsAndKeepsItsSiblings(Throwable fault) {
    assertThat(Json.of(List.of(new Bad(fault), 2)))
        .isEqualTo("[{\"a\":1,\"b\":\"<java.util.List>\",\"c\":3},2]");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void writesTheTypeOfACollectionThatThrowsHalfWay(Throwable fault) {
    List<Integer> half =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            if (index == 2) {
              throw sneak(fault);
            }
            return index;
          }

          @Override
          public int size() {
            return 5;
          }
        };
    assertThat(Json.of(List.of(1, List.of(half), 2)))
        .isEqualTo("[1,[\"<" + half.getClass().getName() + ">\"],2]");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void writesTheTypeOfAMapTextOrNumberThatThrows(Throwable fault) {
    Map<String, Object> map =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw sneak(fault);
          }
        };
    CharSequence text =
        new CharSequence() {
          @Override
          public int length() {
            throw sneak(fault);
          }

          @Override
          public char charAt(int index) {
            throw sneak(fault);
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            throw sneak(fault);
          }

          @Override
          public String toString() {
            throw sneak(fault);
          }
        };
    JsonNode tree = Json.tree(Json.of(List.of(map, text, 7)));
    assertThat(tree.get(0).textValue()).startsWith("<dev.raglan.internal.json.JsonHostileTest$");
    assertThat(tree.get(1).textValue()).startsWith("<dev.raglan.internal.json.JsonHostileTest$");
    assertThat(tree.get(2).intValue()).isEqualTo(7);
  }

  @Test
  void believesTheIteratorMoreThanTheSize() {
    List<Integer> odd =
        new ArrayList<>(List.of(1, 2)) {
          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };
    List<Integer> none =
        new ArrayList<>(List.of(1, 2)) {
          @Override
          public int size() {
            return -1;
          }
        };
    assertThat(JsonRenderer.of(CaptureLimits.DEFAULT).json(none)).isEqualTo("[]");
    assertThat(Json.tree(Json.of(odd)).isMissingNode()).isFalse();
  }

  @Test
  void rendersABeanAsKeyWithoutAskingForItsHashOrText() {
    Map<Object, Object> map = new java.util.IdentityHashMap<>();
    map.put(new Bad(new StackOverflowError()), 1);
    assertThat(Json.of(map)).isEqualTo("{\"<dev.raglan.internal.json.JsonHostileTest$Bad>\":1}");
  }

  @Test
  void writesAThrowableWhoseMessageThrows() {
    Exception bad =
        new Exception() {
          @Override
          public String getMessage() {
            throw new StackOverflowError();
          }
        };
    assertThat(Json.tree(Json.of(bad)).get("message").textValue()).isEqualTo("<java.lang.String>");
  }

  @Test
  void marksTheCycleOfAListAMapAndABeanInPlace() {
    List<Object> list = new ArrayList<>();
    list.add(1);
    list.add(list);
    list.add(2);
    assertThat(Json.of(list)).isEqualTo("[1,\"<cycle java.util.ArrayList>\",2]");

    Map<String, Object> map = new HashMap<>();
    map.put("self", List.of(map));
    assertThat(Json.of(map)).isEqualTo("{\"self\":[\"<cycle java.util.HashMap>\"]}");

    Node node = new Node("a", null);
    node.next = new Node("b", node);
    assertThat(Json.of(node))
        .isEqualTo(
            "{\"name\":\"a\",\"next\":{\"name\":\"b\","
                + "\"next\":\"<cycle dev.raglan.internal.json.JsonHostileTest$Node>\"}}");

    Object[] array = new Object[1];
    array[0] = array;
    assertThat(Json.of(array)).isEqualTo("[\"<cycle java.lang.Object[]>\"]");
  }

  /** A bean that equals every other. */
  public static final class Node {

    private final String name;
    private Node next;

    Node(String name, Node next) {
      this.name = name;
      this.next = next;
    }

    public String getName() {
      return name;
    }

    public Node getNext() {
      return next;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Node;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  @Test
  void writesEqualAndSharedNodesInFull() {
    Node leaf = new Node("leaf", null);
    Node root = new Node("root", leaf);
    String json = Json.of(List.of(root, leaf, leaf));
    assertThat(json)
        .doesNotContain("cycle")
        .isEqualTo(
            "[{\"name\":\"root\",\"next\":{\"name\":\"leaf\",\"next\":null}},"
                + "{\"name\":\"leaf\",\"next\":null},{\"name\":\"leaf\",\"next\":null}]");
  }

  @Test
  void stopsAtTheDepth() {
    CaptureLimits two = new CaptureLimits(1000, 10, 2);
    assertThat(Json.of(List.of(List.of(List.of(1))), two)).isEqualTo("[[\"[…]\"]]");
    assertThat(Json.of(Map.of("a", Map.of("b", Map.of("c", 1))), two))
        .isEqualTo("{\"a\":{\"b\":\"{…}\"}}");
  }

  @Test
  void rendersAJsonTreeOfAnyDepth() {
    ArrayNode deep = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < 100_000; i++) {
      deep = JsonNodeFactory.instance.arrayNode().add(deep);
    }
    assertThat(Json.of(deep)).contains("[…]").hasSizeLessThan(64);
    CaptureLimits unlimited = new CaptureLimits(1 << 24, 10, 1 << 8);
    assertThat(Json.of(deep, unlimited)).hasSizeLessThan(2000);
  }

  @Test
  void rendersABeanThatMakesANewBeanEachTime() {
    CaptureLimits unlimited = new CaptureLimits(1 << 24, 10, 1 << 8);
    assertThat(Json.of(new Endless(), unlimited)).contains("{…}");
  }

  /** A bean without end. */
  public static final class Endless {

    private Endless next;

    public Endless getNext() {
      return new Endless();
    }
  }

  @Test
  void writesJsonTreesByTheSameRules() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("text", "a").put("n", 1.5).put("yes", true).putNull("none").put("password", "x");
    node.put("bytes", new byte[3]).putPOJO("pojo", new Node("p", null));
    node.putArray("list").add(1).add("b");
    assertThat(Json.of(node))
        .isEqualTo(
            "{\"text\":\"a\",\"n\":1.5,\"yes\":true,\"none\":null,\"password\":\"__REDACTED__\","
                + "\"bytes\":\"byte[3]\",\"pojo\":{\"name\":\"p\",\"next\":null},"
                + "\"list\":[1,\"b\"]}");
  }

  @Test
  void keepsWorkingNextToTheEndOfTheStack() {
    Supplier<String> rendering = () -> Json.of(new LinkedHashMap<>(Map.of("a", List.of(1))));
    exhaustStack(0);
    assertThat(rendering.get()).isEqualTo("{\"a\":[1]}");
  }

  /**
   * Renders at every depth near the end of the stack; nothing but the stack's own end comes out.
   */
  private static int exhaustStack(int depth) {
    int deepest;
    try {
      deepest = exhaustStack(depth + 1);
    } catch (StackOverflowError end) {
      return depth;
    }
    if (deepest - depth < 200) {
      String json = JsonRenderer.of(CaptureLimits.DEFAULT).json(Collections.nCopies(3, List.of(1)));
      Json.tree(json);
    }
    return deepest;
  }
}
