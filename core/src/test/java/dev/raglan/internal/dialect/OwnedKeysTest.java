package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.capture.Captured;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A dialect owns what it writes, so that a target may go without it, and nothing else. */
class OwnedKeysTest {

  /** What several conventions share, and is sent to every target. */
  private static final Set<String> SHARED =
      Set.of("session.id", "user.id", "deployment.environment.name");

  @Test
  void areThoseThatTheDialectWrites() {
    for (Map.Entry<String, Captured> call : Calls.all().entrySet()) {
      for (Dialect dialect : Rendered.dialects()) {
        assertThat(keys(call.getValue(), dialect))
            .as("%s, written by %s", call.getKey(), dialect.name())
            .allSatisfy(key -> assertThat(owner(key)).isEqualTo(dialect.name()));
      }
    }
  }

  @Test
  void areNoneThatAnApplicationMayCallItsOwn() {
    for (String key : List.of("input.language", "tool.version", "output", "metadata.x", "ai.x")) {
      assertThat(Rendered.dialects()).as(key).noneMatch(dialect -> dialect.owns(key));
    }
  }

  private static List<String> keys(Captured call, Dialect dialect) {
    return Rendered.of(call, List.of(dialect), CaptureLimits.DEFAULT).keySet().stream()
        .filter(key -> !SHARED.contains(key) && !key.endsWith(".left_out"))
        .toList();
  }

  private static String owner(String key) {
    return Rendered.dialects().stream()
        .filter(dialect -> dialect.owns(key))
        .map(Dialect::name)
        .reduce((one, other) -> one + " and " + other)
        .orElse("nobody");
  }
}
