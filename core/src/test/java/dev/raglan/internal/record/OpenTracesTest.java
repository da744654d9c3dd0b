package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.internal.record.OpenTraces.Watch;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenTracesTest {

  private static final int MOST = 4_096;

  private final OpenTraces traces = new OpenTraces();

  @Test
  void watchesAsManyTracesOfAThreadAsThereIsRoomForAndMoreOnceOneHasEnded() {
    List<Object> handles = new ArrayList<>();
    List<Watch> watches = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      Object handle = new Object();
      handles.add(handle);
      watches.add(Objects.requireNonNull(traces.watch(handle)));
    }
    Object late = new Object();
    assertThat(traces.watch(late)).isNull();
    traces.forget(watches.get(1_234));
    assertThat(traces.watch(late)).isNotNull();
    assertThat(traces.watch(handles)).isNull();
    Reference.reachabilityFence(late);
  }

  @Test
  void countsTheTracesThatNobodyCanEndButNotThoseThatHaveEnded() {
    Object open = new Object();
    assertThat(traces.watch(open)).isNotNull();
    for (int i = 0; i < 3; i++) {
      traces.forget(Objects.requireNonNull(traces.watch(new Object())));
      assertThat(traces.watch(new Object())).isNotNull();
    }
    await()
        .until(
            () -> {
              System.gc();
              return traces.abandoned() == 3;
            });
    Reference.reachabilityFence(open);
  }
}
