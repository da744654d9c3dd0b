package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.AthinaLog;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.SpansApi;
import dev.raglan.spi.ExportTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of status 200 that services, and proxies in front of them, give to what they refuse. */
class StrangeServiceAnswersTest {

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> refusals() {
    return targets(
        Stream.of(
            "text/html|",
            "text/html; charset=utf-8|<html>log in</html>",
            "|<!doctype html><html>log in</html>",
            "application/json|  <html>log in</html>",
            "text/xml|<error>no key</error>",
            "application/json|{\"error\":\"no key\"}",
            "application/json|{\"errors\":[{\"message\":\"no key\"}],\"data\":null}",
            "application/json|{\"success\":false}",
            "text/plain|{\"success\":false,\"id\":7}",
            "|{\"ok\":false}",
            "application/json|{\"status\":\"error\",\"message\":\"no key\"}",
            "application/json|{\"statusCode\":401,\"message\":\"no key\"}",
            "application/json|{\"code\":16,\"message\":\"no key\"}"));
  }

  static Stream<Arguments> acceptances() {
    return targets(
        Stream.of(
            "|",
            "application/json|",
            "application/json|{}",
            "application/json|[]",
            "application/json|null",
            "application/json|{\"status\":\"success\",\"error\":null}",
            "application/json|{\"error\":\"\",\"errors\":[]}",
            "application/json|{\"id\":\"1\",\"status\":\"ERROR\",\"code\":500}",
            "application/json|{\"items\":[{\"status\":\"ERROR\",\"error\":\"theirs\"}]}",
            "application/json|{\"torn\":",
            "text/plain|OK",
            "image/png|PNG"));
  }

  private static Stream<Arguments> targets(Stream<String> answers) {
    return answers.flatMap(
        answer ->
            Stream.of("athina", "adaline", "spans-api")
                .map(target -> Arguments.of(target, answer)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void areRefusedInOneAttempt(String target, String answer) {
    DeliveryStats stats = send(target, response(answer));

    assertThat(stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(stats.exported()).isZero();
    assertThat(server.getRequestCount()).isOne();
  }

  @ParameterizedTest
  @MethodSource("acceptances")
  void countWhereNothingSaysOtherwise(String target, String answer) {
    DeliveryStats stats = send(target, response(answer));

    assertThat(stats.exported()).isOne();
    assertThat(server.getRequestCount()).isOne();
  }

  static List<String> services() {
    return List.of("athina", "adaline", "spans-api");
  }

  /** A service that answers with what it has stored may answer with more than is read. */
  @ParameterizedTest
  @MethodSource("services")
  void countThoughTheyAreLargerThanWhatIsRead(String target) {
    Buffer body = new Buffer().writeUtf8("{\"items\":[\"" + "x".repeat(6 << 20) + "\"]}");

    DeliveryStats stats = send(target, new MockResponse.Builder().body(body).build());

    assertThat(stats.exported()).isOne();
  }

  private static MockResponse response(String answer) {
    String[] typeAndBody = answer.split("\\|", 2);
    MockResponse.Builder response = new MockResponse.Builder().body(typeAndBody[1]);
    return typeAndBody[0].isEmpty()
        ? response.build()
        : response.addHeader("content-type", typeAndBody[0]).build();
  }

  private DeliveryStats send(String target, MockResponse response) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }
        });
    DeliverySettings quick =
        DeliverySettings.builder()
            .interval(Duration.ofMillis(5))
            .timeout(Duration.ofSeconds(20))
            .build();
    try (Raglan raglan = Raglan.builder().delivery(quick).exportTo(target(target)).build()) {
      raglan.trace("ask").start().end();
      raglan.flush(Duration.ofSeconds(30));
      return raglan.delivery();
    }
  }

  private ExportTarget target(String name) {
    String url = "http://localhost:" + server.getPort();
    return switch (name) {
      case "athina" -> Athina.builder().apiKey("k").baseUrl(url).log(AthinaLog.TRACES).build();
      case "adaline" -> Adaline.builder().apiKey("k").projectId("p").baseUrl(url).build();
      default -> SpansApi.builder().apiKey("k").accountId("a").baseUrl(url).build();
    };
  }
}
