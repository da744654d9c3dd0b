package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LangfuseDetailsTest {

  @Test
  void countsNoTokenInTwoKinds() {
    Usage usage = new Usage(100L, 50L, null, 60L, 10L, 20L, false);

    assertThat(LangfuseDetails.usage(usage))
        .isEqualTo(
            Map.of(
                "input",
                30L,
                "input_cache_read",
                60L,
                "input_cache_creation",
                10L,
                "output",
                30L,
                "output_reasoning",
                20L,
                "total",
                150L));
  }

  @Test
  void neverGoesBelowZeroWhereAProviderCountsTheCacheApart() {
    Usage usage = new Usage(10L, null, null, 60L, null, null, false);

    assertThat(LangfuseDetails.usage(usage))
        .isEqualTo(Map.of("input", 0L, "input_cache_read", 60L, "total", 10L));
  }

  @Test
  void isNothingWhereNothingIsKnown() {
    assertThat(LangfuseDetails.usage(null)).isEmpty();
    assertThat(LangfuseDetails.usage(Usage.of(null, null))).isEmpty();
    assertThat(LangfuseDetails.cost(null)).isEmpty();
  }

  @Test
  void aTotalCostStandsAlone() {
    assertThat(LangfuseDetails.cost(new Cost(null, null, 0.5, false)))
        .isEqualTo(Map.of("total", 0.5));
  }
}
