package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import dev.raglan.trace.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Secrets that no element of a list shows alone. */
class SplitTextsTest {

  private static final String KEY = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";
  private static final String TEXT = "Here is \"my\" key:\n" + KEY + " and good night.";

  record Delta(String text) {}

  record Choice(int index, Delta delta) {}

  record Chunk(String id, List<Choice> choices) {}

  private static <T> List<T> chunks(int length, Function<String, T> chunk) {
    List<T> chunks = new ArrayList<>();
    for (int i = 0; i < TEXT.length(); i += length) {
      chunks.add(chunk.apply(TEXT.substring(i, Math.min(TEXT.length(), i + length))));
    }
    return chunks;
  }

  private static List<List<?>> lists(int length) {
    return List.of(
        chunks(length, Delta::new),
        chunks(length, text -> Map.of("content", text, "n", 1)),
        chunks(length, text -> new Chunk("c-1", List.of(new Choice(0, new Delta(text))))),
        chunks(length, text -> new ObjectMapper().createObjectNode().put("delta", text)),
        chunks(length, text -> new RawJson(Json.of(new Delta(text)))),
        chunks(length, text -> Map.of("content", new StringBuilder(text))),
        chunks(length, text -> Map.of("content", Optional.of(text))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 40, 60})
  void aKeyThatIsSplitOverElementsIsHidden(int length) throws Exception {
    for (List<?> list : lists(length)) {
      for (Object value : List.of(list, list.toArray())) {
        String json = Json.of(value);
        List<String> texts = new ArrayList<>();
        collect(new ObjectMapper().readTree(json), texts);
        assertThat(String.join("", texts))
            .isEqualTo("Here is \"my\" key:\n__REDACTED__ and good night.");
        assertThat(new ObjectMapper().readTree(json)).hasSize(list.size());
      }
    }
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isTextual() && !node.textValue().equals("c-1")) {
      texts.add(node.textValue());
    }
    node.forEach(each -> collect(each, texts));
  }

  @Test
  void listsWithoutOneAreWrittenAsTheyAre() {
    for (Object value :
        List.of(
            List.of(new Delta("Hello"), new Delta(" world"), new Delta("!")),
            List.of(Map.of("id", "41111111"), Map.of("id", "11111111")),
            List.of(Map.of("content", "x".repeat(300)), Map.of("content", "y".repeat(300))),
            List.of(new Delta("a"), new Delta(null)),
            List.of("sk-proj-a1B2", "c3D4"))) {
      assertThat(Json.of(value)).doesNotContain("REDACTED").doesNotContain("\"\"");
    }
  }

  @Test
  void theRestOfALongKeyIsHidden() {
    String first = "sk-proj-" + "a1B2c3D4".repeat(40);

    assertThat(Json.of(List.of(new Delta(first), new Delta("e5F6g7H8 and good night."))))
        .contains("REDACTED")
        .doesNotContain("e5F6g7H8");
  }

  @Test
  void aListThatWasCutIsReadAsFarAsItGoes() {
    JsonRenderer renderer =
        JsonRenderer.of(
            new CaptureLimits(
                100, CaptureLimits.DEFAULT.maxItems(), CaptureLimits.DEFAULT.maxDepth()));
    String json = renderer.json(chunks(20, Delta::new));

    assertThat(json).hasSizeLessThanOrEqualTo(100).doesNotContain("a1B2c3D4e5F6");
    Json.tree(json);
  }

  static class Service {

    @Traced
    public Flux<Delta> streams() {
      return Flux.fromIterable(chunks(16, Delta::new));
    }

    @Traced
    public Stream<Map<String, Object>> maps() {
      return chunks(5, text -> Map.<String, Object>of("text", text)).stream();
    }

    @Traced
    public void takes(int number, List<Delta> chunks) {}
  }

  @Test
  void streamedRecordsAndArgumentsDoNotTellIt() throws Throwable {
    try (Recorded recorded = new Recorded()) {
      Service service = new Service();
      ((Flux<?>) ReflectedCall.of(service, "streams").tracedBy(recorded.raglan)).blockLast();
      ((Stream<?>) ReflectedCall.of(service, "maps").tracedBy(recorded.raglan)).forEach(each -> {});
      ReflectedCall.of(service, "takes", 1, chunks(12, Delta::new)).tracedBy(recorded.raglan);

      for (String span : List.of("Service.streams", "Service.maps")) {
        assertThat(recorded.text(span, "output.value"))
            .contains("key:\\n__REDACTED__ and good night.")
            .doesNotContain("a1B2");
      }
      assertThat(recorded.text("Service.takes", "input.value"))
          .contains("__REDACTED__")
          .doesNotContain("D4e5");
    }
  }
}
