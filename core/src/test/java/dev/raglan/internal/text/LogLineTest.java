package dev.raglan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogLineTest {

  static Stream<Arguments> unprintable() {
    return Stream.of(
        Arguments.of("a\r\nb\tc", "a\\r\\nb\\tc"),
        Arguments.of("\u001b[31mred", "\\u001b[31mred"),
        Arguments.of("\u009b31mred", "\\u009b31mred"),
        Arguments.of("\u0085next\u2028line\u2029", "\\u0085next\\u2028line\\u2029"),
        Arguments.of("\u202egnp.exe", "\\u202egnp.exe"),
        Arguments.of("\ud83e half", "\\ud83e half"),
        Arguments.of("\udb40\udc41 tag", "\\u{e0041} tag"));
  }

  @ParameterizedTest
  @MethodSource("unprintable")
  void escapesWhatWouldEndOrRepaintTheLine(String text, String printable) {
    assertThat(LogLine.cut(text, 60)).isEqualTo(printable);
    assertThat(LogLine.of(text)).isEqualTo(printable);
  }

  @Test
  void keepsWhatPeopleWrite() {
    String text = "Größe 東京 👩‍🚀 \\ \"quoted\"";

    assertThat(LogLine.cut(text, 60)).isEqualTo(text);
  }

  @Test
  void cutsBetweenCodePoints() {
    assertThat(LogLine.cut("🦉🦉🦉", 2)).isEqualTo("🦉🦉…");
    assertThat(LogLine.cut("abc", 3)).isEqualTo("abc");
  }
}
