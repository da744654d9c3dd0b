package dev.raglan.internal.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {

  private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

  @Test
  void knowsAKeyByItsIdentity() {
    List<String> one = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    map.merge(one, "a", String::concat);
    map.merge(one, "b", String::concat);

    assertThat(map.get(one)).isEqualTo("ab");
    assertThat(map.get(equal)).isNull();
    assertThat(map.remove(equal)).isNull();
    assertThat(map.getOrCreate(one, () -> "new")).isEqualTo("ab");
    assertThat(map.getOrCreate(equal, () -> "new")).isEqualTo("new");
    one.add("changed");
    assertThat(map.remove(one)).isEqualTo("ab");
    assertThat(map.remove(equal)).isEqualTo("new");
    assertThat(map.isEmpty()).isTrue();
  }

  @Test
  void forgetsKeysThatAreCollected() {
    for (int i = 0; i < 100; i++) {
      map.merge(new Object(), "value", String::concat);
    }
    Object kept = new Object();
    await()
        .untilAsserted(
            () -> {
              System.gc();
              map.merge(kept, "", (there, more) -> there);
              map.remove(kept);
              assertThat(map.isEmpty()).isTrue();
            });
  }
}
