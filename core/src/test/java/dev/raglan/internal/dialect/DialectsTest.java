package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.spi.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {

  @ParameterizedTest
  @ValueSource(strings = {"gen-ai", "openinference", "langfuse"})
  void areFoundByTheirNames(String name) {
    assertThat(Dialects.named(name).name()).isEqualTo(name);
  }

  @Test
  void areTwoByDefault() {
    assertThat(Dialects.defaults())
        .extracting(Dialect::name)
        .containsExactly("gen-ai", "openinference");
  }

  @Test
  void anUnknownNameIsAnsweredWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dialects.named("openllmetry"))
        .withMessage(
            "no dialect is named 'openllmetry'; there are gen-ai, openinference, langfuse");
  }
}
