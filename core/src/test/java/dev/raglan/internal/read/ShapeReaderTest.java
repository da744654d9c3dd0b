package dev.raglan.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeReaderTest {

  private final List<Object> asked = new ArrayList<>();
  private final ShapeReader<String> reader = ShapeReader.of(this::read);

  record Answer(String finishReason) {}

  record Renamed(@com.fasterxml.jackson.annotation.JsonProperty("error") String told) {}

  record Other(String text, int stop) {}

  private String read(Shape shape) {
    asked.add(shape.value());
    String error = shape.text("error");
    String reason = error == null ? shape.text("stop_reason", "finish_reason") : error;
    return reason == null ? "nothing" : reason;
  }

  private String reading(Object value) {
    asked.clear();
    return reader.read(Shape.of(value));
  }

  @Test
  void beansThatHaveOneOfTheNamesAreRead() {
    assertThat(reading(new Answer("stop"))).isEqualTo("stop");
    assertThat(reading(new Renamed("broken"))).isEqualTo("broken");
    assertThat(reading(new Answer(null))).isEqualTo("nothing");
    assertThat(asked).hasSize(1);
  }

  @Test
  void beansThatHaveNoneAreNotLookedAt() {
    assertThat(reading(new Other("stop", 1))).isEqualTo("nothing");
    assertThat(asked).isEmpty();
  }

  @Test
  void mapsAndJsonAreAlwaysReadAsTheirNamesDiffer() {
    assertThat(reading(Map.of("text", "a"))).isEqualTo("nothing");
    assertThat(asked).hasSize(1);
    assertThat(reading(Map.of("finish_reason", "stop"))).isEqualTo("stop");
    assertThat(reading(JsonNodeFactory.instance.objectNode().put("error", "broken")))
        .isEqualTo("broken");
  }
}
