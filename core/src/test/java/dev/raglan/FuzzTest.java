package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.raglan.export.TraceLog;
import dev.raglan.internal.json.Json;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.otlp.OtlpJsonLines;
import dev.raglan.internal.otlp.OtlpMessage;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.redact.RandomTexts;
import dev.raglan.internal.text.LogLine;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.CaptureLimits;
import dev.raglan.trace.SerializedSpanContext;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random inputs, the same ones in every run; {@code -Pfuzz} tries others for {@code
 * raglan.fuzz.seconds} each, and says the seed that failed.
 */
class FuzzTest {

  private static final long SEED = 20_261_129;
  private static final int CASES = 1_000;

  /** A writer that redacts nothing. */
  private static final JsonRenderer AS_IT_IS =
      JsonRenderer.builder().limits(CaptureLimits.DEFAULT).redactor(Redaction.none()).build();

  private static final List<String> WORDS =
      List.of(
          "choices",
          "message",
          "content",
          "role",
          "user",
          "assistant",
          "tool",
          "usage",
          "model",
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "delta",
          "text",
          "parts",
          "id",
          "tool_calls",
          "function",
          "arguments",
          "name",
          "finish_reason",
          "error",
          "code",
          "type",
          "documents",
          "score",
          "embedding",
          "data",
          "password",
          "",
          "a.b",
          "[0]",
          "é",
          "\0");

