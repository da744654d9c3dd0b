package dev.raglan.internal.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.json.Json;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.library.Recorded;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.type.Compiled;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.spi.ChunkReader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Score;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.SearchResult;
import org.springframework.data.domain.SearchResults;
import org.springframework.data.domain.SliceImpl;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Vector;
import org.springframework.data.domain.Window;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResult;
import org.springframework.data.geo.GeoResults;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.util.UriComponentsBuilder;

/** Values that carry an answer, and types of frameworks. */
class CarriersTest {

  private static final Extraction ANSWER =
      BuiltIn.extractors(false).extract(Recorded.CHAT_COMPLETION);

  private static final String EVENTS =
      """
      : a comment
      data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Par"}}]}

      data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"is."},"finish_reason":"stop"}]}

      data: [DONE]
      """;

  private final Extractors extractors = BuiltIn.extractors(false);

  @Test
  void readsTheBodyOfAnEntity() {
    ResponseEntity<Object> entity =
        ResponseEntity.ok().header("Authorization", "hunter2").body(Recorded.CHAT_COMPLETION);
    assertThat(extractors.extract(entity)).isEqualTo(ANSWER);
    assertThat(extractors.extract(ResponseEntity.noContent().build())).isEqualTo(Extraction.NONE);
    assertThat(Json.of(ResponseEntity.ok().header("Authorization", "hunter2").body(Map.of("a", 1))))
        .isEqualTo(
            "{\"status\":200,\"headers\":{\"Authorization\":\"__REDACTED__\"},"
                + "\"body\":{\"a\":1}}");
  }

