package dev.raglan.internal.treelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 ms",
    "420_000, 0.4 ms",
    "9_940_000, 9.9 ms",
    "9_960_000, 10 ms",
    "412_000_000, 412 ms",
    "999_600_000, 1.00 s",
    "1_240_000_000, 1.24 s",
    "59_900_000_000, 59.90 s",
    "59_999_000_000, 60.00 s",
    "125_000_000_000, 2 m 05 s",
  })
  void showsDurationsInTheUnitThatFits(String nanos, String shown) {
    assertThat(NumberFormats.duration(Long.parseLong(nanos.replace("_", "")))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, ''", "812, 96, 812→96 tok", "812, 0, 812 tok", "0, 96, 0→96 tok"})
  void showsTokensInAndOut(long input, long output, String shown) {
    assertThat(NumberFormats.tokens(input, output)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "0.00001, <$0.0001",
    "0.0021, $0.0021",
    "0.5, $0.5000",
    "1.3, $1.30",
    "1234.5, '$1,234.50'"
  })
  void showsCostsDownToTheSmallest(double cost, String shown) {
    assertThat(NumberFormats.cost(cost)).isEqualTo(shown);
  }

  @Test
  void countsOneAsOne() {
    assertThat(NumberFormats.chunks(1)).isEqualTo("1 chunk");
    assertThat(NumberFormats.chunks(2)).isEqualTo("2 chunks");
    assertThat(NumberFormats.totalTokens(1)).isEqualTo("1 token");
  }
}
