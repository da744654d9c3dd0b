package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.span.DelegatingSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of a trace is written on every span below. */
class TraceContextTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  private static final TraceContext KNOWN =
      TraceContext.builder()
          .sessionId("s-1")
          .customerId("c-1")
          .customerUserId("u-1")
          .tags("a", "b")
          .metadata("tier", "gold")
          .environment("staging")
          .topic("billing")
          .build();

  private void startOther(String name) {
    tracing.other().spanBuilder(name).startSpan().end();
  }

  @Test
  void everythingIsOnOurSpansAndOnThoseOfOtherLibraries() {
    try (Scope scope = KNOWN.makeCurrent()) {
      startOther("other");
      raglan.span("ours").start().end();
    }
    startOther("outside");

    for (String name : new String[] {"other", "ours"}) {
      assertThat(FacadeTest.texts(tracing.ended(name)))
          .containsEntry("session.id", "s-1")
          .doesNotContainKey("gen_ai.conversation.id")
          .containsEntry("raglan.customer.id", "c-1")
          .containsEntry("user.id", "u-1")
          .containsEntry("tag.tags", "[a, b]")
          .containsEntry("metadata", "{\"tier\":\"gold\"}")
          .containsEntry("deployment.environment.name", "staging")
          .containsEntry("raglan.topic", "billing");
    }
    assertThat(FacadeTest.texts(tracing.ended("outside"))).isEmpty();
  }

  @Test
  void whatATraceSaysIsHandedDownToSpansOnOtherThreads() throws Exception {
    ExecutorService otherThread = Executors.newSingleThreadExecutor();
    try (ActiveTrace trace = raglan.trace("trace").sessionId("s-1").tags("chat").start()) {
      raglan.span("own").sessionId("s-2").tags("mine").start().end();
      otherThread.submit(Context.current().wrap(() -> startOther("other"))).get();
    }
    otherThread.shutdown();

    assertThat(FacadeTest.texts(tracing.ended("trace"))).containsEntry("session.id", "s-1");
    assertThat(FacadeTest.texts(tracing.ended("other")))
        .containsEntry("session.id", "s-1")
        .containsEntry("tag.tags", "[chat]");
    assertThat(FacadeTest.texts(tracing.ended("own")))
        .containsEntry("session.id", "s-2")
        .containsEntry("tag.tags", "[chat, mine]");
  }

  @Test
  void aSpanBelowTheRootHandsItsSessionDownAndNotItsTags() {
    try (ActiveTrace trace = raglan.trace("trace").start();
        ActiveSpan span = raglan.span("span").sessionId("s-1").tags("a").start()) {
      startOther("other");
    }

    assertThat(FacadeTest.texts(tracing.ended("other")))
        .containsEntry("session.id", "s-1")
        .doesNotContainKey("tag.tags");
  }

  @Test
  void metadataThatIsMutableIsHandedDownAsItWas() {
    Map<String, Object> metadata = new LinkedHashMap<>(Map.of("tier", "gold"));
    try (ActiveTrace trace = raglan.trace("trace").metadata(metadata).start()) {
      metadata.put("tier", "changed");
      startOther("other");
    }

    assertThat(FacadeTest.texts(tracing.ended("other")))
        .containsEntry("metadata", "{\"tier\":\"gold\"}");
  }

  @Test
  void secretsAreKeptOutOfIt() {
    try (Scope scope = TraceContext.builder().metadata("password", "p4ss").build().makeCurrent()) {
      startOther("other");
    }

    assertThat(FacadeTest.texts(tracing.ended("other")).get("metadata")).doesNotContain("p4ss");
  }

  @Test
  void whatIsBlankIsNotKnown() {
    assertThat(TraceContext.builder().sessionId(" ").customerId("").topic(null).build())
        .isEqualTo(TraceContext.EMPTY);
    assertThat(TraceContext.current().isEmpty()).isTrue();
  }

  @Test
  void twoContextsAreMergedAndTheLaterWins() {
    TraceContext later = TraceContext.builder().sessionId("s-2").tags("c").metadata("x", 1).build();

    TraceContext merged = KNOWN.merge(later);

    assertThat(merged.sessionId()).isEqualTo("s-2");
    assertThat(merged.customerId()).isEqualTo("c-1");
    assertThat(merged.tags()).containsExactly("a", "b", "c");
    assertThat(merged.metadata()).containsOnlyKeys("tier", "x");
    assertThat(merged.toBuilder().metadata("x", null).build().metadata()).containsOnlyKeys("tier");
  }

  @Test
  void nothingIsInBaggageUnlessItIsAskedFor() {
    try (ActiveTrace trace = raglan.trace("trace").sessionId("s-1").start()) {
      assertThat(Baggage.current().isEmpty()).isTrue();
    }
  }

  @Test
  void whereItIsAskedForItTravelsInBaggageAndIsTakenFromThere() {
    Raglan carrying = Raglan.builder(tracing.sdk()).traceContextInBaggage(true).build();
    Baggage arrived;
    try (ActiveTrace trace = carrying.trace("trace").sessionId("s-1").tags("t").start()) {
      arrived = Baggage.current();
    }
    assertThat(arrived.getEntryValue("raglan.session_id")).isEqualTo("s-1");
    assertThat(arrived.size()).isEqualTo(1);

    try (Scope scope = arrived.makeCurrent()) {
      carrying.trace("callee").start().end();
      raglan.trace("indifferent").start().end();
    }

    assertThat(FacadeTest.texts(tracing.ended("callee"))).containsEntry("session.id", "s-1");
    assertThat(FacadeTest.texts(tracing.ended("indifferent"))).doesNotContainKey("session.id");
  }

  @Test
  void theStateOfATraceIsSharedByItsSpansAndByNoOther() {
    try (ActiveTrace trace = raglan.trace("trace").start()) {
      LocalTrace outer = LocalTrace.current();
      try (ActiveSpan span = raglan.span("span").start()) {
        assertThat(LocalTrace.current()).isSameAs(outer);
      }
      try (ActiveTrace inner = raglan.trace("inner").start()) {
        assertThat(LocalTrace.current()).isNotSameAs(outer);
      }
      assertThat(outer.root()).isSameAs(DelegatingSpan.resolve(Span.current()));
    }
    assertThat(LocalTrace.current()).isNull();
  }
}
