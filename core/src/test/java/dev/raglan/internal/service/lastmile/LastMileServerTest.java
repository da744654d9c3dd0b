package dev.raglan.internal.service.lastmile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server of the tests refuses what the service would refuse. */
class LastMileServerTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String QUERY =
      "{'traceId':'%s','projectId':'p','paramSet':{},'query':'q','context':[],".formatted(TRACE_ID)
          + "'fullyResolvedPrompt':'f','llmOutput':'o'}";
  private static final String EVENT =
      "{'traceId':'%s','spanId':'b7ad6b7169203331','projectId':'p',".formatted(TRACE_ID)
          + "'eventName':'e','input':1,'output':2,'eventData':{},'metadata':{}}";

  private final LastMileServer server = new LastMileServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void addProject() {
    server.projects.put("known", "p");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int send(String path, String json) throws Exception {
    return send(
        path,
        "application/json",
        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
        LastMileServer.TOKEN);
  }

  private int send(String path, String type, byte[] body, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("authorization", "Bearer " + token)
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private int send(Span span) throws Exception {
    ExportTraceServiceRequest request =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      request.writeTo(zipped);
    }
    return send(
        LastMileServer.OTLP, "application/x-protobuf", bytes.toByteArray(), LastMileServer.TOKEN);
  }

  @Test
  void takesATraceAndAnEventOnce() throws Exception {
    assertThat(send(LastMileServer.QUERY, QUERY)).isEqualTo(200);
    assertThat(send(LastMileServer.QUERY, QUERY)).isEqualTo(409);
    assertThat(send(LastMileServer.EVENT, EVENT)).isEqualTo(200);
    assertThat(send(LastMileServer.EVENT, EVENT)).isEqualTo(409);
    assertThat(send(LastMileServer.PROJECTS + "create", "{'name':'known'}")).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'paramSet':{} | 'paramSet':[]",
        "'projectId':'p' | 'projectId':'unknown'",
        "'traceId':'0a | 'traceId':'0a0a",
        "'traceId':'0a | 'traceId':'0A",
        "'llmOutput':'o' | 'own':'o'",
        "'query':'q' | 'input':'q'",
        "'context':[] | 'context':[not json"
      })
  void refusesATraceThatIsNotOne(String right, String wrong) throws Exception {
    assertThat(QUERY).contains(right);
    assertThat(send(LastMileServer.QUERY, QUERY.replace(right, wrong))).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'spanId':'b7ad6b7169203331' | 'spanId':'b7ad6b71692033310'",
        "'eventName':'e' | 'eventName':''",
        "'eventData':{} | 'eventData':'text'",
        "'input':1 | 'input':null",
        "'output':2 | 'traceId':2"
      })
  void refusesAnEventThatIsNotOne(String right, String wrong) throws Exception {
    assertThat(EVENT).contains(right);
    assertThat(send(LastMileServer.EVENT, EVENT.replace(right, wrong))).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'type':'binary','value':1 | 200",
        "'type':'binary','value':2 | 400",
        "'type':'score','value':0.5 | 200",
        "'type':'score','value':1.5 | 400",
        "'type':'text','value':'good' | 200",
        "'type':'text','value':' ' | 400",
        "'type':'enum','value':'a','enum':['a','b'] | 200",
        "'type':'enum','value':'c','enum':['a','b'] | 400",
        "'type':'stars','value':5 | 400"
      })
  void checksFeedback(String feedback, int status) throws Exception {
    String body = "{'projectId':'p','feedback':{" + feedback + "}}";
    assertThat(send(LastMileServer.FEEDBACK, body)).isEqualTo(status);
  }

  @Test
  void refusesASpanThatEndsBeforeItStartsOrHasNoId() throws Exception {
    Span span =
        Span.newBuilder()
            .setName("s")
            .setTraceId(ByteString.copyFrom(new byte[16]))
            .setSpanId(ByteString.copyFrom(new byte[8]))
            .setStartTimeUnixNano(5)
            .setEndTimeUnixNano(5)
            .build();
    assertThat(send(span)).isEqualTo(200);
    assertThat(send(span.toBuilder().setEndTimeUnixNano(4).build())).isEqualTo(400);
    assertThat(send(span.toBuilder().clearSpanId().build())).isEqualTo(400);
    assertThat(send(span.toBuilder().setName("").build())).isEqualTo(400);
    assertThat(server.spans).hasSize(1);
  }

  @Test
  void refusesStrangersAndWhatItDoesNotKnow() throws Exception {
    byte[] body = QUERY.getBytes(StandardCharsets.UTF_8);
    assertThat(send(LastMileServer.QUERY, "application/json", body, "other")).isEqualTo(401);
    assertThat(send("/api/other", "{}")).isEqualTo(404);
  }
}
