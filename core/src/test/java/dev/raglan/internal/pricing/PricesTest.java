package dev.raglan.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.raglan.model.ModelPrice;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PricesTest {

  private static final ModelPrice PRICE = ModelPrice.of(1, 2);

  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void areReadWhenTheyAreFirstAskedForAndNotAgain() {
    Supplier<Prices> later = Prices.later(this::read);
    assertThat(reads).hasValue(0);

    assertThat(later.get()).isSameAs(later.get());
    assertThat(reads).hasValue(1);
  }

  @Test
  void areReadAgainIfTheyCouldNotBeRead() {
    Supplier<Prices> later =
        Prices.later(
            () -> {
              if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("closed");
              }
              return Prices.NONE;
            });

    assertThatIllegalStateException().isThrownBy(later::get);
    assertThat(later.get()).isSameAs(Prices.NONE);
  }

  @Test
  void keepTheirDayUnderOthersWithoutOne() {
    Prices read = read();

    assertThat(read.with(null, Map.of("b", PRICE), Map.of()).asOf()).isEqualTo(read.asOf());
    assertThat(read.with(null, Map.of("b", PRICE), Map.of()).byModel()).containsOnlyKeys("a", "b");
    assertThat(read.with(LocalDate.EPOCH, Map.of(), Map.of()).asOf()).isEqualTo(LocalDate.EPOCH);
  }

  private Prices read() {
    reads.incrementAndGet();
    return new Prices(LocalDate.of(2026, 1, 31), Map.of("a", PRICE), Map.of());
  }
}
