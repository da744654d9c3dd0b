package dev.raglan.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {

  private final TextBuffer buffer = new TextBuffer();

  @Test
  void growsWithWhatIsAppended() {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      buffer.append((char) ('a' + i % 26)).append("…").append("[abc]", 1, 4);
      expected.append((char) ('a' + i % 26)).append("…abc");
    }
    String large = "x".repeat(100_000);
    assertThat(buffer.append(large)).hasToString(expected.append(large).toString());
  }

  @Test
  void takesBackWhatWasAppendedLast() {
    buffer.append("abc").append("def").setLength(4);
    assertThat(buffer).hasToString("abcd");
    assertThat(buffer.last()).isEqualTo('d');
    assertThat(buffer.append('!')).hasToString("abcd!");
  }

  @Test
  void looksThroughATextAndKeepsWhatIsWritten() {
    buffer.append("abc");
    for (int length : new int[] {0, 1, 511, 512, 513, 5_000}) {
      for (String last : List.of("_", "😀", "n")) {
        String text = "n".repeat(length) + last;
        assertThat(buffer.kindsOf(text)).isEqualTo(CharKinds.of(last));
      }
    }
    assertThat(buffer).hasToString("abc");
  }

  @Test
  void writesATextThatItHasLookedThroughWhateverCameBetween() {
    String text = new String("looked through");
    for (String between : List.of("", "\"", "x", "xy", "x".repeat(600))) {
      for (int back : new int[] {0, 1, 2}) {
        buffer.setLength(0);
        buffer.append("abc").kindsOf(text);
        buffer.append(between);
        buffer.setLength(Math.max(3, buffer.length() - back));
        String before = buffer.toString();
        assertThat(buffer.append(text).append('.')).hasToString(before + text + ".");
        buffer.setLength(before.length());
        buffer.append('"').append(text, 0, 6).append(text, 6, text.length());
        assertThat(buffer).hasToString(before + '"' + text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1.0 / 3, 1e300, 1e-5, Double.MIN_VALUE, -Double.MAX_VALUE, 100})
  void writesNumbersAsTheirClassesDo(double number) {
    buffer.append(number).append(' ').append((float) number).append(' ').append((long) number);
    assertThat(buffer).hasToString(number + " " + (float) number + " " + (long) number);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "-0.25, -0.25",
    "0.9, 0.9",
    "0.8732, 0.8732",
    "12.0, 12.0",
    "1234.5, 1234.5",
    "0.001, 0.001",
    "0.0, 0.0",
    "-0.0, -0.0",
    "0.30000000000000004, 0.30000000000000004",
    "9.0E-4, 9.0E-4",
    "9999999.0, 9999999.0",
    "1.0E7, 1.0E7",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "4.9E-324, 4.9E-324",
    "2.0E-3, 0.002"
  })
  void writesANumberWithTheFewestDigits(double number, String expected) {
    assertThat(buffer.append(number)).hasToString(expected);
  }

  @Test
  void writesEveryNumberAsItIsReadAgain() {
    Random random = new Random(20_261_130);
    for (int i = 0; i < 100_000; i++) {
      double decimals = random.nextInt(2_000_000_000) / Math.pow(10, random.nextInt(10));
      double any = Double.longBitsToDouble(random.nextLong());
      for (double number : new double[] {decimals, -decimals, random.nextDouble(), any}) {
        if (Double.isFinite(number)) {
          buffer.setLength(0);
          String written = buffer.append(number).toString();
          assertThat(Double.parseDouble(written)).isEqualTo(number);
          assertThat(written.length()).isLessThanOrEqualTo(Double.toString(number).length());
        }
      }
    }
  }
}
