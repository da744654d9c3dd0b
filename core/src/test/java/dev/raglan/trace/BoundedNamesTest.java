package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.model.Status;
import dev.raglan.spi.KeepingTarget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, ids, tags, keys and whatever a provider calls things: bounded, redacted, mended. */
class BoundedNamesTest {

  private static final String SECRET = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String LONG = "x".repeat(2_000_000);

  @RegisterExtension final Tracing tracing = new Tracing();

  private Raglan open() {
    return Raglan.builder(tracing.sdk()).dialects("gen-ai", "openinference", "langfuse").build();
  }

  @Test
  void keepTheFirstTagsOfAsManyAsThereAreOneByOne() {
    Raglan raglan = open();
    ActiveSpan span = raglan.span("step").start();
    for (int i = 0; i < 10_000; i++) {
      span.tags("tag-" + i);
    }
    span.update(Map.of("tags", List.of("last")));
    span.end();

    List<String> tags =
        tracing.ended("step").getAttributes().get(AttributeKey.stringArrayKey("tag.tags"));
    assertThat(tags).hasSize(256).startsWith("tag-0", "tag-1").endsWith("tag-255");
  }

  private void everywhere(String text) {
    Raglan raglan = open();
    SpanContext other =
        SpanContext.create(
            "0123456789abcdef0123456789abcdef",
            "0123456789abcdef",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Map<String, Object> call =
        Map.of("id", text, "type", "function", "function", Map.of("name", text, "arguments", "{}"));
    Map<String, Object> message =
        Map.of("role", "assistant", "name", text, "tool_calls", List.of(call));
    Map<String, Object> response =
        Map.of(
            "id",
            text,
            "object",
            "chat.completion",
            "model",
            text,
            "choices",
            List.of(Map.of("index", 0, "finish_reason", text, "message", message)));
    raglan
        .trace(text)
        .type(text)
        .referenceId(text)
        .tags(text, "a")
        .status(text)
        .attribute(text, "v")
        .attribute(AttributeKey.longKey(text), 1L)
        .attribute(AttributeKey.stringArrayKey("list"), Collections.nCopies(10_000, text))
        .link(
            other,
            Attributes.of(AttributeKey.stringKey("k"), text, AttributeKey.stringKey(text), "v"))
        .sessionId(text)
        .run(
            () -> {
              raglan.currentSpan().tags(List.of(text)).name(text).status(text).attribute(text, 1);
              raglan
                  .generation("g")
                  .provider(text)
                  .model(text)
                  .prompt(List.of(message))
                  .start()
                  .response(response)
                  .end(Status.SUCCESS);
            });
  }

  private static Stream<String> strings(SpanData span) {
    return Stream.of(
            Stream.of(span.getName(), span.getStatus().getDescription()),
            strings(span.getAttributes()),
            span.getEvents().stream()
                .flatMap(e -> Stream.concat(Stream.of(e.getName()), strings(e.getAttributes()))),
            span.getLinks().stream().flatMap(link -> strings(link.getAttributes())))
        .flatMap(each -> each);
  }

  private static Stream<String> strings(Attributes attributes) {
    return attributes.asMap().entrySet().stream()
        .flatMap(
            e ->
                Stream.concat(
                    Stream.of(e.getKey().getKey()),
                    e.getValue() instanceof List<?> all
                        ? all.stream().map(String::valueOf)
                        : Stream.of(String.valueOf(e.getValue()))));
  }

  @Test
  void nothingLeavesThatIsLongerThanAValueMayBe() {
    everywhere(LONG);

    assertThat(tracing.ended()).hasSize(2);
    for (SpanData span : tracing.ended()) {
      assertThat(strings(span)).allMatch(text -> text.length() <= 16_384);
      assertThat(span.getName()).hasSizeLessThanOrEqualTo(512);
    }
    assertThat(tracing.ended().get(1).getAttributes().get(AttributeKey.stringArrayKey("list")))
        .hasSizeLessThanOrEqualTo(256);
  }

  @Test
  void noSecretLeavesInAName() {
    everywhere("the key " + SECRET);

    assertThat(tracing.ended().stream().flatMap(BoundedNamesTest::strings))
        .noneMatch(text -> text.contains(SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\uD83Db", "b\uDE00"})
  void whatDatabasesRefuseIsMended(String text) {
    everywhere(text);

    assertThat(tracing.ended().stream().flatMap(BoundedNamesTest::strings))
        .noneMatch(each -> each.indexOf('\0') >= 0 || each.contains("\\u0000"))
        .noneMatch(each -> IntStream.range(0, each.length()).anyMatch(i -> isLone(each, i)));
  }

  private static boolean isLone(String text, int at) {
    int codePoint = text.codePointAt(at);
    boolean isSecondHalf =
        at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    return codePoint >= 0xD800 && codePoint <= 0xDFFF && !isSecondHalf;
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void theResourceIsBoundedRedactedAndMendedAsWell(String text) {
    KeepingTarget target = new KeepingTarget();
    try (Raglan raglan =
        Raglan.builder()
            .serviceName(text)
            .environment(text)
            .resourceAttributes(
                Map.of("service.version", text, SECRET, "v", "password", "hunter2", "host.id", "7"))
            .exportTo(target)
            .build()) {
      raglan.trace("t").run(() -> {});
    }

    Attributes resource = target.spans().get(0).getResource().getAttributes();
    assertThat(strings(resource))
        .allMatch(each -> each.length() <= 16_384)
        .noneMatch(each -> each.contains(SECRET) || each.contains("hunter2"))
        .noneMatch(each -> each.indexOf('\0') >= 0)
        .noneMatch(each -> IntStream.range(0, each.length()).anyMatch(i -> isLone(each, i)));
    assertThat(resource.get(AttributeKey.stringKey("service.name"))).hasSizeLessThan(513);
    assertThat(resource.get(AttributeKey.stringKey("host.id"))).isEqualTo("7");
  }

  static Stream<String> unfit() {
    return Stream.of(LONG, "the key " + SECRET, "a\0b", "a\uD83Db", "b\uDE00");
  }

  @Test
  void manyTagsAreBounded() {
    List<String> tags =
        IntStream.range(0, 100_000).mapToObj(i -> "tag " + i).collect(Collectors.toList());
    open().trace("t").tags(tags).run(() -> {});

    assertThat(strings(tracing.ended("t")).count()).isLessThan(2_000);
  }

  @Test
  void usualNamesStayAsTheyAre() {
    everywhere("Chat 看图 \uD83D\uDE00");

    assertThat(tracing.ended().get(1).getName()).isEqualTo("Chat 看图 \uD83D\uDE00");
  }
}