  /** Runs a target with a random source that is made anew for each case. */
  private static void fuzz(Consumer<Random> target) {
    long seconds = Long.getLong("raglan.fuzz.seconds", 0);
    long first = seconds > 0 ? System.nanoTime() : SEED;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (long i = 0; seconds > 0 ? System.nanoTime() < end : i < CASES; i++) {
      try {
        target.accept(new Random(first + i));
      } catch (Throwable thrown) {
        fail("with the seed " + (first + i), thrown);
      }
    }
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  /** Returns the text with some characters changed, taken out, or doubled. */
  private static String mutated(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && !out.isEmpty(); i--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(4)) {
        case 0 -> out.deleteCharAt(at);
        case 1 -> out.setCharAt(at, (char) random.nextInt(0x10000));
        case 2 -> out.insert(at, out.substring(at, Math.min(out.length(), at + 9)));
        default -> out.setLength(at);
      }
    }
    return out.toString();
  }

  private static String text(Random random) {
    List<String> pieces = RandomTexts.SECRETS_AND_PROSE;
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())));
    }
    return text.toString();
  }

  record Node(String text, @Nullable Object next) {}

  private static @Nullable Object graph(Random random, int depth, List<Object> above) {
    int kind = random.nextInt(depth > 6 ? 8 : 13);
    return switch (kind) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> random.nextDouble() * (random.nextBoolean() ? 1 : Double.POSITIVE_INFINITY);
      case 3 -> random.nextBoolean();
      case 4 -> new BigDecimal(random.nextInt()).scaleByPowerOfTen(random.nextInt(800) - 400);
      case 5 -> text(random);
      case 6 -> word(random);
      case 7 -> above.isEmpty() ? "top" : above.get(random.nextInt(above.size()));
      case 8 -> Optional.ofNullable(graph(random, depth + 1, above));
      case 9 -> new Node(text(random), graph(random, depth + 1, above));
      case 10 -> list(random, depth, above).toArray();
      case 11 -> list(random, depth, above);
      default -> map(random, depth, above);
    };
  }

  private static List<@Nullable Object> list(Random random, int depth, List<Object> above) {
    List<@Nullable Object> list = new ArrayList<>();
    above.add(list);
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(graph(random, depth + 1, above));
    }
    above.remove(above.size() - 1);
    return list;
  }

  private static Map<Object, @Nullable Object> map(Random random, int depth, List<Object> above) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    above.add(map);
    for (int i = random.nextInt(6); i > 0; i--) {
      Object key = random.nextInt(9) == 0 ? random.nextInt(9) : word(random);
      map.put(key, graph(random, depth + 1, above));
    }
    above.remove(above.size() - 1);
    return map;
  }

  private static @Nullable Object graph(Random random) {
    return graph(random, 0, new ArrayList<>());
  }

  @Test
  void jsonOfAnyGraphIsValidAndBounded() {
    fuzz(
        random -> {
          int length = 64 + random.nextInt(2_000);
          CaptureLimits limits =
              new CaptureLimits(length, 1 + random.nextInt(20), 1 + random.nextInt(8));
          String json = JsonRenderer.of(limits).json(graph(random));
          assertThat(json).hasSizeLessThanOrEqualTo(length).doesNotContain("\0");
          Json.tree(json);
        });
  }

  @Test
  void redactionIsIdempotent() {
    fuzz(
        random -> {
          String once = Redaction.standard().redact(text(random));
          assertThat(Redaction.standard().redact(once)).isEqualTo(once);
        });
  }

  @Test
  void redactionOfJsonInJsonLeavesJson() {
    fuzz(
        random -> {
          String json = AS_IT_IS.json(Map.of("a", text(random), "b", List.of(text(random))));
          for (int i = random.nextInt(3); i > 0; i--) {
            json = AS_IT_IS.json(json);
          }
          String redacted = Redaction.standard().redact(json);
          assertThat(Json.tree(redacted)).as("%s%n%s", json, redacted).isNotNull();
        });
  }

  @Test
  void aPathIsReadOrRefused() {
    fuzz(
        random -> {
          String path = mutated("choices[0].message.content['a.b'][-1].text", random);
          try {
            PropertyPath parsed = PropertyPath.parse(path);
            parsed.find(graph(random));
            assertThat(PropertyPath.parse(parsed.toString())).isEqualTo(parsed);
          } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
          }
        });
  }

  @Test
  void anyPayloadIsRead() {
    Extractors extractors = BuiltIn.extractors(false);
    fuzz(
        random -> {
          Object payload = random.nextBoolean() ? graph(random) : Json.of(graph(random));
          if (payload != null) {
            assertThat(extractors.extract(payload)).isNotNull();
          }
        });
  }

  @Test
  void aSpanContextIsReadOrRefused() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String json = SerializedSpanContext.parse(traceparent).toJson();
    fuzz(
        random -> {
          String text = mutated(random.nextBoolean() ? json : traceparent, random);
          try {
            SerializedSpanContext read = SerializedSpanContext.parse(text);
            assertThat(SerializedSpanContext.parse(read.toJson())).isEqualTo(read);
          } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
          }
        });
  }

  @Test
  void aPriceFileIsReadOrRefused(@TempDir Path directory) {
    Path file = directory.resolve("prices.json");
    String prices =
        "{\"asOf\":\"2026-01-01\",\"currency\":\"USD\",\"models\":"
            + "{\"gpt-4o\":{\"input\":2.5,\"output\":10}}}";
    fuzz(
        random -> {
          try {
            Files.writeString(file, mutated(prices, random).replaceAll("\\p{Cs}", "?"));
            PriceTable.none().with(file);
          } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("prices.json");
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }

  @Test
  void aLineOfTheLogIsOneLine() {
    fuzz(
        random ->
            assertThat(LogLine.of(mutated(text(random) + "\n\r\u001b[1m\u2028x", random)))
                .doesNotContainPattern("[\\n\\r\\u001b]"));
  }

  @Test
  void aTreeOfAnySpansIsPrintedWithALineForEach() {
    fuzz(
        random -> {
          StringBuilder out = new StringBuilder();
          List<SpanData> spans = new RandomSpans(random).list();
          try (SpanExporter log = TraceLog.to(out).open()) {
            log.export(spans);
          }
          assertThat(out.toString().lines().filter(line -> line.matches(" *[│├└ ]*─ .*")))
              .as("%s", out)
              .hasSameSizeAs(spans);
          assertThat(out).doesNotContainPattern("[\\r\\u001b\\u0000]");
        });
  }

  @Test
  void aLineOfOtlpSaysWhatTheMessageSays() {
    fuzz(
        random -> {
          List<SpanData> spans = new RandomSpans(random).list();
          String line = new String(OtlpJsonLines.write(spans), StandardCharsets.UTF_8);
          assertThat(line).containsOnlyOnce("\n").endsWith("\n");
          assertThat(spansOf(OtlpJsonLines.parse(line)))
              .containsExactlyInAnyOrderElementsOf(
                  OtlpMessage.byTrace(spans, Long.MAX_VALUE)
                      .flatMap(message -> spansOf(parsed(message.encoded())).stream())
                      .toList());
        });
  }

  private static ExportTraceServiceRequest parsed(byte[] message) {
    try {
      return ExportTraceServiceRequest.parseFrom(message);
    } catch (InvalidProtocolBufferException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<Span> spansOf(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }
}
