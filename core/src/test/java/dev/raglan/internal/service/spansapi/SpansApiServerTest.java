package dev.raglan.internal.service.spansapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server of the tests refuses what the service does, whoever sends it. */
class SpansApiServerTest {

  private static final String SPAN =
      "'id': '%s', 'name': 'n', 'start_timestamp': '2026-01-01T12:00:00Z', 'trace_id': 't'";

  private final SpansApiServer server = SpansApiServer.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private int send(String method, String path, String body) throws Exception {
    return send(request(method, path, body));
  }

  private int send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    return answer.statusCode();
  }

  /** Returns a request; quotes of the body are single, for reading's sake. */
  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .version(HttpClient.Version.HTTP_1_1)
        .header("x-api-key", SpansApiServer.KEY)
        .header("x-selected-account-id", SpansApiServer.ACCOUNT)
        .header("content-type", "application/json")
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body.replace('\'', '"')));
  }

  private static String span(String id, String more) {
    return "{" + SPAN.formatted(id) + more + "}";
  }

  @ParameterizedTest(name = "{0} is answered with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        ", 'end_timestamp': '2026-01-01T12:00:00.000Z' | 200",
        ", 'end_timestamp': '2026-01-01T13:00:00.5+01:00' | 200",
        ", 'end_timestamp': '2026-01-01T11:59:59Z' | 422",
        ", 'end_timestamp': '2026-01-01T12:00:01' | 422",
        ", 'end_timestamp': '2026-02-30T12:00:01Z' | 422",
        ", 'end_timestamp': 1767268800 | 422",
        ", 'type': 'AGENT_WORKFLOW', 'status': 'CANCELED' | 200",
        ", 'type': 'TELEPATHY' | 422",
        ", 'type': 'completion' | 422",
        ", 'status': 'OK' | 422",
        ", 'input': {}, 'output': {'a': [1]}, 'metadata': {} | 200",
        ", 'input': 'text' | 422",
        ", 'output': [1] | 422",
        ", 'metadata': 1 | 422",
        ", 'parent_id': 'p', 'group_id': 'g' | 200",
        ", 'parent_id': '' | 422",
        ", 'parent_id': 's' | 409",
        ", 'group_id': 7 | 422",
        ", 'application_variant_id': 'v', 'application_interaction_id': 'i' | 200",
        ", 'application_variant_id': {} | 422",
        ", 'trace_id': '123456789-123456789-123456789-12345678' | 200",
        ", 'trace_id': '123456789-123456789-123456789-123456789' | 422",
        ", 'account_id': 'account-1' | 422",
        ", 'created_by': {} | 422",
        ", 'object': 'span' | 422",
        ", 'color': 'red' | 422",
      })
  void checksTheFieldsOfASpan(String more, int status) throws Exception {
    assertThat(send("POST", "/v5/spans", span("s", more))).isEqualTo(status);
    assertThat(server.spans()).hasSize(status == 200 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"name", "start_timestamp", "trace_id"})
  void requiresAField(String name) throws Exception {
    String without = span("s", "").replace("'" + name + "'", "'group_id'");

    assertThat(send("POST", "/v5/spans", without)).isEqualTo(422);
  }

  @Test
  void boundsABatch() throws Exception {
    assertThat(send("PUT", "/v5/spans/batch", batch(1000))).isEqualTo(200);
    assertThat(send("PUT", "/v5/spans/batch", batch(1001))).isEqualTo(422);
    assertThat(send("PUT", "/v5/spans/batch", batch(0))).isEqualTo(422);
    assertThat(send("POST", "/v5/spans/batch", "{'items': {}}")).isEqualTo(422);
    String large = span("l", ", 'input': {'t': '" + "x".repeat(32_000_000) + "'}");
    assertThat(send("PUT", "/v5/spans/batch", "{'items': [" + large + "]}")).isEqualTo(413);
    assertThat(server.spans()).hasSize(1000);
  }

  private static String batch(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> span("s" + i, ""))
        .collect(Collectors.joining(",", "{'items': [", "]}"));
  }

  @Test
  void storesAllOfABatchOrNone() throws Exception {
    String twice = "{'items': [" + span("a", "") + "," + span("a", "") + "]}";
    assertThat(send("PUT", "/v5/spans/batch", twice)).isEqualTo(409);
    assertThat(server.spans()).isEmpty();
    assertThat(send("POST", "/v5/spans/batch", batch(2))).isEqualTo(200);
    assertThat(send("POST", "/v5/spans/batch", batch(3))).isEqualTo(409);
    assertThat(server.spans()).hasSize(2);
    assertThat(send("PUT", "/v5/spans/batch", batch(3))).isEqualTo(200);
    assertThat(server.spans()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'name': 'n2', 'metadata': {}, 'status': 'ERROR'} | 200",
        "{} | 200",
        "{'end_timestamp': '2026-01-01T11:00:00Z'} | 422",
        "{'start_timestamp': '2026-01-01T11:00:00Z'} | 422",
        "{'input': {}} | 422",
        "{'status': 'OK'} | 422",
        "[] | 422",
        "not json | 422",
      })
  void checksAChange(String body, int status) throws Exception {
    send("POST", "/v5/spans", span("s", ""));

    assertThat(send("PATCH", "/v5/spans/s", body)).isEqualTo(status);
    assertThat(send("PATCH", "/v5/spans/other", "{}")).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "limit=1000&sort_order=desc&from_ts=2026-01-01T00:00:00Z | {} | 200",
        "limit=0 | {} | 422",
        "limit=1001 | {} | 422",
        "sort_order=up | {} | 422",
        "from_ts=yesterday | {} | 422",
        "starting_after=s&ending_before=s | {} | 422",
        "starting_after=nobody | {} | 422",
        "group_id=g | {} | 422",
        "limit=1 | {'limit': 1} | 422",
        "limit=1 | {'names': 'n'} | 422",
        "limit=1 | {'names': [1]} | 422",
        "limit=1 | {'parents_only': 'yes'} | 422",
        "limit=1 | {'group_id': ['g']} | 422",
        "limit=1 | {'extra_metadata': []} | 422",
        "limit=1 | {'min_duration_ms': 1.5} | 422",
      })
  void checksASearch(String query, String body, int status) throws Exception {
    send("POST", "/v5/spans", span("s", ""));

    assertThat(send("POST", "/v5/spans/search?" + query, body)).isEqualTo(status);
  }

  @Test
  void refusesStrangers() throws Exception {
    assertThat(send(request("GET", "/v5/spans/s", "").setHeader("x-api-key", "other")))
        .isEqualTo(401);
    assertThat(send(request("GET", "/v5/spans/s", "").setHeader("x-selected-account-id", "a")))
        .isEqualTo(403);
    assertThat(
            send(request("POST", "/v5/spans", span("s", "")).setHeader("content-type", "text/a")))
        .isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({"GET, /v5, 404", "GET, /v4/spans/s, 404", "DELETE, /v5/spans/s, 405"})
  void knowsItsPathsOnly(String method, String path, int status) throws Exception {
    assertThat(send(method, path, method.equals("GET") ? "" : "{}")).isEqualTo(status);
  }
}
