package dev.raglan.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of docs/reliability.md. Each writes its row of the table. */
class ReliabilityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = Integer.getInteger("raglan.reliability.kills", 100);
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("raglan.reliability.outage", "PT60S"));

  @TempDir Path directory;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static Otlp grpc(int port) {
    return Otlp.builder().endpoint("http://localhost:" + port).protocol(OtlpProtocol.GRPC).build();
  }

  private static DeliverySettings.Builder quick() {
    return DeliverySettings.builder().interval(Duration.ofMillis(20));
  }

  private static Raglan open(DeliverySettings.Builder delivery, Otlp target) {
    return Raglan.builder().delivery(delivery.build()).exportTo(target).build();
  }

  private static void end(Raglan raglan, int count, String name) {
    for (int i = 0; i < count; i++) {
      raglan.trace(name + i).start().end();
    }
  }

  private static DeliveryStats accounted(Raglan raglan) {
    DeliveryStats stats = raglan.delivery();
    assertThat(stats.produced())
        .isEqualTo(stats.exported() + stats.dropped() + stats.queued() + stats.spooled());
    return stats;
  }

  private static long millisSince(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  /** Scenario 3. */
  @Test
  void resumesWhenTheReceiverIsBack() throws Exception {
    int port = freePort();
    try (Raglan raglan = open(quick().timeout(Duration.ofMinutes(1)), grpc(port))) {
      end(raglan, 1_000, "a");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
      long back = System.nanoTime();
      try (Receiver receiver = new Receiver(port)) {
        await().atMost(PATIENCE).until(() -> raglan.delivery().exported() == 1_000);
        long resumed = millisSince(back);
        assertThat(resumed).isLessThan(7_000);
        assertThat(receiver.names).hasSize(1_000);
        assertThat(accounted(raglan).dropped()).isZero();
        Figures.row(
            "3",
            "connection refused for 5 s, then back",
            "resumed after %d ms; 1,000 of 1,000",
            resumed);
      }
    }
  }

  /** Scenarios 6, 10 and 32. */
  @ParameterizedTest
  @CsvSource({
    "6, 401, text/plain, no key",
    "6, 400, text/plain, no",
    "10, 302, text/plain, moved",
    "32, 200, text/html, <html>log in</html>",
    "32, 200, application/json, {}",
  })
  void countsWhatIsRefused(String number, int status, String type, String body) throws Exception {
    try (MockWebServer server = new MockWebServer();
        MockWebServer other = new MockWebServer()) {
      server.start();
      other.start();
      server.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("content-type", type)
              .addHeader("location", other.url("/"))
              .body(body)
              .build());
      try (Raglan raglan = open(quick(), Otlp.to(server.url("/v1/traces").toString()))) {
        end(raglan, 1, "a");
        raglan.flush(PATIENCE);
        assertThat(accounted(raglan).dropped(DropReason.REJECTED)).isOne();
        assertThat(server.getRequestCount()).isOne();
        assertThat(other.getRequestCount()).isZero();
        Figures.row(number, status + " with `" + body + "`", "1 attempt, 1 REJECTED");
      }
    }
  }

  /** Scenario 26. */
  @Test
  void closesInTimeWhenTheReceiverHangs() throws Exception {
    try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Raglan raglan = open(quick(), Otlp.to("http://localhost:" + hung.getLocalPort()));
      end(raglan, 2_000, "a");
      long begun = System.nanoTime();
      FlushResult result = raglan.close(Duration.ofSeconds(2));
      long took = millisSince(begun);
      assertThat(took).isLessThan(2_500);
      assertThat(result.left() + result.failed()).isEqualTo(2_000);
      Figures.row(
          "26", "close within 2 s, receiver hangs", "%d ms; 2,000 of 2,000 reported as lost", took);
    }
  }

  /** Scenario 28. */
  @Test
  void losesNothingSpooledWhenItIsKilled() throws Exception {
    int port = freePort();
    long told = 0;
    for (int i = 0; i < KILLS; i++) {
      told = killed(port, i);
    }
    try (Receiver receiver = new Receiver(port);
        Raglan raglan = open(quick().spoolDirectory(spool()), grpc(port))) {
      await().atMost(PATIENCE).until(() -> raglan.delivery().spooled() == 0);
      DeliveryStats stats = accounted(raglan);
      assertThat(stats.exported()).isGreaterThanOrEqualTo(told);
      assertThat(receiver.names).hasSize(receiver.spans.get());
      assertThat(files()).isEmpty();
      Figures.row(
          "28",
          "kill -9, " + KILLS + " times, with a spool",
          "%d spooled at the last report, %d arrived, none twice",
          told,
          receiver.spans.get());
    }
  }

  private Path spool() {
    return directory.resolve("spool");
  }

  private Stream<Path> files() throws IOException {
    return Files.walk(spool()).filter(each -> each.toString().matches(".*\\.(open|seg)"));
  }

  /** Kills a process once it has spooled 20 spans more than it found, and returns their number. */
  private long killed(int port, int number) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProgram.class.getName(),
                Integer.toString(port),
                spool().toString(),
                number + "-")
            .redirectErrorStream(true)
            .start();
    long first = 0;
    long told = 0;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      while (told == 0 || told < first + 20) {
        String line = out.readLine();
        assertThat(line).as("the program ended").isNotNull();
        told = line.startsWith("spooled ") ? Long.parseLong(line.substring(8)) : told;
        first = first == 0 ? told : first;
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    return told;
  }

  /** Scenario 29. */
  @Test
  void leavesNoThreadBehind() throws Exception {
    try (Receiver receiver = new Receiver(0)) {
      long descriptors = 0;
      for (int i = 0; i < 1_000; i++) {
        descriptors = i == 20 ? descriptors() : descriptors;
        try (Raglan raglan =
            Raglan.builder()
                .closeAtExit(false)
                .delivery(quick().spoolDirectory(spool()).build())
                .exportTo(grpc(receiver.port()))
                .build()) {
          if (i % 20 == 0) {
            end(raglan, 1, "a" + i);
          }
        }
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .noneMatch(thread -> thread.getName().startsWith("raglan")));
      try (Stream<Path> left = Files.list(spool())) {
        assertThat(left).isEmpty();
      }
      assertThat(receiver.spans.get()).isEqualTo(50);
      long opened = descriptors;
      // A connection that the receiver closes, too, takes a moment.
      await().atMost(PATIENCE).until(() -> descriptors() <= opened + 5);
      long closed = System.nanoTime();
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> threadsOfTheHttpClient().isEmpty());
      Figures.row(
          "29",
          "1,000 pipelines with a spool opened and closed",
          "0 threads, 0 directories, 0 descriptors left; 50 of 50 spans; the HTTP client's own threads ended %d s"
              + " later",
          millisSince(closed) / 1_000);
    }
  }

  /** Returns the number of open descriptors; 0 where the system does not tell. */
  private static long descriptors() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(open)) {
      return all.count();
    }
  }

  /** Scenario 29: an application that is taken down, with Raglan and its libraries inside. */
  @Test
  void leavesItsClassLoaderToBeCollected() throws Exception {
    try (Receiver receiver = new Receiver(0)) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:SoftRefLRUPolicyMSPerMB=0",
                  "-cp",
                  System.getProperty("java.class.path"),
                  DroppedLoaderProgram.class.getName(),
                  Integer.toString(receiver.port()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output).contains("collected after ");
      assertThat(receiver.spans.get()).isOne();
      Figures.row(
          "29",
          "an application with Raglan and its libraries inside is taken down",
          "1 of 1 spans; its class loader is collected %s s later, with the HTTP client's threads",
          output.substring(output.indexOf("after ") + 6).strip());
    }
  }

  /** Returns the threads of OkHttp and Okio, which end by themselves once they are idle. */
  private static Set<String> threadsOfTheHttpClient() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(OkHttp|Okio).*"))
        .peek(thread -> assertThat(thread.isDaemon()).as(thread.getName()).isTrue())
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }

  /** Scenario 31. */
  @ParameterizedTest
  @CsvSource({"字, 16000, 256, 64", "x, 16000, 300, 1024"})
  void keepsWithinTheReceiversLimit(String character, int length, int count, long queueMegabytes)
      throws Exception {
    try (Receiver receiver = new Receiver(0);
        Raglan raglan =
            open(
                DeliverySettings.builder().maxQueueBytes(queueMegabytes << 20),
                grpc(receiver.port()))) {
      for (int i = 0; i < count; i++) {
        raglan.trace("a" + i).attribute("text", character.repeat(length)).start().end();
      }
      raglan.flush(PATIENCE);
      assertThat(receiver.names).hasSize(count);
      assertThat(receiver.largest.get()).isLessThanOrEqualTo(4L << 20);
      Figures.row(
          "31",
          "%d spans of %,d × `%s`, max-queue-bytes %d MB"
              .formatted(count, length, character, queueMegabytes),
          "%d of %d; largest request %,d bytes",
          receiver.names.size(),
          count,
          receiver.largest.get());
    }
  }

  /** Scenario 36. */
  @Test
  void losesNothingInAnOutage() throws Exception {
    int port = freePort();
    try (Raglan raglan = open(quick().spoolDirectory(spool()), grpc(port))) {
      long until = System.nanoTime() + OUTAGE.toNanos();
      int produced = 0;
      while (System.nanoTime() - until < 0) {
        end(raglan, 10, produced + "-");
        produced += 10;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      int all = produced;
      long spooled = raglan.delivery().spooled();
      long back = System.nanoTime();
      try (Receiver receiver = new Receiver(port)) {
        await().atMost(PATIENCE).until(() -> raglan.delivery().exported() == all);
        long took = millisSince(back);
        assertThat(accounted(raglan).dropped()).isZero();
        assertThat(receiver.names).hasSize(all);
        Figures.row(
            "36",
            "outage of " + OUTAGE.toSeconds() + " s under load, with a spool",
            "%,d spans, %,d spooled at its end; all there %,d ms after it, 0 dropped",
            all,
            spooled,
            took);
      }
    }
  }

  /** Scenario 3: deployments of the receiver, each announced by GOAWAY. */
  @Test
  void losesNothingWhenTheReceiverIsRestarted() throws Exception {
    int restarts = 5;
    int port = freePort();
    Set<String> names = new HashSet<>();
    int twice = 0;
    try (Raglan raglan = open(quick().timeout(Duration.ofMinutes(1)), grpc(port))) {
      for (int i = 0; i <= restarts; i++) {
        Receiver receiver = new Receiver(port);
        int first = i * 1_000;
        for (int j = 0; j < 1_000; j++) {
          raglan.trace("a" + (first + j)).start().end();
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
        boolean last = i == restarts;
        await()
            .atMost(PATIENCE)
            .until(() -> last ? raglan.delivery().queued() == 0 : receiver.spans.get() > 0);
        receiver.close();
        twice += receiver.spans.get();
        names.addAll(receiver.names);
      }
      assertThat(accounted(raglan).exported()).isEqualTo(1_000 * (restarts + 1));
      assertThat(names).hasSize(1_000 * (restarts + 1));
      Figures.row(
          "3",
          "gRPC receiver restarted " + restarts + " times under load (GOAWAY)",
          "%,d of %,d, %d twice",
          names.size(),
          1_000 * (restarts + 1),
          twice - names.size());
    }
  }

  /** Scenario 11. */
  @Test
  void trustsOnlyWhatItIsToldTo() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    Path pem = Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem());
    Path key = Files.writeString(directory.resolve("ca.key"), certificate.privateKeyPkcs8Pem());
    try (Receiver receiver =
        new Receiver(0, builder -> builder.useTransportSecurity(pem.toFile(), key.toFile()))) {
      Otlp.Builder target =
          Otlp.builder()
              .endpoint("https://localhost:" + receiver.port())
              .protocol(OtlpProtocol.GRPC);
      try (Raglan untrusting = open(quick(), target.build())) {
        end(untrusting, 10, "untrusted");
        untrusting.flush(PATIENCE);
        assertThat(accounted(untrusting).dropped()).isEqualTo(10);
      }
      try (Raglan trusting = open(quick(), target.trustedCertificates(pem).build())) {
        end(trusting, 1_000, "a");
        trusting.flush(PATIENCE);
        assertThat(accounted(trusting).exported()).isEqualTo(1_000);
      }
      assertThat(receiver.names).hasSize(1_000).noneMatch(name -> name.startsWith("untrusted"));
      Figures.row(
          "11", "gRPC over TLS, certificate unknown, then trusted", "0 of 10, then 1,000 of 1,000");
    }
  }

  /** Scenario 31: where nginx is installed. */
  @Test
  void passesAnNginxInFrontOfTheReceiver() throws Exception {
    Path nginx = Path.of("/usr/sbin/nginx");
    String scenario = "256 spans of 16,000 × `字` through nginx with client_max_body_size 1m";
    if (!Files.isExecutable(nginx)) {
      Figures.row("31", scenario, "not run: no " + nginx);
    }
    assumeTrue(Files.isExecutable(nginx), "no " + nginx);
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder().code(200).build();
            }
          });
      server.start();
      int port = freePort();
      Process proxy = nginx(nginx, port, server.getPort());
      try (Raglan raglan =
          open(quick().timeout(PATIENCE), Otlp.to("http://localhost:" + port + "/v1/traces"))) {
        for (int i = 0; i < 256; i++) {
          raglan.trace("a" + i).attribute("text", "字".repeat(16_000)).start().end();
        }
        raglan.flush(PATIENCE);
        assertThat(accounted(raglan).exported()).isEqualTo(256);
        Figures.row("31", scenario, "256 of 256 in %d requests", server.getRequestCount());
      } finally {
        proxy.destroy();
        proxy.waitFor();
      }
    }
  }

  private Process nginx(Path program, int port, int receiver) throws IOException {
    Path home = Files.createDirectories(directory.resolve("nginx"));
    String temporary =
        Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            .map(each -> each + "_temp_path " + home.resolve(each) + ";")
            .collect(Collectors.joining("\n"));
    Path configuration =
        Files.writeString(
            home.resolve("nginx.conf"),
            """
            daemon off;
            master_process off;
            pid %s/pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              %s
              server {
                listen 127.0.0.1:%d;
                client_max_body_size 1m;
                location / { proxy_pass http://127.0.0.1:%d; }
              }
            }
            """
                .formatted(home, temporary, port, receiver));
    return new ProcessBuilder(
            program.toString(), "-p", home.toString(), "-c", configuration.toString())
        .redirectError(home.resolve("log").toFile())
        .start();
  }

  /** Scenario 6: a proxy with a limit of 1 MB. */
  @Test
  void splitsWhatAProxyRefuses() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              return new MockResponse.Builder()
                  .code(request.getBodySize() > 1_000_000 ? 413 : 200)
                  .build();
            }
          });
      server.start();
      try (Raglan raglan = open(quick(), Otlp.to(server.url("/v1/traces").toString()))) {
        for (int i = 0; i < 256; i++) {
          raglan.trace("a" + i).attribute("text", "字".repeat(16_000)).start().end();
        }
        raglan.flush(PATIENCE);
        assertThat(accounted(raglan).exported()).isEqualTo(256);
        Figures.row(
            "6",
            "413 above 1 MB, 256 generations",
            "256 of 256 in %d requests",
            server.getRequestCount());
      }
    }
  }
}
