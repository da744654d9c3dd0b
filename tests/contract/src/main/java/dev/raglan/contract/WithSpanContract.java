package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.AnnotatedDeclarations;
import dev.raglan.contract.subject.BoundChatModel;
import dev.raglan.contract.subject.ChatModel;
import dev.raglan.contract.subject.Declarations;
import dev.raglan.contract.subject.Failing;
import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedFailing;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The cases that OpenTelemetry holds its own {@code @WithSpan} to, under their names there. */
abstract class WithSpanContract extends ContractGroup {

  WithSpanContract(Weaver weaver) {
    super(weaver);
  }

  @Test
  void deriveAutomaticName() {
    traced(Declarations.class, AnnotatedDeclarations::new).derived();

    assertThat(span())
        .hasName("AnnotatedDeclarations.derived")
        .hasKind(SpanKind.INTERNAL)
        .hasNoParent()
        .hasStatus(StatusData.unset())
        .hasEnded();
  }

  @Test
  void manualName() {
    traced(Declarations.class, AnnotatedDeclarations::new).byValue();

    assertThat(span()).hasName("manual name");
  }

  @Test
  void withSpanError() {
    Failing failing = traced(Failing.class, TracedFailing::new);
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(() -> failing.fail(thrown)).isSameAs(thrown);

    assertThat(span()).hasStatus(failure("boom")).hasException(thrown);
  }

  @Test
  void captureAttributes() {
    ChatModel model = traced(ChatModel.class, BoundChatModel::new);

    model.annotate("billing", 3, 0.5, true, null);

    assertThat(span())
        .hasAttribute(AttributeKey.stringKey("topic"), "billing")
        .hasAttribute(AttributeKey.longKey("limit.max"), 3L)
        .hasAttribute(AttributeKey.doubleKey("ratio"), 0.5)
        .hasAttribute(AttributeKey.booleanKey("fresh"), true);
  }

  @Test
  void completedCompletionStage() {
    CompletionStage<String> stage = CompletableFuture.completedFuture("done");

    assertThat(later().stage(() -> stage)).isSameAs(stage);

    assertThat(span()).hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void exceptionallyCompletedCompletionStage() {
    IllegalStateException thrown = new IllegalStateException("boom");

    later().stage(() -> CompletableFuture.failedFuture(thrown));

    assertThat(span()).hasStatus(failure("boom")).hasException(thrown);
  }

  @Test
  void nullCompletionStage() {
    assertThat(later().stage(() -> null)).isNull();

    assertThat(span()).hasStatus(StatusData.unset()).hasEnded();
  }

  @Test
  void completingCompletionStage() {
    CompletableFuture<String> future = new CompletableFuture<>();

    later().stage(() -> future);
    assertThat(spans()).isEmpty();
    future.complete("done");

    assertThat(span()).hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void exceptionallyCompletingCompletionStage() {
    CompletableFuture<String> future = new CompletableFuture<>();
    IllegalStateException thrown = new IllegalStateException("boom");

    later().stage(() -> future);
    assertThat(spans()).isEmpty();
    future.completeExceptionally(thrown);

    assertThat(span()).hasStatus(failure("boom")).hasException(thrown);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }
}
