package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in place of values, told from texts of an application. */
class PlaceholderTest {

  @Test
  void itsOwnTextsHaveTheForm() {
    for (Class<?> type :
        new Class<?>[] {String.class, Map.Entry.class, int[][].class, PlaceholderTest.class}) {
      String text = Placeholder.of(type).text();
      boolean isNamed = type != int[][].class; // The name of a primitive has no package.
      assertThat(Placeholder.isForm(text)).as(text).isEqualTo(isNamed);
      assertThat(Placeholder.isForm(Placeholder.cycle(type).text())).isEqualTo(isNamed);
    }
    assertThat(Placeholder.isForm(Placeholder.of(String[][].class).text())).isTrue();
    assertThat(Placeholder.isForm(Placeholder.bytes(12).text())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "<br>",
        "<a.>",
        "<.a>",
        "<a..b>",
        "<cycle a>",
        "<a.b",
        "a.b>",
        "<a.b> and more",
        "<a b.c>",
        "<a.b[>",
        "byte[]",
        "<>",
        ""
      })
  void textsOfAnApplicationDoNot(String text) {
    assertThat(Placeholder.isForm(text)).isFalse();
  }

  @Test
  void aLongTextIsTold() {
    int many = 200_000;

    assertThat(Placeholder.isForm("<" + "a.".repeat(many) + "a>")).isTrue();
    assertThat(Placeholder.isForm("<" + "a.".repeat(many) + " >")).isFalse();
    assertThat(Placeholder.isForm("<a.b" + "[]".repeat(many) + ">")).isFalse();
    assertThat(Placeholder.isForm("<" + "a".repeat(many) + ">")).isFalse();
  }
}
