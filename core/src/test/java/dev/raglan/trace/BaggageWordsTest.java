package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

  @Test
  void baggageThatIsLargerThanW3cAllowsIsNotReadAtAll() {
    String many =
        IntStream.range(0, 10_000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
    for (String header : List.of(many, "k=" + "v".repeat(1_000_000))) {
      assertThat(entriesOf(header + ",raglan.session_id=s-1")).isZero();
    }
    assertThat(entriesOf("a=b,raglan.session_id=s-1")).isEqualTo(2);
  }

  private static int entriesOf(String header) {
    Map<String, String> request = Map.of("baggage", header);
    try (Raglan raglan = Raglan.builder().joinGlobal(false).traceContextInBaggage(true).build()) {
      return raglan
          .trace("t")
          .parent(request, new MapGetter())
          .call(() -> Baggage.current().size());
    }
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public String get(Map<String, String> carrier, String key) {
      return carrier.get(key);
    }
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
