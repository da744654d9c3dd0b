package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Feedback;
import dev.raglan.model.ParamKey;
import dev.raglan.model.RagEventType;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said beside the content: feedback, parameters, attributes, ids, constants. */
class WordsWithoutContentTest {

  private static final String TEXT = "The patient has Wegener's disease";
  private static final String KEY = "sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";

  private @Nullable Recorded recorded;

  private Recorded open(CaptureMode mode) {
    Recorded opened =
        new Recorded(
            builder ->
                builder
                    .capture(CapturePolicy.DEFAULT.with(mode))
                    .params(Map.of("strategy", "as configured")));
    recorded = opened;
    return opened;
  }

  @AfterEach
  void close() {
    if (recorded != null) {
      recorded.close();
    }
  }

  private static void sayEverything(Recorded on) {
    try (ActiveTrace trace = on.raglan.trace("t").start();
        ActiveGeneration generation = trace.generation("g").start()) {
      generation.customAttributes(Map.of("note", TEXT, "size", 7, "flag", true));
      Params params = on.raglan.params();
      params.register("note", TEXT);
      params.register("notes", List.of(TEXT));
      params.register("size", 8);
      params.register(ParamKey.CHUNK_STRATEGY, "by sentence");
      assertThat(params.getString("note")).isEqualTo(TEXT);
      assertThat(params.getAll()).containsEntry("note", TEXT);
      Feedbacks feedback = on.raglan.feedback();
      feedback.log(Feedback.numeric(0.25).withName("helpful").withComment(TEXT));
      feedback.text(TEXT);
      feedback.json(Map.of("why", TEXT));
      feedback.categorical("good", List.of("good", "bad"));
    }
    on.raglan.feedback().forTrace("0af7651916cd43dd8448eb211c80319c").text(TEXT);
  }

  @ParameterizedTest
  @EnumSource(
      value = CaptureMode.class,
      names = {"STRUCTURE", "NONE"})
  void tellNoTextWhereNoneIsKept(CaptureMode mode) {
    Recorded on = open(mode);

    sayEverything(on);

    String all = on.spans().toString();
    assertThat(all).doesNotContain(TEXT).doesNotContain("Wegener");
    assertThat(all).contains("by sentence", "as configured", "0.25", "helpful", "good");
    assertThat(all.contains("raglan.param.size")).isEqualTo(mode == CaptureMode.STRUCTURE);
    assertThat(all.contains("<text, 33 characters>")).isEqualTo(mode == CaptureMode.STRUCTURE);
    String attributes = on.text("g", "raglan.custom_attributes");
    if (mode == CaptureMode.STRUCTURE) {
      assertThat(attributes).contains("\"size\":7", "\"flag\":true");
    } else {
      assertThat(attributes).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CaptureMode.class,
      names = {"FULL", "NO_TOOL_CONTENT"})
  void tellTheTextWhereItIsKept(CaptureMode mode) {
    Recorded on = open(mode);

    sayEverything(on);

    assertThat(on.text("g", "raglan.custom_attributes")).contains(TEXT);
    assertThat(on.text("t", "raglan.param.note")).isEqualTo(TEXT);
    assertThat(on.span("g").getEvents()).hasSize(4);
    assertThat(on.span("g").getEvents().subList(0, 3))
        .allMatch(each -> each.getAttributes().toString().contains("Wegener"));
  }

  @Test
  void followTheModeOfTheSpanThatTheyAreSaidIn() {
    Recorded on = open(CaptureMode.FULL);

    try (ActiveTrace trace = on.raglan.trace("t").start()) {
      try (ActiveSpan span = trace.span("s").capture(CaptureMode.STRUCTURE).start()) {
        on.raglan.params().register("secretly", TEXT);
        on.raglan.feedback().text(TEXT);
      }
      on.raglan.params().register("openly", TEXT);
    }

    assertThat(on.text("t", "raglan.param.openly")).isEqualTo(TEXT);
    assertThat(on.text("t", "raglan.param.secretly")).isNull();
    assertThat(on.span("s").toString()).doesNotContain(TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {513, 100_000})
  void idsAreRedactedAndOfABoundedLength(int length) {
    Recorded on = open(CaptureMode.FULL);
    String id = "x".repeat(length);

    TraceContext context =
        TraceContext.builder()
            .sessionId(id)
            .customerId("c-" + KEY)
            .customerUserId("a\0b\uD800")
            .environment(id)
            .topic(id)
            .tags(id, KEY)
            .build();
    try (Scope scope = context.makeCurrent()) {
      on.raglan.span("s").start().close();
    }

    assertThat(on.text("s", "session.id")).hasSizeLessThanOrEqualTo(512).startsWith("xxx");
    on.span("s")
        .getAttributes()
        .forEach(
            (key, value) -> {
              assertThat(value.toString()).as(key.getKey()).hasSizeLessThan(1_200);
              assertThat(value.toString()).as(key.getKey()).doesNotContain(KEY, "\0", "\uD800");
            });
  }

  @Test
  void aTraceContextHasALimitOfEntriesHoweverOftenItIsMerged() {
    TraceContext all = TraceContext.EMPTY;
    for (int i = 0; i < 40; i++) {
      TraceContextBuilder more = TraceContext.builder();
      for (int j = 0; j < 20; j++) {
        more.metadata("k" + i + "-" + j, i).tags("t" + i + "-" + j);
      }
      all = all.merge(more.build());
    }
    assertThat(all.metadata()).hasSize(256).containsKey("k0-0");
    assertThat(all.tags()).hasSize(256).startsWith("t0-0");
    Map<String, Object> many = new LinkedHashMap<>();
    IntStream.range(0, 100_000).forEach(i -> many.put("k" + i, i));
    assertThat(TraceContext.builder().metadata(many).build().metadata()).hasSize(256);
  }

  /** Constants that somebody pasted a key into. */
  public static final class Constants {

    @Traced(
        name = "asks with " + KEY,
        tags = {"tag", KEY},
        attributes = {"note=" + KEY, KEY + "=v", "password=abc"})
    public void traced() {}

    @Generation(name = "g", provider = "p " + KEY, model = KEY, promptSlug = KEY)
    public void generation() {}

    @RagEvent(value = RagEventType.QUERY, name = KEY)
    public void event() {}
  }

  @Test
  void constantsOfAnnotationsAreRedacted() throws Throwable {
    Recorded on = open(CaptureMode.FULL);
    Constants constants = new Constants();
    for (String name : List.of("traced", "generation", "event")) {
      ReflectedCall.of(constants, name).tracedBy(on.raglan);
    }

    assertThat(on.spans()).hasSize(3);
    assertThat(on.spans().toString()).doesNotContain(KEY).doesNotContain("=abc");
    assertThat(on.span("asks with __REDACTED__").getAttributes().toString())
        .contains("[tag, __REDACTED__]");
  }
}
