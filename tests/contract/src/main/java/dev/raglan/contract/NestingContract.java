package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls within calls. */
abstract class NestingContract extends ContractGroup {

  NestingContract(Weaver weaver) {
    super(weaver);
  }

  private Steps steps() {
    return traced(Steps.class, TracedSteps::new);
  }

  @Test
  void makesACallWithinACallItsChild() {
    Steps steps = steps();

    assertThat(steps.<String>outer(() -> steps.inner(steps::leaf))).isEqualTo("leaf");

    assertThat(span("outer")).hasNoParent();
    assertThat(span("inner")).hasParent(span("outer"));
    assertThat(span("leaf")).hasParent(span("inner"));
  }

  @Test
  void makesCallsAfterEachOtherSiblings() {
    Steps steps = steps();

    steps.<String>outer(() -> steps.leaf() + steps.<String>inner(() -> "inner"));

    assertThat(span("leaf")).hasParent(span("outer"));
    assertThat(span("inner")).hasParent(span("outer"));
  }

  @Test
  void makesCallsWithoutACurrentSpanTracesOfTheirOwn() {
    Steps steps = steps();

    steps.leaf();
    steps.leaf();

    assertThat(spans()).hasSize(2).allSatisfy(s -> assertThat(s).hasNoParent());
    assertThat(spans()).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
  }

  @Test
  void makesACallAChildOfASpanThatIsNotRaglans() {
    Span own = tracing().sdk().getTracer("app").spanBuilder("own").startSpan();
    try (Scope ignored = own.makeCurrent()) {
      steps().leaf();
    } finally {
      own.end();
    }

    assertThat(span("leaf")).hasParent(span("own"));
  }

  @Test
  void makesASpanThatIsNotRaglansAChildOfACall() {
    steps()
        .outer(
            () -> {
              tracing().sdk().getTracer("app").spanBuilder("own").startSpan().end();
              return null;
            });

    assertThat(span("own")).hasParent(span("outer"));
  }

  @Test
  void nestsRecursiveCalls() {
    Steps steps = steps();

    assertThat(factorial(steps, 4)).isEqualTo(24);

    List<SpanData> innermostFirst = spans();
    assertThat(innermostFirst).hasSize(4);
    for (int i = 0; i < 3; i++) {
      assertThat(innermostFirst.get(i)).hasParent(innermostFirst.get(i + 1));
    }
    assertThat(innermostFirst.get(3)).hasNoParent();
  }

  private static int factorial(Steps steps, int n) {
    return steps.factorial(n, smaller -> factorial(steps, smaller));
  }

  @Test
  void opensATraceWhereTheAnnotationSaysRoot() {
    Steps steps = steps();

    steps.<String>outer(() -> steps.rooted(steps::leaf));

    assertThat(span("rooted")).hasNoParent();
    assertThat(span("rooted").getTraceId()).isNotEqualTo(span("outer").getTraceId());
    assertThat(span("leaf")).hasParent(span("rooted"));
  }

  @Test
  void keepsTheRestOfTheContextWhereTheAnnotationSaysRoot() {
    ContextKey<String> key = ContextKey.named("tenant");
    try (Scope ignored = Context.root().with(key, "acme").makeCurrent()) {
      String seen = steps().rooted(() -> Context.current().get(key));

      assertThat(seen).isEqualTo("acme");
    }
  }

  @Test
  void goesOnUnderTheOuterCallWhenAnInnerOneThrows() {
    Steps steps = steps();

    steps.outer(
        () -> {
          assertThatThrownBy(() -> steps.inner(NestingContract::fail))
              .isInstanceOf(IllegalStateException.class);
          return steps.leaf();
        });

    assertThat(span("leaf")).hasParent(span("outer"));
    assertThat(span("inner")).hasParent(span("outer"));
  }

  private static Object fail() {
    throw new IllegalStateException("boom");
  }
}
