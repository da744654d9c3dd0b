package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.export.LastMile;
import dev.raglan.export.SpansApi;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.Outcome;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryMemoryTest {

  private static final int SPANS = 2_000;

  @Test
  void keepsASmallHeapAliveBeforeAHungBackend() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("accounted for " + SPANS).doesNotContain("OutOfMemoryError");
    assertThat(java.exitValue()).as(output).isZero();
  }

  @ParameterizedTest
  @CsvSource({"64, 0", "96, 30"})
  void keepsATinyHeapAliveWithAllDefaults(int heap, int used) throws Exception {
    survives(TinyHeap.class, heap, used);
  }

  @Test
  void keepsATinyHeapAliveWhereServicesWaitForTheEndsOfTraces() throws Exception {
    survives(OpenTraces.class, 64, 16);
  }

  private static void survives(Class<?> application, int heap, int used) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName(),
                String.valueOf(used))
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("alive").doesNotContain("OutOfMemoryError");
    assertThat(java.exitValue()).as(output).isZero();
  }

  /** An application of a small container whose backend hangs: Chinese prompts and answers. */
  static final class TinyHeap {

    private TinyHeap() {}

    public static void main(String[] arguments) {
      byte[][] inUse = new byte[Integer.parseInt(arguments[0])][1 << 20];
      CountDownLatch never = new CountDownLatch(1);
      Raglan raglan = Raglan.builder().exportTo(ScriptedExporter.hung("hung", never)).build();
      IntStream.range(0, SPANS * 2)
          .parallel()
          .forEach(
              i -> {
                String prompt = "看图说话".repeat(4_000) + i;
                raglan
                    .generation("g")
                    .model("gpt-4o")
                    .prompt(List.of(Map.of("role", "user", "content", prompt)))
                    .response(prompt)
                    .run(() -> {});
              });
      System.out.println("alive with " + inUse.length + ", " + raglan.delivery());
      Runtime.getRuntime().halt(0);
    }
  }

  /** An application whose traces do not end, and four services that do not answer. */
  static final class OpenTraces {

    private OpenTraces() {}

    public static void main(String[] arguments) throws Exception {
      byte[][] inUse = new byte[Integer.parseInt(arguments[0])][1 << 20];
      ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      String url = "http://localhost:" + silent.getLocalPort();
      Raglan raglan =
          Raglan.builder()
              .exportTo(
                  Athina.builder().apiKey("k").baseUrl(url).build(),
                  Adaline.builder().apiKey("k").projectId("p").baseUrl(url).build(),
                  LastMile.builder().apiToken("k").project("p").baseUrl(url).build(),
                  SpansApi.builder().apiKey("k").accountId("a").baseUrl(url).build())
              .build();
      for (int i = 0; i < SPANS; i++) {
        String prompt = "看图说话".repeat(4_000) + i;
        ActiveTrace open = raglan.trace("t").startDetached();
        open.span("s").input(prompt).output(prompt + "!").startDetached().end();
        Thread.sleep(1); // The pace of an application: its spans leave the queue.
      }
      System.out.println("alive with " + inUse.length + ", " + raglan.delivery());
      Runtime.getRuntime().halt(0);
    }
  }

  /** An application of 256 MiB whose backend hangs: payloads of 64 KiB to 1 MiB. */
  static final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) {
      CountDownLatch never = new CountDownLatch(1);
      ScriptedExporter hung = ScriptedExporter.hung("hung", never);
      Raglan raglan = Raglan.builder().exportTo(hung).build();
      IntStream.range(0, SPANS).parallel().forEach(i -> produce(raglan, i));
      DeliveryStats stats = raglan.delivery();
      FlushResult closed = raglan.close(Duration.ofMillis(100));
      boolean accounted = stats.produced() == stats.dropped() + stats.queued();
      boolean bounded = stats.queuedBytes() < (64 << 20) * 1.1 && stats.queued() > 0;
      if (accounted && bounded && closed.left() == stats.queued()) {
        System.out.println("accounted for " + stats.produced());
        Runtime.getRuntime().halt(0);
      }
      System.out.println(stats + ", " + closed);
      Runtime.getRuntime().halt(1);
    }

    /** A span of Raglan's with captured values, or one of a third party's with an attribute. */
    private static void produce(Raglan raglan, int i) {
      String payload = "x".repeat((64 << 10) * (1 + i % 16));
      if (i % 2 == 0) {
        Span span = raglan.openTelemetry().getTracer("other").spanBuilder("call").startSpan();
        span.setAttribute("text", payload).end();
        return;
      }
      Captured captured =
          new Captured(
              SpanDescription.of("call", SpanType.CHAIN),
              new Arguments(NamedValues.Names.of("input"), new Object[] {payload}),
              null,
              new Bindings(),
              null,
              Extracted.NONE);
      Span span =
          Engine.of(raglan)
              .spans()
              .start("call", SpanKind.INTERNAL, Context.root(), Attributes.empty());
      Engine.of(raglan).spans().end(span, captured, Outcome.SUCCESS);
    }
  }
}
