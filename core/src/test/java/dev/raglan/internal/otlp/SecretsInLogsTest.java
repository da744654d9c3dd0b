package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.Raglan;
import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.LastMile;
import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.export.SpansApi;
import dev.raglan.spi.ExportTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Loggers at their finest level, Raglan's and those of the HTTP client, while requests fail. */
class SecretsInLogsTest {

  private static final String SENTINEL = "sentinel-4711";

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final java.util.logging.Logger jul = java.util.logging.Logger.getLogger("okhttp3");
  private final Queue<String> julLines = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          julLines.add(record.getMessage() + " " + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void listen() throws IOException {
    appender.start();
    root.setLevel(Level.TRACE);
    root.addAppender(appender);
    jul.setLevel(java.util.logging.Level.ALL);
    jul.setUseParentHandlers(false);
    jul.addHandler(handler);
    handler.setLevel(java.util.logging.Level.ALL);
  }

  @AfterEach
  void leave() {
    root.setLevel(before);
    root.detachAppender(appender);
    jul.setLevel(null);
    jul.setUseParentHandlers(true);
    jul.removeHandler(handler);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 503})
  void sayNoSecret(int status) throws Exception {
    run(status, Protocol.HTTP_1_1, null);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 503})
  void sayNoSecretOverHttp2(int status) throws Exception {
    run(status, Protocol.H2_PRIOR_KNOWLEDGE, OtlpProtocol.GRPC);
  }

  private void run(int status, Protocol protocol, @Nullable OtlpProtocol only) throws Exception {
    server.setProtocols(List.of(protocol));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(status)
                .addHeader("location", "http://localhost:1/?k=" + SENTINEL)
                .body("no")
                .build();
          }
        });
    server.start();
    String url = "http://localhost:" + server.getPort();
    ExportTarget[] targets =
        only == null ? all(url) : new ExportTarget[] {otlp(url).protocol(only).build()};
    try (Raglan raglan = Raglan.builder().exportTo(targets).build()) {
      raglan.trace("ask").start().end();
      raglan.flush(Duration.ofSeconds(2));
      await().until(() -> server.getRequestCount() > 0);
      assertThat(raglan.toString() + raglan.delivery() + List.of(targets)).doesNotContain(SENTINEL);
      raglan.close(Duration.ofMillis(500));
    }

    List<ILoggingEvent> lines;
    synchronized (appender) { // Threads that were given up may still write.
      lines = List.copyOf(appender.list);
    }
    assertThat(julLines).isNotEmpty().noneMatch(line -> line.contains(SENTINEL));
    assertThat(lines)
        .isNotEmpty()
        .noneMatch(event -> event.getFormattedMessage().contains(SENTINEL))
        .noneMatch(
            event ->
                event.getThrowableProxy() != null
                    && ThrowableProxyUtil.asString(event.getThrowableProxy()).contains(SENTINEL));
  }

  private static Otlp.Builder otlp(String url) {
    return Otlp.builder().endpoint(url).header("x-api-key", SENTINEL);
  }

  private static ExportTarget[] all(String url) {
    return new ExportTarget[] {
      otlp(url).build(),
      Athina.builder().apiKey(SENTINEL).baseUrl(url).build(),
      Adaline.builder().apiKey(SENTINEL).projectId("p").baseUrl(url).build(),
      LastMile.builder().apiToken(SENTINEL).baseUrl(url).build(),
      SpansApi.builder().apiKey(SENTINEL).accountId("a").baseUrl(url).build()
    };
  }
}
