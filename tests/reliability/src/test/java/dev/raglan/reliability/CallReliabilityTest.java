package dev.raglan.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.export.TraceLog;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.JsonCodec;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios of docs/reliability.md that calls of the application see. */
class CallReliabilityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int THREADS = Integer.getInteger("raglan.reliability.threads", 16);
  private static final int SPANS = Integer.getInteger("raglan.reliability.spans", 50_000);
  private static final int WARM = 200_000;
  private static final int ALLOCATING = 5_000;
  private static final int ABANDONED = Integer.getInteger("raglan.reliability.abandoned", 200_000);
  private static final int CALLS = 100_000;

  private static Raglan open(RaglanBuilder builder, ExportTarget... targets) {
    DeliverySettings settings = DeliverySettings.builder().interval(Duration.ofMillis(20)).build();
    return builder.closeAtExit(false).delivery(settings).exportTo(targets).build();
  }

  /** Returns a target whose exporter does what it is told, and counts the spans it is given. */
  private static ExportTarget target(
      String name, AtomicInteger given, Supplier<CompletableResultCode> outcome) {
    SpanExporter exporter =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> spans) {
            given.addAndGet(spans.size());
            return outcome.get();
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    return new ExportTarget() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public SpanExporter open() {
        return exporter;
      }
    };
  }

  private static ExportTarget hung() {
    return target("hung", new AtomicInteger(), CompletableResultCode::new);
  }

  private static ExportTarget healthy(AtomicInteger given) {
    return target("healthy", given, CompletableResultCode::ofSuccess);
  }

  /**
   * Scenario 1. Each thread takes turns between a trace and a loop that takes as long and allocates
   * as much, so that both are measured on the same machine in the same moment.
   */
  @Test
  void costsTheCallerLittleBeforeAHungReceiver() throws Exception {
    try (Raglan raglan = open(Raglan.builder(), hung())) {
      Runnable trace = () -> raglan.trace("a").start().end();
      Turns warm = Turns.of(1, WARM, trace, 0);
      Turns turns = Turns.of(THREADS, SPANS, trace, warm.traces[WARM / 2]);
      DeliveryStats stats = raglan.delivery();
      assertThat(stats.produced()).isEqualTo(WARM + (long) THREADS * SPANS);
      assertThat(stats.dropped() + stats.queued()).isEqualTo(stats.produced());
      assertThat(turns.waits).as("waits for a lock or anything else").isLessThan(SPANS / 100);
      assertThat(median(turns.traces)).isLessThan(TimeUnit.MICROSECONDS.toNanos(50));
      Figures.row(
          "1",
          "hung target, %d threads × %,d spans".formatted(THREADS, SPANS),
          "a trace takes %.1f µs, p99 %.1f, p99.9 %,.0f, of 100,000 %d take over 1 ms; a loop that"
              + " takes as long and allocates as much, in turns with it in the same threads: p99.9"
              + " %,.0f, %d over 1 ms; callers waited %d times; %,d of %,d dropped or queued",
          median(turns.traces) / 1e3,
          turns.traces[(int) (turns.traces.length * 0.99)] / 1e3,
          turns.traces[(int) (turns.traces.length * 0.999)] / 1e3,
          overAMillisecond(turns.traces),
          turns.loops[(int) (turns.loops.length * 0.999)] / 1e3,
          overAMillisecond(turns.loops),
          turns.waits,
          stats.dropped() + stats.queued(),
          stats.produced());
      raglan.close(Duration.ofMillis(100));
    }
  }

  private static long median(long[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static long overAMillisecond(long[] nanos) {
    return Arrays.stream(nanos).filter(each -> each > 1_000_000).count() * 100_000 / nanos.length;
  }

  /** The sorted nanoseconds of traces and loops that took turns, and how often threads waited. */
  private record Turns(long[] traces, long[] loops, long waits) {

    /** The bytes that a trace allocates. */
    private static final int ALLOCATED = 2_100;

    private static volatile byte[] allocated = {};

    static Turns of(int threads, int count, Runnable trace, long loopNanos) throws Exception {
      long[][] traces = new long[threads][count];
      long[][] loops = new long[threads][count];
      AtomicLong waits = new AtomicLong();
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long[] ownTraces = traces[thread];
        long[] ownLoops = loops[thread];
        done.add(
            pool.submit(
                () -> {
                  long before = waitsSoFar();
                  for (int i = 0; i < count; i++) {
                    long begun = System.nanoTime();
                    trace.run();
                    long between = System.nanoTime();
                    loop(loopNanos);
                    ownLoops[i] = System.nanoTime() - between;
                    ownTraces[i] = between - begun;
                  }
                  waits.addAndGet(waitsSoFar() - before);
                }));
      }
      for (Future<?> each : done) {
        each.get(5, TimeUnit.MINUTES);
      }
      pool.shutdown();
      return new Turns(sorted(traces), sorted(loops), waits.get());
    }

    /** Returns how often the current thread has waited, for a lock or anything else. */
    private static long waitsSoFar() {
      ThreadInfo self =
          ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
      return self.getBlockedCount() + self.getWaitedCount();
    }

    private static void loop(long nanos) {
      long begun = System.nanoTime();
      allocated = new byte[ALLOCATED];
      while (System.nanoTime() - begun < nanos) {
        Thread.onSpinWait();
      }
    }

    private static long[] sorted(long[][] nanos) {
      return Arrays.stream(nanos).flatMapToLong(Arrays::stream).sorted().toArray();
    }
  }

  /** Scenario 36. What a call allocates whose spans are dropped, beside one whose are exported. */
  @ParameterizedTest
  @ValueSource(ints = {100, 2_000, 10_000})
  void costsLittleWhereNothingCanBeKept(int length) throws Exception {
    String prompt = "x".repeat(length);
    DeliverySettings.Builder full = DeliverySettings.builder().maxQueueSpans(512).batchSize(256);
    try (MockWebServer server = new MockWebServer();
        Raglan down =
            Raglan.builder()
                .closeAtExit(false)
                .delivery(full.timeout(Duration.ofHours(1)).build())
                .exportTo(hung())
                .build()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder().code(200).build();
            }
          });
      server.start();
      try (Raglan up = open(Raglan.builder(), Otlp.to(server.url("/v1/traces").toString()))) {
        long dropped = allocatedByACall(() -> generate(down, prompt), () -> {});
        long kept = allocatedByACall(() -> generate(up, prompt), () -> up.flush(PATIENCE));
        assertThat(down.delivery().exported()).isZero();
        assertThat(up.delivery().dropped()).isZero();
        assertThat(dropped).isLessThanOrEqualTo(kept / 4);
        Figures.row(
            "36",
            "a trace with a generation, prompt of %,d characters, queue full".formatted(length),
            "allocates %,d bytes, delivery included; %,d where the receiver is up (%d %%)",
            dropped,
            kept,
            100 * dropped / kept);
      }
      down.close(Duration.ofMillis(100));
    }
  }

  private static void generate(Raglan raglan, String prompt) {
    try (ActiveTrace trace = raglan.trace("ask").input(prompt).sessionId("s").start()) {
      Map<String, String> message = Map.of("role", "user", "content", prompt);
      raglan.generation("chat").model("gpt-4o").prompt(List.of(message)).call(() -> "It is.");
      trace.output("It is.");
    }
  }

  /** Returns the bytes that the caller and Raglan's threads allocate for each of many calls. */
  private static long allocatedByACall(Runnable call, Runnable flush) {
    long before = 0;
    for (int i = 0; i < 2 * ALLOCATING; i++) {
      if (i == ALLOCATING) {
        flush.run();
        before = allocated();
      }
      call.run();
      if (i % 100 == 0) {
        flush.run();
      }
    }
    flush.run();
    return (allocated() - before) / ALLOCATING;
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each == Thread.currentThread() || each.getName().startsWith("raglan-"))
        .mapToLong(each -> threads.getThreadAllocatedBytes(each.getId()))
        .sum();
  }

  private static String run(Class<?> program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      byte[] output = java.getInputStream().readAllBytes();
      assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return new String(output, StandardCharsets.UTF_8);
    } finally {
      java.destroyForcibly();
    }
  }

  /** Scenario 2. */
  @Test
  void keepsASmallHeapAlive() throws Exception {
    String output = run(SmallHeap.class).strip();
    assertThat(output).contains("accounted").doesNotContain("OutOfMemoryError");
    String figures = output.substring(output.indexOf("accounted")).replace("accounted ", "");
    Figures.row("2", "2,000 payloads of 64 KiB to 1 MiB, -Xmx256m, hung target", "%s", figures);
  }

  /** Traces large payloads before a hung target. */
  static final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) {
      Raglan raglan = Raglan.builder().exportTo(hung()).build();
      raglan.trace("warm").start().end();
      long before = used();
      for (int i = 0; i < 2_000; i++) {
        String payload = "x".repeat((64 << 10) * (1 + i % 16));
        raglan.trace("a").attribute("text", payload).start().end();
      }
      DeliveryStats stats = raglan.delivery();
      long retained = used() - before;
      long cap = DeliverySettings.builder().build().maxQueueBytes();
      boolean exact = stats.produced() == stats.dropped() + stats.queued();
      if (exact && stats.produced() == 2_001 && retained <= cap * 1.1) {
        System.out.printf(
            "accounted %,d queued, %,d dropped; %,d KB retained of %,d KB allowed%n",
            stats.queued(), stats.dropped(), retained >> 10, cap >> 10);
      } else {
        System.out.println(stats + ", retained " + retained + " of " + cap);
      }
      Runtime.getRuntime().halt(0);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Scenario 14. */
  @Test
  void forgesNeitherHeadersNorLogLines() throws Exception {
    String hostile = "me\r\nx-forged: 1\n\u001b[31mERROR forged line\u2028ERROR forged line";
    StringBuffer log = new StringBuffer();
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().code(200).build());
      try (Raglan raglan =
          open(Raglan.builder(), TraceLog.to(log), Otlp.to(server.url("/v1/traces").toString()))) {
        TraceContext context =
            TraceContext.builder().sessionId(hostile).customerUserId(hostile).tags(hostile).build();
        try (Scope scope = context.makeCurrent()) {
          raglan.trace(hostile).start().end();
        }
        assertThat(raglan.flush(PATIENCE).exported()).isEqualTo(2);
      }
      RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      assertThat(request.getHeaders().get("x-forged")).isNull();
      assertThat(request.getBody().utf8()).contains(hostile);
      assertThat(log.toString().lines())
          .isNotEmpty()
          .noneMatch(line -> line.startsWith("x-forged") || line.startsWith("ERROR"));
      assertThat(log.toString()).doesNotContain("\u001b", "\u2028", "\r");
      Figures.row(
          "14",
          "CR, LF, ANSI and U+2028 in name, session, user, tag",
          "no header, no line of the log; arrives unchanged");
    }
  }

  private static RuntimeException failing(int kind) {
    switch (kind % 3) {
      case 0 -> throw new IllegalStateException("hostile");
      case 1 -> throw new NoClassDefFoundError("hostile");
      default -> throw new StackOverflowError("hostile");
    }
  }

  /** A value none of whose methods can be called. */
  private static final class Hostile {

    private final int kind;

    Hostile(int kind) {
      this.kind = kind;
    }

    public String getText() {
      throw failing(kind);
    }

    @Override
    public String toString() {
      throw failing(kind);
    }

    @Override
    public boolean equals(Object other) {
      throw failing(kind);
    }

    @Override
    public int hashCode() {
      throw failing(kind);
    }
  }

  /** Scenario 19. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void returnsResultsWhoseMethodsFail(int kind) {
    AtomicInteger given = new AtomicInteger();
    try (Raglan raglan = open(Raglan.builder(), healthy(given))) {
      Hostile value = new Hostile(kind);
      Hostile result =
          raglan
              .generation("chat")
              .prompt(value)
              .input(Map.of("list", List.of(value)))
              .metadata(Map.of("value", value))
              .call(() -> value);
      assertThat(result == value).isTrue();
      assertThat(Context.current()).isSameAs(Context.root());
      assertThat(raglan.flush(PATIENCE).complete()).isTrue();
      assertThat(given).hasValue(1);
    }
    String thrown = List.of("RuntimeException", "LinkageError", "StackOverflowError").get(kind);
    Figures.row(
        "19",
        "toString, getter, hashCode throw a " + thrown,
        "result identical, context clean, span delivered");
  }

  /** A part of the application's own for every interface, and each of them fails. */
  private static final class Failing implements Dialect, JsonCodec {

    private final int kind;

    Failing(int kind) {
      this.kind = kind;
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void renderSpan(SpanDescription description, AttributeSink sink) {
      throw failing(kind);
    }

    @Override
    public void render(RenderedCall call, AttributeSink sink) {
      throw failing(kind);
    }

    @Override
    public boolean supports(Class<?> type) {
      throw failing(kind);
    }

    @Override
    public Object toTree(Object value) {
      throw failing(kind);
    }
  }

  /** Scenario 22. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void survivesPartsThatFail(int kind) {
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger given = new AtomicInteger();
    Failing parts = new Failing(kind);
    RaglanBuilder builder =
        Raglan.builder()
            .dialect(parts)
            .codec(parts)
            .redaction(
                text -> {
                  throw failing(kind);
                })
            .captureDecider(
                request -> {
                  throw failing(kind);
                });
    ExportTarget broken =
        target(
            "broken",
            failed,
            () -> {
              throw failing(kind);
            });
    try (Raglan raglan = open(builder, broken, healthy(given))) {
      for (int i = 0; i < 100; i++) {
        String result = raglan.generation("chat").prompt("p" + i).call(() -> "r");
        assertThat(result).isEqualTo("r");
      }
      raglan.flush(PATIENCE);
      assertThat(given).hasValue(100);
      assertThat(failed).hasValue(100);
      assertThat(raglan.delivery().dropped(DropReason.EXPORT_FAILED)).isEqualTo(100);
    }
    String thrown = List.of("RuntimeException", "LinkageError", "StackOverflowError").get(kind);
    Figures.row(
        "22",
        "dialect, codec, redactor, decider, exporter throw a " + thrown,
        "100 of 100 calls unaffected, 100 of 100 spans at the other target");
  }

  /** Scenario 23. */
  @Test
  void leavesResultsAndExceptionsAlone() {
    AtomicInteger given = new AtomicInteger();
    AtomicInteger invoked = new AtomicInteger();
    try (Raglan raglan = open(Raglan.builder(), healthy(given))) {
      for (int i = 0; i < 1_000; i++) {
        Object result = i % 2 == 0 ? new Object() : null;
        Throwable thrown = i % 2 == 0 ? new IOException("own") : new AssertionError("own");
        assertThat(
                raglan.<Object, RuntimeException>span(
                    "a",
                    () -> {
                      invoked.incrementAndGet();
                      return result;
                    }))
            .isSameAs(result);
        assertThat(
                catchThrowable(
                    () ->
                        raglan.span(
                            "b",
                            () -> {
                              invoked.incrementAndGet();
                              throw thrown;
                            })))
            .isSameAs(thrown);
      }
      CompletableFuture<String> future = new CompletableFuture<>();
      CompletableFuture<String> followed = raglan.span("c").follow(future);
      future.cancel(true);
      assertThat(followed).isCancelled();
      raglan.flush(PATIENCE);
      assertThat(given).hasValue(2_001);
    }
    assertThat(invoked).hasValue(2_000);
    Figures.row(
        "23",
        "1,000 results and null, 1,000 exceptions and Errors, a cancelled future",
        "the same instances, 2,000 of 2,000 invoked once");
  }

  private static ExecutorService perTask() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null; // Before Java 21.
    }
  }

  /** Scenario 24. */
  @Test
  void leaksNoContext() throws Exception {
    AtomicBoolean leaked = new AtomicBoolean();
    ExecutorService virtual = perTask();
    try (Raglan raglan = open(Raglan.builder(), healthy(new AtomicInteger()))) {
      for (ExecutorService threads :
          virtual == null
              ? List.of(Executors.newFixedThreadPool(8))
              : List.of(Executors.newFixedThreadPool(8), virtual)) {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
          boolean fails = i % 3 == 0;
          done.add(
              threads.submit(
                  () -> {
                    catchThrowable(
                        () ->
                            raglan.trace(
                                "a",
                                () -> {
                                  raglan.span("b").run(() -> {});
                                  if (fails) {
                                    throw new IllegalStateException("own");
                                  }
                                }));
                    if (Context.current() != Context.root()) {
                      leaked.set(true);
                    }
                  }));
        }
        for (Future<?> each : done) {
          each.get(1, TimeUnit.MINUTES);
        }
        threads.shutdown();
      }
    }
    assertThat(leaked).isFalse();
    Figures.row(
        "24",
        "100,000 calls on pooled" + (virtual == null ? "" : " and virtual") + " threads",
        "root context after each");
  }

  /** Scenario 25. */
  @Test
  void keepsNothingOfWhatIsAbandoned() {
    try (Raglan raglan = open(Raglan.builder(), healthy(new AtomicInteger()))) {
      abandon(raglan, 70_000);
      long before = used();
      abandon(raglan, ABANDONED);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                long growth = used() - before;
                assertThat(growth).isLessThan(4L << 20);
                // Of very many at once not all are watched.
                assertThat(raglan.abandonedTraces()).isBetween(1_000L, ABANDONED + 70_000L);
                assertThat(raglan.abandonedResults()).isBetween(1_000L, ABANDONED + 70_000L);
              });
      Figures.row(
          "25",
          "%,d abandoned traces and as many futures".formatted(ABANDONED),
          "heap %+,d KB; %,d and %,d counted as abandoned",
          (used() - before) >> 10,
          raglan.abandonedTraces(),
          raglan.abandonedResults());
    }
  }

  private static void abandon(Raglan raglan, int count) {
    for (int i = 0; i < count; i++) {
      ActiveTrace trace = raglan.trace("a").startDetached();
      assertThat(trace.isRecording()).isTrue();
      raglan.span("b").follow(new CompletableFuture<>());
    }
  }

  /** Scenario 33. */
  @ParameterizedTest
  @ValueSource(strings = {"return", "exit", "term"})
  void deliversAtTheEndOfTheProcess(String end) throws Exception {
    try (Receiver receiver = new Receiver(0)) {
      long begun = System.nanoTime();
      run(EndingProgram.class, Integer.toString(receiver.port()), end);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      assertThat(receiver.names).hasSize(1_000);
      Figures.row(
          "33",
          "the JVM ends by " + end + ", without close",
          "1,000 of 1,000; process of %,d ms",
          took);
    }
  }

  /** Ends its spans, and itself in one of three ways. */
  static final class EndingProgram {

    private EndingProgram() {}

    /** Takes the receiver's port, and the way to end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
      Raglan raglan =
          Raglan.builder().exportTo(ReliabilityTest.grpc(Integer.parseInt(arguments[0]))).build();
      for (int i = 0; i < 1_000; i++) {
        raglan.trace("a" + i).start().end();
      }
      switch (arguments[1]) {
        case "exit" -> System.exit(0);
        case "term" -> terminate();
        default -> {}
      }
    }

    /** Sends itself the signal that an orchestrator sends. */
    private static void terminate() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-TERM", Long.toString(ProcessHandle.current().pid())).start();
      Thread.sleep(60_000);
    }
  }

  /** Scenario 26, of a healthy target. */
  @Test
  void isTruthfulAboutTheEnd() {
    AtomicInteger given = new AtomicInteger();
    Raglan raglan = open(Raglan.builder(), healthy(given));
    for (int i = 0; i < 1_000; i++) {
      raglan.trace("a").start().end();
    }
    FlushResult result = raglan.close(Duration.ofSeconds(5));
    raglan.trace("late").start().end();
    assertThat(result.complete()).isTrue();
    assertThat(given).hasValue(1_000);
    assertThat(raglan.close(Duration.ofSeconds(5))).isEqualTo(result);
    assertThat(raglan.delivery().dropped(DropReason.CLOSED)).isLessThanOrEqualTo(1);
    Figures.row(
        "26", "closed twice, a span after the end", "1,000 exported, 1,000 reported, both times");
  }
}
