package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.raglan.Redaction;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.CaptureLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class JsonRendererTest {

  record Answer(int number, String text, List<String> sources) {}

  @Test
  void rendersTheSameFromManyThreadsAtOnce() throws Exception {
    JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> tasks = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Answer answer = new Answer(i, "text " + i, List.of("a", "b"));
        tasks.add(() -> renderer.json(answer));
      }
      int i = 0;
      for (Future<String> result : pool.invokeAll(tasks)) {
        assertThat(result.get())
            .isEqualTo(
                "{\"number\":" + i + ",\"text\":\"text " + i + "\",\"sources\":[\"a\",\"b\"]}");
        i++;
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void knowsItsLimits() {
    CaptureLimits limits = new CaptureLimits(64, 2, 3);
    assertThat(JsonRenderer.of(limits).limits()).isSameAs(limits);
    assertThat(JsonRenderer.builder().build().limits()).isSameAs(CaptureLimits.DEFAULT);
  }

  @Test
  void redactsByDefaultAndRunsSeveralRedactorsInOrder() {
    assertThat(JsonRenderer.of(CaptureLimits.DEFAULT).json(Map.of("password", "x")))
        .isEqualTo("{\"password\":\"__REDACTED__\"}");
    JsonRenderer renderer =
        JsonRenderer.builder()
            .redactor(text -> text + "1")
            .redactor(text -> text + "2")
            .redactor(Redaction.none())
            .build();
    assertThat(renderer.text("a")).isEqualTo("a12");
  }

  @Test
  void passesTextThroughThatNeedsNoChange() {
    JsonRenderer renderer = JsonRenderer.of(CaptureLimits.DEFAULT);
    assertThat(renderer.text("")).isEmpty();
    assertThat(renderer.text("a \"quoted\" 😀\n")).isEqualTo("a \"quoted\" 😀\n");
    assertThat(renderer.text(new StringBuilder("b"))).isEqualTo("b");
  }

  @Test
  void refusesWrongSettingsWhenBuilt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Redaction.builder().pattern("("))
        .withMessageContaining("(");
    assertThatNullPointerException().isThrownBy(() -> JsonRenderer.of(null));
    assertThatNullPointerException().isThrownBy(() -> new RawJson(null));
    assertThatNullPointerException().isThrownBy(() -> PropertyPath.parse(null));
  }
}
