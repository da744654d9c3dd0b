package dev.raglan.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.model.RagEventType;
import dev.raglan.trace.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AnnotatedRagEventTest {

  private final Recorded recorded = new Recorded();
  private final Pipeline pipeline = new Pipeline(recorded.raglan);

  @AfterEach
  void close() {
    recorded.close();
  }

  /** Annotated methods, with their calls handed to the engine as a weaver would. */
  static class Pipeline {

    private final Raglan raglan;

    Pipeline(Raglan raglan) {
      this.raglan = raglan;
    }

    @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
    List<String> search(String query) {
      raglan.rag().custom("second", "second");
      return List.of("found");
    }

    @RagEvent(value = RagEventType.RETRIEVAL, name = "search later")
    Mono<String> searchLater(String query) {
      return Mono.fromCallable(
          () -> {
            raglan.rag().custom("second", "second");
            return "found";
          });
    }

    @Traced("ask")
    void ask() throws Throwable {
      raglan.params().register("top_k", 5);
      call("search", "the question");
    }

    @Nullable Object call(String name, Object... arguments) throws Throwable {
      return ReflectedCall.of(this, name, arguments).tracedBy(raglan);
    }
  }

  @Test
  void countsAsTheOneEventOfItsSpan() throws Throwable {
    pipeline.call("search", "the question");

    assertThat(recorded.text("search", "raglan.event.type")).isEqualTo("retrieval");
    assertThat(recorded.span("search").getEvents()).isEmpty();
    assertThat(recorded.raglan.rag().refused()).isEqualTo(1);
  }

  @Test
  void countsAsTheOneEventOfItsSpanThatStartsWithASubscription() throws Throwable {
    ((Mono<?>) pipeline.call("searchLater", "the question")).block();

    assertThat(recorded.text("search later", "raglan.event.type")).isEqualTo("retrieval");
    assertThat(recorded.raglan.rag().refused()).isEqualTo(1);
  }

  @Test
  void lendsItsInputAndOutputToATraceWithoutItsOwn() throws Throwable {
    pipeline.call("ask");

    assertThat(recorded.text("ask", "raglan.trace.input")).isEqualTo("the question");
    assertThat(recorded.text("ask", "raglan.trace.output")).isEqualTo("[\"found\"]");
    assertThat(recorded.number("ask", "raglan.param.top_k")).isEqualTo(5);
  }
}
