package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words that a propagator or a reader could not take are neither carried nor adopted. */
class BaggageWordsTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  static List<String> unfit() {
    return List.of(
        "hello \ud83d",
        "\ude00 hello",
        "a\r\nset-cookie: b",
        "a\0b",
        "\u001b[31m",
        "x".repeat(7_000));
  }

  private Raglan open() {
    return Raglan.builder(tracing.sdk()).traceContextInBaggage(true).build();
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void aRequestOfTheApplicationsGoesOutWhateverTheSessionIs(String word) {
    Map<String, String> headers = new HashMap<>();
    open()
        .trace("t")
        .sessionId(word)
        .customerId("acme")
        .run(() -> W3CBaggagePropagator.getInstance().inject(Context.current(), headers, Map::put));

    assertThat(headers.get("baggage")).isEqualTo("raglan.customer_id=acme");
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void nothingIsAdoptedThatIsNoWord(String word) {
    Baggage received =
        Baggage.builder().put("raglan.session_id", word).put("raglan.customer_id", "acme").build();
    try (Scope scope = Context.root().with(received).makeCurrent()) {
      open().trace("t").run(() -> {});
    }

    assertThat(FacadeTest.texts(tracing.ended("t")))
        .containsEntry("raglan.customer.id", "acme")
        .doesNotContainKey("session.id");
  }
}
