package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fields that are set on a running trace, and trace contexts inside one another. */
class RunningTraceTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  private void startOther(String name) {
    tracing.other().spanBuilder(name).startSpan().end();
  }

  private Map<String, String> written(String span) {
    return FacadeTest.texts(tracing.ended(span));
  }

  @Test
  void handsDownWhatIsSetAfterTheStart() {
    try (ActiveTrace trace = raglan.trace("trace").customerId("c-1").start()) {
      startOther("before");
      trace.sessionId("s-1").tags("chat").metadata(Map.of("tier", "gold"));
      startOther("other");
      raglan.span("own").start().end();
    }

    assertThat(written("before")).doesNotContainKey("session.id");
    for (String name : List.of("trace", "other", "own")) {
      assertThat(written(name))
          .containsEntry("session.id", "s-1")
          .containsEntry("raglan.customer.id", "c-1")
          .containsEntry("tag.tags", "[chat]")
          .containsEntry("metadata", "{\"tier\":\"gold\"}");
    }
  }

  @Test
  void handsDownWhatIsSetThroughTheCurrentTraceOfAnotherSpan() {
    Context root = Context.current();
    try (ActiveTrace trace = raglan.trace("trace").start();
        ActiveSpan span = raglan.span("span").start()) {
      raglan.currentTrace().sessionId("s-1").customerUserId("u-1");
      startOther("other");
    }
    assertThat(Context.current()).isSameAs(root);

    assertThat(written("other")).containsEntry("session.id", "s-1").containsEntry("user.id", "u-1");
    assertThat(written("span")).doesNotContainKey("session.id");
  }

  @Test
  void aNearerTraceContextWinsOverWhatIsSetOnTheTraceLater() {
    try (ActiveTrace trace = raglan.trace("trace").sessionId("first").start();
        Scope scope = TraceContext.builder().topic("billing").build().makeCurrent()) {
      trace.sessionId("later").topic("sales");
      startOther("other");
      assertThat(TraceContext.current().sessionId()).isEqualTo("later");
      assertThat(TraceContext.current().topic()).isEqualTo("billing");
    }

    assertThat(written("other"))
        .containsEntry("session.id", "later")
        .containsEntry("raglan.topic", "billing");
  }

  @Test
  void aTraceContextWithinAnotherAddsToIt() {
    TraceContext outer =
        TraceContext.builder().sessionId("s-1").tags("a").metadata("tier", "gold").build();
    TraceContext inner = TraceContext.builder().tags("b").metadata("step", 2).build();
    try (Scope first = outer.makeCurrent();
        Scope second = inner.makeCurrent()) {
      startOther("other");
    }

    assertThat(written("other"))
        .containsEntry("session.id", "s-1")
        .containsEntry("tag.tags", "[a, b]")
        .containsEntry("metadata", "{\"tier\":\"gold\",\"step\":2}");
  }

  @Test
  void aTraceInsideAnotherKeepsWhatWasSetOnTheOuterOne() {
    try (ActiveTrace outer = raglan.trace("outer").start()) {
      outer.sessionId("s-1");
      try (ActiveTrace inner = raglan.trace("inner").start()) {
        startOther("other");
      }
    }

    assertThat(written("other")).containsEntry("session.id", "s-1");
  }

  @Test
  void metadataAndCustomAttributesAddUp() {
    try (ActiveTrace trace = raglan.trace("trace").metadata(Map.of("tier", "gold")).start()) {
      raglan
          .generation("generation")
          .customAttributes(Map.of("a", 1))
          .metadata(Map.of("b", 2))
          .modelOptions(Map.of("temperature", 0.5))
          .modelOptions(Map.of("top_p", 0.9))
          .start()
          .customAttributes(Map.of("c", 3))
          .end();
      trace.metadata(Map.of("late", "x"));
    }

    assertThat(written("generation").get("metadata"))
        .contains("\"tier\":\"gold\"", "\"a\":1", "\"b\":2", "\"c\":3");
    assertThat(written("generation").get("raglan.model_options")).contains("temperature", "top_p");
    assertThat(written("trace").get("metadata")).contains("\"tier\":\"gold\"", "\"late\":\"x\"");
  }

  @Test
  void metadataOfASpanOfAnotherLibraryAddsUpToo() {
    var other = tracing.other().spanBuilder("other").startSpan();
    try (Scope scope = other.makeCurrent()) {
      raglan.currentSpan().metadata(Map.of("a", 1));
      raglan.currentSpan().field(Field.CUSTOM_ATTRIBUTES, Map.of("b", 2));
    }
    other.end();

    assertThat(written("other")).containsEntry("metadata", "{\"a\":1,\"b\":2}");
  }

  @Test
  void anAttributeThatOnlyEndsInTagsIsReplaced() {
    AttributeKey<List<String>> hashtags = AttributeKey.stringArrayKey("app.hashtags");
    raglan
        .span("span")
        .start()
        .attribute(hashtags, List.of("a"))
        .attribute(hashtags, List.of("b"))
        .end();

    assertThat(tracing.ended("span").getAttributes().get(hashtags)).containsExactly("b");
  }

  @Test
  void childrenThatAreOpenEndNoLaterThanTheirTrace() {
    try (ActiveTrace trace = raglan.trace("trace").startTime(NOON).start()) {
      raglan.span("open").startTime(NOON.plusSeconds(1)).start();
      raglan.span("longer").startTime(NOON.plusSeconds(1)).endTime(NOON.plusSeconds(60)).start();
      raglan.span("after").startTime(NOON.plusSeconds(9)).start();
      trace.end(NOON.plusSeconds(5));
    }

    assertThat(ended("open")).isEqualTo(NOON.plusSeconds(5));
    assertThat(ended("longer")).isEqualTo(NOON.plusSeconds(5));
    assertThat(ended("after")).isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  void childrenThatAreOpenEndNoLaterThanTheEndThatWasSetOnTheirTrace() {
    raglan.trace("trace").startTime(NOON).start().endTime(NOON.plusSeconds(5));
    raglan.span("open").startTime(NOON.plusSeconds(1)).start();
    raglan.currentTrace().end();

    assertThat(ended("open")).isEqualTo(NOON.plusSeconds(5));
  }

  private Instant ended(String span) {
    return Instant.ofEpochSecond(0, tracing.ended(span).getEndEpochNanos());
  }
}
