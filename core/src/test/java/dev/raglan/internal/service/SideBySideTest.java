package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.export.Athina;
import dev.raglan.export.AthinaLog;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.LastMile;
import dev.raglan.export.Otlp;
import dev.raglan.model.Feedback;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The services side by side with OTLP, from one application. */
class SideBySideTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  /** A server that takes everything. */
  private static final class Taker extends ServiceServer {

    final List<String> paths = new CopyOnWriteArrayList<>();

    @Override
    protected Answer answer(
        String method, String path, Map<String, List<String>> headers, byte[] body)
        throws IOException {
      paths.add(path);
      if (path.endsWith("/list")) {
        return new Answer(200, "{\"evaluationProjects\":[{\"id\":\"p\",\"name\":\"app\"}]}");
      }
      return path.equals("/v1/traces") ? new Answer(200, "") : new Answer(200, "{\"ok\":true}");
    }
  }

  private final Taker athina = new Taker();
  private final Taker lastMile = new Taker();
  private final Taker otlp = new Taker();
  private final Raglan raglan =
      Raglan.builder()
          .serviceName("app")
          .exportTo(
              Athina.builder().apiKey("k").baseUrl(athina.url()).log(AthinaLog.BOTH).build(),
              LastMile.builder().apiToken("t").baseUrl(lastMile.url()).build(),
              Otlp.to(otlp.url()))
          .delivery(
              DeliverySettings.builder()
                  .interval(Duration.ofMillis(5))
                  .timeout(Duration.ofSeconds(60))
                  .shutdownTimeout(Duration.ofSeconds(5))
                  .build())
          .build();

  @AfterEach
  void stop() {
    raglan.close();
    athina.close();
    lastMile.close();
    otlp.close();
  }

  private void ask(int number) {
    raglan.trace(
        "Ask",
        () -> {
          raglan.generation("answer").model("gpt-4o").prompt("q" + number).call(() -> "answer");
          raglan.rag().query("q", "a");
          raglan.feedback().log(Feedback.binary(true));
        });
  }

  private void checkCounts() {
    DeliveryStats stats = raglan.delivery();
    for (DeliveryStats.Target target : stats.targets()) {
      assertThat(target.produced())
          .as(target.name())
          .isEqualTo(target.exported() + target.dropped() + target.queued());
    }
  }

  @Test
  void deliversTheSameSpansToAll() {
    ask(1);
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    checkCounts();
    assertThat(raglan.delivery().targets())
        .allSatisfy(target -> assertThat(target.exported()).isEqualTo(2));
    assertThat(athina.paths)
        .containsExactly(
            "/api/v1/trace/sdk", "/api/v1/log/inference", "/api/v1/prompt_run/user-feedback");
    assertThat(lastMile.paths)
        .containsExactlyInAnyOrder(
            "/api/trace/create",
            "/api/evaluation_projects/list",
            "/api/rag_query_traces/create",
            "/api/rag_events/create",
            "/api/evaluation_feedback/create");
    assertThat(otlp.paths).containsOnly("/v1/traces");
  }

  @Test
  void countsExactlyWhileOneHangsAndOneFails() throws Exception {
    ServiceServer.Fault[] hanging = new ServiceServer.Fault[500];
    ServiceServer.Fault[] failing = new ServiceServer.Fault[5_000];
    java.util.Arrays.fill(hanging, ServiceServer.Fault.hang());
    java.util.Arrays.fill(failing, ServiceServer.Fault.status(503, "Retry-After", "0"));
    athina.failNext(hanging);
    lastMile.failNext(failing);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 200; i++) {
      int number = i;
      threads.execute(() -> ask(number));
      checkCounts();
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    await().until(() -> raglan.delivery().targets().get(2).exported() == 400);
    raglan.close();
    checkCounts();
    assertThat(raglan.delivery().targets())
        .allSatisfy(
            target -> {
              assertThat(target.queued()).isZero();
              assertThat(target.produced()).isEqualTo(400);
            });
    assertThat(raglan.delivery().targets().get(2).exported()).isEqualTo(400);
    assertThat(raglan.delivery().targets().get(0).exported()).isZero();
  }
}
