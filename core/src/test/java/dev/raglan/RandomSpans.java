package dev.raglan;

import dev.raglan.internal.redact.RandomTexts;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ended spans as no tracer would make them: parents in a circle, ends before starts, any text. */
final class RandomSpans {

  private static final List<String> KEYS =
      List.of(
          "openinference.span.kind",
          "raglan.span.type",
          "raglan.cost.total",
          "gen_ai.usage.input_tokens",
          "gen_ai.request.model",
          "input.value",
          "output.value",
          "error.type",
          "session.id",
          "a");

  private final Random random;

  RandomSpans(Random random) {
    this.random = random;
  }

  List<SpanData> list() {
    return IntStream.rangeClosed(1, 1 + random.nextInt(8)).mapToObj(this::span).toList();
  }

  private SpanData span(int id) {
    List<EventData> events = Stream.generate(this::event).limit(random.nextInt(3)).toList();
    List<LinkData> links = Stream.generate(this::link).limit(random.nextInt(3)).toList();
    return TestSpanData.builder()
        .setName(text())
        .setKind(SpanKind.values()[random.nextInt(SpanKind.values().length)])
        .setSpanContext(context(id))
        .setParentSpanContext(random.nextBoolean() ? SpanContext.getInvalid() : anyContext())
        .setStatus(random.nextBoolean() ? StatusData.unset() : StatusData.create(status(), text()))
        .setStartEpochNanos(nanos())
        .setEndEpochNanos(nanos())
        .setHasEnded(true)
        .setAttributes(attributes())
        .setEvents(events)
        .setTotalRecordedEvents(events.size() + random.nextInt(3))
        .setLinks(links)
        .setTotalRecordedLinks(links.size() + random.nextInt(3))
        .build();
  }

  private StatusCode status() {
    return StatusCode.values()[random.nextInt(3)];
  }

  private long nanos() {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE;
      default -> 1_700_000_000_000_000_000L + random.nextInt();
    };
  }

  private SpanContext anyContext() {
    return context(1 + random.nextInt(8));
  }

  private SpanContext context(int id) {
    String trace = "%032x".formatted(1 + random.nextInt(2));
    String span = "%016x".formatted(id);
    return SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private EventData event() {
    return EventData.create(nanos(), text(), attributes());
  }

  private LinkData link() {
    return LinkData.create(anyContext(), attributes());
  }

  private Attributes attributes() {
    AttributesBuilder attributes = Attributes.builder();
    for (int i = random.nextInt(6); i > 0; i--) {
      String key = KEYS.get(random.nextInt(KEYS.size()));
      switch (random.nextInt(6)) {
        case 0 -> attributes.put(key, text());
        case 1 -> attributes.put(key, random.nextLong());
        case 2 -> attributes.put(key, Double.longBitsToDouble(random.nextLong()));
        case 3 -> attributes.put(key, random.nextBoolean());
        case 4 -> attributes.put(key, text(), text());
        default -> attributes.put(key, random.nextLong(), 0);
      }
    }
    return attributes.build();
  }

  /** Returns prose with any characters and marks of terminals among it. */
  private String text() {
    List<String> pieces = RandomTexts.SECRETS_AND_PROSE;
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size()))).append((char) random.nextInt(0x10000));
    }
    text.append(random.nextBoolean() ? "\n\u001b[1m\ud83e\udd89" : "");
    return text.toString().replaceAll("\\p{Cs}", "?");
  }
}
