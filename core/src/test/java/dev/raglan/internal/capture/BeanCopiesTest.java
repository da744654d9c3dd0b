package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.json.CopiedBean;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.document.Document;

/** A copy of a bean is written, and read, as the bean was when it was copied. */
class BeanCopiesTest {

  private static final ObjectMapper TREES = new ObjectMapper();

  private final Extractors extractors = BuiltIn.extractors(true);
  private final JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
  private final ValueSnapshotter snapshots =
      new ValueSnapshotter(renderer, extractors::isImmutable, extractors::isReadByShape);

  /** A bean whose properties are public fields. */
  static class Open {
    public @Nullable Object first;
    public @Nullable Object second;

    static Open of(@Nullable Object first, @Nullable Object second) {
      Open open = new Open();
      open.first = first;
      open.second = second;
      return open;
    }
  }

  /** A message whose members are named as on the wire. */
  static class Message {
    public String role = "user";
    public String content;

    Message(String content) {
      this.content = content;
    }
  }

  /** Everything that is not shown as it is. */
  static class Hiding {
    @Exclude public String excluded = "hidden";
    @Masked public String masked = "hidden";
    public String password = "hidden";
    public Callable<String> opaque = () -> "hidden";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable String absent;

    @JsonProperty("other_name")
    public String named = "shown";

    public String getFailing() {
      throw new IllegalStateException("hidden");
    }
  }

  record NameAndValue(String name, Object value) {}

