package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyPathTest {

  enum Color {
    RED
  }

  record Message(String role, String content) {}

  record Choice(Message message, Optional<Message> alternative) {}

  /** A response as an SDK has it. */
  public static class Response {

    public final String open = "field";

    public List<Choice> getChoices() {
      return List.of(
          new Choice(new Message("assistant", "hello"), Optional.empty()),
          new Choice(new Message("assistant", "bye"), Optional.of(new Message("tool", "x"))));
    }

    public Optional<Response> getNext() {
      return Optional.of(this);
    }

    public boolean isDone() {
      return true;
    }

    public String model() {
      return "gpt";
    }

    public String getURL() {
      return "url";
    }

    public int[] getCounts() {
      return new int[] {1, 2, 3};
    }

    public String getBad() {
      throw new StackOverflowError();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "choices[0].message.content, hello",
    "choices[-1].message.content, bye",
    "choices[1].alternative.role, tool",
    "next.next.model, gpt",
    "done, true",
    "model, gpt",
    "uRL, url",
    "getURL, url",
    "open, field",
    "counts[2], 3",
    "choices[0].message.role, assistant"
  })
  void findsWhatAPathLeadsTo(String path, String expected) {
    assertThat(PropertyPath.parse(path).find(new Response())).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "choices[2]",
        "choices[-3]",
        "choices[0].alternative.role",
        "nothing",
        "nothing.at.all",
        "model[0]",
        "bad",
        "bad.more",
        "counts.length",
        "class",
        "hashCode"
      })
  void findsNullWhereNothingIs(String path) {
    assertThat(PropertyPath.parse(path).find(new Response())).isNull();
  }

  @Test
  void findsKeysOfMapsOfAnyKindOfKey() {
    Map<String, Object> map = Map.of("a.b", Map.of(Color.RED, Map.of(7, "found")), "x", List.of(1));
    assertThat(PropertyPath.parse("['a.b'].RED.7").find(map)).isEqualTo("found");
    assertThat(PropertyPath.parse("[\"a.b\"]['RED']").find(map)).isEqualTo(Map.of(7, "found"));
    assertThat(PropertyPath.parse("x[0]").find(map)).isEqualTo(1);
    assertThat(PropertyPath.parse("a").find(new TreeMap<>(Map.of(1, 2)))).isNull();
    assertThat(PropertyPath.parse("size").find(Map.of())).isNull();
  }

  @Test
  void findsElementsOfCollectionsAndMethodsOfClosedClasses() {
    assertThat(PropertyPath.parse("[1]").find(new LinkedHashSet<>(List.of("a", "b"))))
        .isEqualTo("b");
    assertThat(PropertyPath.parse("size").find(List.of(1, 2))).isEqualTo(2);
    assertThat(PropertyPath.parse("[0].score").find(new Object[] {Map.of("score", 0.5)}))
        .isEqualTo(0.5);
  }

  @Test
  void looksIntoJsonTreesAndGivesPlainScalars() {
    JsonNode tree = Json.tree("{\"usage\":{\"total\":42},\"list\":[\"a\",null]}");
    assertThat(PropertyPath.parse("usage.total").find(tree)).isEqualTo(42);
    assertThat(PropertyPath.parse("list[0]").find(tree)).isEqualTo("a");
    assertThat(PropertyPath.parse("list[1]").find(tree)).isNull();
    assertThat(PropertyPath.parse("list[9]").find(tree)).isNull();
    assertThat(PropertyPath.parse("usage").find(tree)).isSameAs(tree.get("usage"));
  }

  @Test
  void leadsToTheRootIfEmpty() {
    assertThat(PropertyPath.parse("").find("root")).isEqualTo("root");
    assertThat(PropertyPath.parse("").find(null)).isNull();
    assertThat(PropertyPath.parse("").find(Optional.of("root"))).isEqualTo("root");
    assertThat(PropertyPath.parse("a.b").find(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        ".",
        "a.",
        ".a",
        "a..b",
        "a[",
        "a[]",
        "a[x]",
        "a[0",
        "a]",
        "a[0]b",
        "a['k",
        "a[*]",
        "*",
        "a. b",
        "[",
        "a[99999999999]"
      })
  void refusesWhatIsNoPathAndSaysWhatIsAllowed(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PropertyPath.parse(path))
        .withMessageContaining("\"" + path + "\"")
        .withMessageContaining("choices[0].message.content");
  }

  @Test
  void equalsAPathOfTheSameSteps() {
    assertThat(PropertyPath.parse("a['b']"))
        .isEqualTo(PropertyPath.parse("a.b"))
        .hasSameHashCodeAs(PropertyPath.parse("a.b"))
        .hasToString("a['b']");
  }
}
