package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Cost;
import dev.raglan.model.Usage;
import org.junit.jupiter.api.Test;

class LangfuseDetailsTest {

  @Test
  void countsNoTokenInTwoKinds() {
    Usage usage = new Usage(100L, 50L, null, 60L, 10L, 20L, false);

    assertThat(LangfuseDetails.usage(usage))
        .isEqualTo(
            "{\"input\":30,\"input_cache_read\":60,\"input_cache_creation\":10,"
                + "\"output\":30,\"output_reasoning\":20,\"total\":150}");
  }

  @Test
  void neverGoesBelowZeroWhereAProviderCountsTheCacheApart() {
    Usage usage = new Usage(10L, null, null, 60L, null, null, false);

    assertThat(LangfuseDetails.usage(usage))
        .isEqualTo("{\"input\":0,\"input_cache_read\":60,\"total\":10}");
  }

  @Test
  void isNothingWhereNothingIsKnown() {
    assertThat(LangfuseDetails.usage(null)).isNull();
    assertThat(LangfuseDetails.usage(Usage.of(null, null))).isNull();
    assertThat(LangfuseDetails.cost(null)).isNull();
  }

  @Test
  void aTotalCostStandsAlone() {
    assertThat(LangfuseDetails.cost(new Cost(null, null, 0.5, false))).isEqualTo("{\"total\":0.5}");
  }
}
