package dev.raglan.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {

  @Test
  void countMethodsOfTheJdkForTheirCaller() {
    assertThat(
            Shares.place(
                List.of("java.lang.Long", "dev.raglan.internal.queue.Weigher", "java.util.List")))
        .isEqualTo("`Weigher`");
  }

  @Test
  void tellTheTracedMethodFromTheTracing() {
    assertThat(Shares.place(List.of("java.util.List", "dev.raglan.benchmarks.caller.Search")))
        .isEqualTo("the method itself");
  }

  @Test
  void countCallsAndNotWhatIsDoneBetweenThem() {
    String call = "dev.raglan.benchmarks.caller.Search";
    assertThat(Shares.isOfACall(List.of("java.util.List", call))).isTrue();
    assertThat(
            Shares.isOfACall(List.of("dev.raglan.Raglan", "dev.raglan.benchmarks.Pipeline", call)))
        .isFalse();
    assertThat(Shares.isOfACall(List.of("dev.raglan.Raglan"))).isFalse();
  }

  @Test
  void nameTheClassAroundALambda() {
    assertThat(Shares.place(List.of("dev.raglan.internal.call.Call$$Lambda.0x01")))
        .isEqualTo("`Call`");
  }

  @Test
  void haveTheLargestFirstAndTheSmallTogether() {
    assertThat(Shares.row("A.b", Map.of("`A`", 30L, "`B`", 67L, "`C`", 2L, "`D`", 1L)))
        .isEqualTo("| A.b | 100 | `B` 67 %, `A` 30 %, others 3 % |");
  }
}
