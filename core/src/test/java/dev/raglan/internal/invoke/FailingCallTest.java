package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.Document;
import dev.raglan.model.RagEventType;
import dev.raglan.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** A call that fails shows no output, whatever the calls below it returned. */
class FailingCallTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  @AfterEach
  void close() {
    raglan.close();
  }

  /** Retrieves documents. */
  static final class Library {

    @RagEvent(RagEventType.RETRIEVAL)
    List<Document> find(String query) {
      return List.of(new Document("d-1", "the text of a document", 0.5, Map.of()));
    }
  }

  /** Answers, but for a failure after the documents were found. */
  final class Answers {

    private final Library library = new Library();

    @Generation
    String generation(String question) {
      return failing(question);
    }

    @Traced
    String traced(String question) {
      return failing(question);
    }

    @RagEvent(RagEventType.QUERY)
    String query(String question) {
      return failing(question);
    }

    @RagEvent(RagEventType.RETRIEVAL)
    List<Document> retrieval(String question) {
      failing(question);
      return List.of();
    }

    @Generation
    CompletableFuture<String> future(String question) {
      found(question);
      return CompletableFuture.failedFuture(new IllegalStateException("boom"));
    }

    @Generation
    Flux<String> flux(String question) {
      found(question);
      return Flux.error(new IllegalStateException("boom"));
    }

    private String failing(String question) {
      found(question);
      throw new IllegalStateException("boom");
    }

    private void found(String question) {
      try {
        ReflectedCall.of(library, "find", question).tracedBy(raglan);
      } catch (Throwable impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private void call(String method) throws Throwable {
    Object result = ReflectedCall.of(new Answers(), method, "question").tracedBy(raglan);
    if (result instanceof CompletableFuture<?> future) {
      future.join();
    } else if (result instanceof Flux<?> flux) {
      flux.blockLast();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generation", "traced", "query", "retrieval", "future", "flux"})
  void showsNoOutput(String method) {
    assertThatThrownBy(() -> call(method)).hasStackTraceContaining("boom");

    SpanData failed =
        tracing.ended().stream()
            .filter(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
            .findFirst()
            .orElseThrow();
    assertThat(failed.getName()).contains(method);
    Set<String> keys =
        failed.getAttributes().asMap().keySet().stream()
            .map(AttributeKey::getKey)
            .collect(Collectors.toSet());
    assertThat(keys).noneMatch(key -> key.contains("output") || key.contains("documents"));
    assertThat(failed.getAttributes().asMap().toString()).doesNotContain("text of a document");
    assertThat(tracing.ended())
        .filteredOn(span -> span != failed)
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getAttributes().asMap().toString()).contains("text of a document"));
  }
}
