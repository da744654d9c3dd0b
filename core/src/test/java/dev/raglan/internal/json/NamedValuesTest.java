package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedValuesTest {

  private final JsonRenderer json = JsonRenderer.of(CaptureLimits.DEFAULT);

  private static NamedValues values(List<String> names, Object... values) {
    return new NamedValues(NamedValues.Names.of(names.toArray(new String[0])), values);
  }

  @Test
  void areWrittenAsAnObjectInTheirOrder() {
    assertThat(json.json(values(List.of("query", "topK", "filter"), "a \"b\"", 5, null)))
        .isEqualTo("{\"query\":\"a \\\"b\\\"\",\"topK\":5,\"filter\":null}");
    assertThat(json.json(values(List.of()))).isEqualTo("{}");
  }

  @Test
  void areHiddenByTheirNames() {
    assertThat(json.json(values(List.of("password", "apiKey"), "x", RawJson.MASKED)))
        .isEqualTo("{\"password\":\"__REDACTED__\",\"apiKey\":\"***\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20, 30, 40, 60, 100, 1_000})
  void areCutAsAMapIs(int limit) {
    List<String> names = List.of("first", "second", "third");
    Object[] values = {"a".repeat(20), List.of(1, 2, 3), "b".repeat(20)};
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(names.get(i), values[i]);
    }
    assertThat(json.json(values(names, values), limit)).isEqualTo(json.json(map, limit));
  }

  @Test
  void areAsManyAsTheLimitsAllow() {
    String[] names = new String[300];
    Arrays.setAll(names, i -> "p" + i);
    Object[] values = new Object[300];
    assertThat(json.json(values(List.of(names), values))).endsWith("\"…\":\"+44 more\"}");
  }
}