  @Test
  void readsTheBodyOfAnAnswerOfTheJdk() throws IOException, InterruptedException {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .body(Recorded.CHAT_COMPLETION)
              .addHeader("Set-Cookie", "hunter2")
              .build());
      server.start();
      HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/").toString())).build();
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(extractors.extract(response)).isEqualTo(ANSWER);
      assertThat(Json.of(response)).startsWith("{\"status\":200,").doesNotContain("hunter2");
    }
  }

  @Test
  void readsEventsOfAStream() {
    List<ServerSentEvent<String>> events =
        EVENTS
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> ServerSentEvent.builder(line.substring(5)).event("e").build())
            .toList();
    ChunkReader reader = extractors.accumulator(events.get(0));
    events.forEach(reader::add);
    assertThat(reader.result().completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
    assertThat(Json.of(ServerSentEvent.builder("x").id("1").build()))
        .isEqualTo("{\"id\":\"1\",\"data\":\"x\"}");
  }

  @Test
  void readsLinesOfAStream() {
    List<String> lines = EVENTS.lines().skip(1).toList();
    ChunkReader reader = extractors.accumulator(lines.get(0));
    lines.forEach(reader::add);
    assertThat(reader.result().completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
    assertThat(reader.result().completion().finishReasons()).containsExactly("stop");
    assertThat(extractors.extract(String.join("\n", lines)).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ": PROCESSING\n\n",
        "retry: 100\n",
        "id: 1\nevent: x\n",
        "\n",
        "\r\n",
        "\uFEFF"
      })
  void readsLinesAfterOthersThatHaveNoData(String before) {
    String events = before + EVENTS.substring(EVENTS.indexOf("data:"));
    assertThat(extractors.extract(events).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
    List<String> lines = events.replace("\uFEFF", "").lines().toList();
    assertThat(extractors.extract(lines).completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
  }

  @Test
  void takesTextForTextThatBeginsLikeALineOfAnEvent() {
    for (String text : List.of(":-)", "id: 7\nname: x", ": a\ndata: none", "\n\ndata: x")) {
      assertThat(extractors.extract(text)).isEqualTo(Extraction.NONE);
      assertThat(extractors.accumulator(text)).isNull();
      assertThat(extractors.extract(List.of(text, "x"))).isEqualTo(Extraction.NONE);
    }
  }

  @Test
  void readsLinesThatBeginWithTheNameOfAnEvent() {
    List<String> lines =
        List.of(
            "event: message_start",
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":\"claude\","
                + "\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":7}}}",
            "",
            "event: content_block_delta",
            "data: {\"type\":\"content_block_delta\",\"index\":0,"
                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi\"}}");
    ChunkReader reader = extractors.accumulator(lines.get(0));
    lines.forEach(reader::add);
    assertThat(reader.result().completion().model()).isEqualTo("claude");
    assertThat(reader.result().completion().messages())
        .containsExactly(Message.of("assistant", "Hi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {": OPENROUTER PROCESSING", ": keep-alive"})
  void readsLinesThatBeginWithACommentOfAProviderThatIsNotReady(String comment) {
    List<String> lines =
        Stream.concat(Stream.of(comment, "", comment, ""), EVENTS.lines()).toList();
    ChunkReader reader = extractors.accumulator(comment);
    lines.forEach(reader::add);

    assertThat(reader.result().completion().messages())
        .containsExactly(Message.of("assistant", "Paris."));
    assertThat(extractors.extract(String.join("\n", lines))).isEqualTo(reader.result());
  }

  @ParameterizedTest
  @ValueSource(strings = {"id: 7", "retry: 3000", ": ping", "event: message", "event: error"})
  void readsATextWhoseDataStandsBehindOtherFields(String first) {
    String error = "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}";

    assertThat(extractors.extract(first + "\n" + error).failure())
        .isEqualTo(new Failure("overloaded_error", null, null));
  }

  @Test
  void readsLinesThatBeginWithTheEventOfAnError() {
    ChunkReader reader = extractors.accumulator("event: error");
    reader.add("event: error");
    reader.add("data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}");

    assertThat(reader.result().failure()).isEqualTo(new Failure("overloaded_error", null, null));
  }

  @Test
  void takesTextForTextWhateverItBeginsWith() {
    for (String text :
        List.of("data: none", "event: party", "data:", "event:", ": a", "id: 7", "retry: 1", "")) {
      assertThat(extractors.accumulator(text)).isNull();
      assertThat(extractors.extract(text)).isEqualTo(Extraction.NONE);
    }
  }

  /** A document of the application's own. */
  record Doc(String id, String text, double score) {}

  @Test
  void readsPages() {
    Doc doc = new Doc("d", "t", 0.5);
    RetrievedChunk read = new RetrievedChunk("d", "t", 0.5, Map.of());
    PageRequest request = PageRequest.of(2, 1, Sort.by("score"));
    assertThat(extractors.extract(new PageImpl<>(List.of(doc))).documents()).containsExactly(read);
    assertThat(Json.of(new PageImpl<>(List.of("a"), request, 3)))
        .isEqualTo("{\"content\":[\"a\"],\"page\":2,\"size\":1,\"total\":3}");
    assertThat(Json.of(new SliceImpl<>(List.of("a"), request, true)))
        .isEqualTo("{\"content\":[\"a\"],\"page\":2,\"size\":1,\"hasNext\":true}");
    assertThat(Json.of(request)).isEqualTo("{\"page\":2,\"size\":1,\"sort\":\"score: ASC\"}");
    assertThat(Json.of(Pageable.unpaged())).isEqualTo("\"unpaged\"");
  }

  @Test
  void readsWhatARepositoryFinds() {
    Doc doc = new Doc("d", "t", 0.25);
    RetrievedChunk read = new RetrievedChunk("d", "t", 0.25, Map.of());
    Window<Doc> window = Window.from(List.of(doc), ScrollPosition::offset, true);
    assertThat(extractors.extract(window).documents()).containsExactly(read);
    assertThat(Json.of(Window.from(List.of("a"), ScrollPosition::offset, true)))
        .isEqualTo("{\"content\":[\"a\"],\"hasNext\":true}");

    Map<String, Object> page = Map.of("id", "d", "text", "t");
    SearchResults<Object> found = new SearchResults<>(List.of(new SearchResult<>(page, 0.5)));
    assertThat(extractors.extract(found).documents())
        .containsExactly(new RetrievedChunk("d", "t", 0.5, Map.of()));
    assertThat(Json.of(new SearchResults<>(List.of(new SearchResult<>("a", 0.5)))))
        .isEqualTo("[{\"content\":\"a\",\"score\":0.5}]");
    assertThat(Json.of(List.of(Limit.of(4), Limit.unlimited(), Score.of(0.5), Vector.of(1f, 2f))))
        .isEqualTo("[4,\"unlimited\",0.5,[1.0,2.0]]");
    assertThat(Json.of(new GeoResults<>(List.of(new GeoResult<>("a", new Distance(1))))))
        .isEqualTo("[{\"content\":\"a\",\"distance\":{\"value\":1.0,\"metric\":\"NEUTRAL\"}}]");
  }

  @Test
  void writesRequestsByMethodAddressHeadersAndBody() {
    String written =
        "{\"method\":\"POST\",\"url\":\"http://h/a?x=1\","
            + "\"headers\":{\"X-Api-Key\":\"__REDACTED__\"},\"body\":{\"a\":1}}";
    assertThat(
            Json.of(
                RequestEntity.post("http://h/a?x=1")
                    .header("X-Api-Key", "hunter2")
                    .body(Map.of("a", 1))))
        .isEqualTo(written);
    assertThat(
            Json.of(
                RequestEntity.post(URI.create("http://h/a?x=1"))
                    .header("X-Api-Key", "hunter2")
                    .body(Map.of("a", 1))))
        .isEqualTo(written);
    okhttp3.Request request =
        new okhttp3.Request.Builder().url("http://h/a").header("X-Api-Key", "hunter2").build();
    assertThat(Json.of(request))
        .isEqualTo(
            "{\"method\":\"GET\",\"url\":\"http://h/a\","
                + "\"headers\":{\"x-api-key\":\"__REDACTED__\"}}");
    assertThat(
            Json.of(
                new okhttp3.Response.Builder()
                    .request(request)
                    .protocol(okhttp3.Protocol.HTTP_1_1)
                    .code(404)
                    .message("no")
                    .header("Set-Cookie", "hunter2")
                    .build()))
        .isEqualTo("{\"status\":404,\"headers\":{\"set-cookie\":\"__REDACTED__\"}}");
  }

  /** Kafka's, as far as it is read. */
  private static final String RECORD =
      """
      package org.apache.kafka.clients.consumer;
      public class ConsumerRecord<K, V> {
        private final V value;
        public ConsumerRecord(V value) { this.value = value; }
        public String topic() { return "answers"; }
        public int partition() { return 1; }
        public long offset() { return 2; }
        public String key() { return "k"; }
        public V value() { return value; }
        public Object headers() { return "hunter2"; }
      }
      """;

  @Test
  void readsTheValueOfAKafkaRecord(@TempDir Path directory) throws Exception {
    String name = "org.apache.kafka.clients.consumer.ConsumerRecord";
    try (URLClassLoader loader = Compiled.load(directory, Map.of(name, RECORD))) {
      Constructor<?> constructor = loader.loadClass(name).getConstructor(Object.class);
      assertThat(extractors.extract(constructor.newInstance(Recorded.CHAT_COMPLETION)))
          .isEqualTo(ANSWER);
      assertThat(Json.of(constructor.newInstance(Map.of("a", 1))))
          .isEqualTo(
              "{\"topic\":\"answers\",\"partition\":1,\"offset\":2,\"key\":\"k\",\"value\":{\"a\":1}}");
    }
  }

  @Test
  void writesErrorsOfAFormAndNamesOfCookiesWithoutTheirValues() {
    BeanPropertyBindingResult errors =
        new BeanPropertyBindingResult(new Doc("hunter2", "t", 1), "doc");
    errors.rejectValue("id", "Size", "too long");
    assertThat(Json.of(errors))
        .isEqualTo(
            "{\"object\":\"doc\",\"errors\":[{\"object\":\"doc\",\"field\":\"id\",\"code\":\"Size\","
                + "\"message\":\"too long\"}]}");
    assertThat(Json.of(ResponseCookie.from("session", "hunter2").build()))
        .isEqualTo("{\"name\":\"session\"}");
  }

  @Test
  void writesTypesOfTheWebAsWhatTheySay() {
    HttpHeaders headers = new HttpHeaders();
    headers.add("X-Api-Key", "hunter2");
    headers.add("Accept", "a");
    headers.add("Accept", "b");
    assertThat(Json.of(headers))
        .isEqualTo("{\"X-Api-Key\":\"__REDACTED__\",\"Accept\":[\"a\",\"b\"]}");
    assertThat(Json.of(HttpMethod.POST)).isEqualTo("\"POST\"");
    assertThat(Json.of(HttpStatus.NOT_FOUND)).isEqualTo("404");
    assertThat(Json.of(HttpStatusCode.valueOf(799))).isEqualTo("799");
    assertThat(Json.of(MediaType.APPLICATION_JSON)).isEqualTo("\"application/json\"");
    assertThat(Json.of(DataSize.ofKilobytes(1))).isEqualTo("\"1024B\"");
    assertThat(Json.of(UriComponentsBuilder.fromUriString("http://u:hunter2@h/a").build()))
        .isEqualTo("\"http://__REDACTED__h/a\"");
  }

  @Test
  void keepsTheRejectedValueOfAFieldBack() {
    FieldError error =
        new FieldError("user", "password", "hunter2", false, new String[] {"Size"}, null, "short");
    assertThat(Json.of(error))
        .isEqualTo(
            "{\"object\":\"user\",\"field\":\"password\",\"code\":\"Size\",\"message\":\"short\"}");
  }

  @Test
  void findsNothingInACarrierThatThrows() {
    ResponseEntity<Object> broken =
        new ResponseEntity<>(HttpStatus.OK) {
          @Override
          public Object getBody() {
            throw new IllegalStateException("no");
          }
        };
    assertThat(extractors.extract(broken)).isEqualTo(Extraction.NONE);
  }
}