  static Stream<Object> copied() {
    return Stream.of(
        Open.of("text", 1),
        Open.of(null, Optional.of("text")),
        Open.of(Open.of("a", List.of(1, 2)), new ArrayList<>(List.of(Open.of("b", 'c')))),
        Open.of(new HashMap<>(Map.of("k", Open.of(1L, 2.5))), new Date(0)),
        Open.of(new int[] {1, 2}, new float[64]),
        Open.of(new byte[] {1}, new String[] {"a", null}),
        Open.of(new StringBuilder("text"), new ArrayList<>(Arrays.asList(null, 1))),
        new ArrayList<>(List.of(new Message("one"), new Message("two"))),
        new Message[] {new Message("one")},
        List.of(new Message("one")),
        Stream.of(new Message("one"), new Message("two"), new Message("three")).toList(),
        Collections.unmodifiableList(new ArrayList<>(List.of(new Message("one")))),
        Collections.singletonList(new Message("one")),
        Map.of("k", new Message("one")),
        Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("k", new Message("one")))),
        TREES.valueToTree(Map.of("messages", List.of(Map.of("role", "user", "n", 1.5)))),
        TREES.valueToTree(Map.of("name", "password", "value", "hidden")),
        TREES.valueToTree(Arrays.asList(null, true, "sk-proj-" + "a1B2".repeat(12), List.of())),
        Open.of(TREES.createObjectNode().put("k", 1), TREES.createArrayNode().add("v")),
        new Hiding(),
        new NameAndValue("password", new ArrayList<>(List.of("hidden"))),
        new NameAndValue("colour", new ArrayList<>(List.of("shown"))),
        new ArrayList<>(List.of(Open.of("--password", "hidden"), Open.of("a", "b"))),
        Open.of("sk-proj-" + "a1B2".repeat(12), "text with Bearer " + "a1B2".repeat(12)),
        Open.of("x".repeat(20_000), IntStream.range(0, 300).boxed().toList()));
  }

  @ParameterizedTest
  @MethodSource("copied")
  void writesTheCopyAsTheValue(Object value) {
    String written = renderer.json(value);
    Object copy = snapshots.hold(value);

    assertThat(copy).isNotSameAs(value).isNotInstanceOf(RawJson.class);
    assertThat(renderer.json(copy)).isEqualTo(written);
    assertThat(renderer.json(copy, 64)).isEqualTo(renderer.json(value, 64));
  }

  /** A bean that is written by an annotation. */
  static class Rewritten {
    @JsonSerialize(using = ToStringSerializer.class)
    public int number = 1;
  }

  /** A bean that stands for another value. */
  static class Standing {
    @JsonValue
    public List<String> value() {
      return new ArrayList<>(List.of("shown"));
    }
  }

  /** A bean with more properties than its class has. */
  static class Any {
    @JsonAnyGetter
    public Map<String, Object> any() {
      return Map.of("more", "shown");
    }
  }

  static Stream<Object> written() {
    Open cycle = Open.of("text", null);
    cycle.second = new ArrayList<>(List.of(cycle));
    Open deep = Open.of("text", null);
    for (int i = 0; i < 50; i++) {
      deep = Open.of(deep, null);
    }
    Map<Object, Object> byNumber = new LinkedHashMap<>(Map.of(1, new Message("one")));
    List<Object> many = new ArrayList<>(Collections.nCopies(300, new Message("one")));
    List<Object> wide = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      wide.add(Open.of(Open.of(1, 2), Open.of(3, new ArrayList<>(List.of(4, 5)))));
    }
    return Stream.of(
        cycle,
        deep,
        byNumber,
        many,
        wide,
        new Rewritten(),
        new Standing(),
        new Any(),
        new char[] {'h'},
        TREES.createObjectNode().putPOJO("pojo", new Message("one")),
        TREES.createArrayNode().add(new byte[] {1}),
        Open.of(new AtomicReference<>("text"), null),
        Open.of(new float[5_000], null),
        new ArrayList<>(List.of(new Document("text", Map.of("k", "v")))));
  }

  @ParameterizedTest
  @MethodSource("written")
  void writesAtOnceWhatCannotBeCopied(Object value) {
    assertThat(snapshots.hold(value)).isEqualTo(new RawJson(renderer.json(value)));
  }

  @Test
  void doesNotChangeWithTheValue() {
    Message message = new Message("before");
    int[] numbers = {1};
    List<Object> list = new ArrayList<>(List.of(message));
    Object[] array = {message};
    ObjectNode tree = TREES.createObjectNode().set("inner", TREES.createArrayNode().add("before"));
    Open open = Open.of(list, Open.of(numbers, Open.of(array, tree)));
    Object copy = snapshots.hold(open);
    String before = renderer.json(copy);

    message.content = "after";
    numbers[0] = 2;
    list.add("after");
    array[0] = "after";
    ((ArrayNode) tree.get("inner")).add("after");
    tree.put("other", "after");
    open.first = "after";

    assertThat(renderer.json(copy)).isEqualTo(before).contains("before").doesNotContain("after");
  }

  @Test
  void readsTheMessagesOfACopyAsThoseOfTheBeans() {
    List<Message> messages = new ArrayList<>(List.of(new Message("one"), new Message("two")));

    assertThat(extractors.extract(snapshots.hold(messages)).messages())
        .isEqualTo(extractors.extract(messages).messages())
        .hasSize(2);
  }

  @Test
  void readsACopyByTheNamesInJavaAndByThoseThatAreWritten() {
    CopiedBean copy = (CopiedBean) snapshots.hold(new Hiding());

    assertThat(copy).isNotNull();
    assertThat(copy.get("named")).isEqualTo("shown");
    assertThat(copy.get("other_name")).isEqualTo("shown");
    assertThat(copy.get("excluded")).isNull();
    assertThat(copy.get("absent")).isNull();
    assertThat(copy).containsKey("named").doesNotContainKey("absent");
    assertThat(copy.keySet()).contains("other_name").doesNotContain("excluded", "absent");
  }

  /** A bean that counts. */
  static class Counting {
    private int reads;
    private int password;

    public int getReads() {
      return ++reads;
    }

    public int getPassword() {
      return ++password;
    }
  }

  @Test
  void readsAPropertyOnceAndNoneWhoseNameIsThatOfASecret() {
    Counting counting = new Counting();
    Object copy = snapshots.hold(counting);

    assertThat(renderer.json(copy))
        .isEqualTo("{\"reads\":1,\"password\":\"__REDACTED__\"}")
        .isEqualTo(renderer.json(copy));
    assertThat(counting.reads).isEqualTo(1);
    assertThat(counting.password).isZero();
  }

  /** A bean that holds nothing but an empty list, and counts how often it is asked for it. */
  static class Parent {
    private int asked;

    public List<Object> getChildren() {
      asked++;
      return new ArrayList<>();
    }
  }

  @Test
  void looksAtABoundedNumberOfValuesOfListsThatAreShared() {
    Parent parent = new Parent();
    Object shared = parent;
    for (int level = 0; level < 3; level++) {
      shared = new ArrayList<>(Collections.nCopies(256, shared));
    }
    BeanCopies copies = new BeanCopies(renderer, value -> false, extractors::isReadByShape);

    assertThat(copies.of(shared)).isNull();
    assertThat(parent.asked).isLessThanOrEqualTo(1024);
  }
}
