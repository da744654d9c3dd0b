package dev.raglan.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeliverySettingsTest {

  @Test
  void hasDefaults() {
    DeliverySettings settings = DeliverySettings.DEFAULT;

    assertThat(settings.maxQueueBytes())
        .isEqualTo(Math.min(67_108_864, Runtime.getRuntime().maxMemory() / 8));
    assertThat(settings.maxQueueSpans()).isEqualTo(8_192);
    assertThat(settings.batchSize()).isEqualTo(512);
    assertThat(settings.interval()).hasSeconds(1);
    assertThat(settings.timeout()).hasSeconds(10);
    assertThat(settings.shutdownTimeout()).hasSeconds(5);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(b -> b.maxQueueBytes(1), "maxQueueBytes must be between 65536 and"),
        refused(b -> b.maxQueueBytes(1L << 40), "maxQueueBytes must be between"),
        refused(b -> b.maxQueueSpans(0), "maxQueueSpans must be between 1 and 1048576 but is 0"),
        refused(b -> b.batchSize(-1), "batchSize must be between 1 and 1048576 but is -1"),
        refused(b -> b.interval(Duration.ZERO), "interval must be between 1 ms and 1 h"),
        refused(b -> b.timeout(Duration.ofDays(1)), "timeout must be between 1 ms and 1 h"),
        refused(b -> b.shutdownTimeout(Duration.ofSeconds(-1)), "shutdownTimeout must be between"),
        refused(
            b -> b.batchSize(10).maxQueueSpans(9).build(),
            "batchSize must be at most maxQueueSpans (9) but is 10"));
  }

  private static Arguments refused(Consumer<DeliverySettings.Builder> setting, String why) {
    return Arguments.of(setting, why);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCannotBeAndSaysWhatCan(Consumer<DeliverySettings.Builder> setting, String why) {
    assertThatThrownBy(() -> setting.accept(DeliverySettings.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
