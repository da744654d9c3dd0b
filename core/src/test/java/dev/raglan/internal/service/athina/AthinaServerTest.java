package dev.raglan.internal.service.athina;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server of the tests refuses what the service would refuse. */
class AthinaServerTest {

  private static final String TIMES =
      "'start_time':'2026-01-01T12:00:00Z','end_time':'2026-01-01T12:00:01Z','duration':1000";
  private static final String TRACE =
      "{'name':'t',%s,'status':'success','spans':[{'name':'g','span_type':'generation',%s,"
              .formatted(TIMES, TIMES)
          + "'attributes':{'environment':'production','external_reference_id':'r',"
          + "'response_time':1000,'prompt_tokens':3,'context':{}},'children':[]}]}";
  private static final String INFERENCE =
      "{'language_model_id':'m','prompt':'p','response':'r','environment':'production',"
          + "'external_reference_id':'r','response_time':7,'custom_attributes':{'tier':'gold'},"
          + "'model_options':{'temperature':1,'stop':'END'},'user_feedback':1}";

  private final AthinaServer server = new AthinaServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  private int send(String method, String path, String json) throws Exception {
    return send(method, path, json, AthinaServer.KEY);
  }

  private int send(String method, String path, String json, String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("athina-api-key", key)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void takesWhatIsRight() throws Exception {
    assertThat(send("POST", AthinaServer.TRACE, TRACE)).isEqualTo(200);
    assertThat(send("POST", AthinaServer.INFERENCE, INFERENCE)).isEqualTo(200);
    assertThat(send("PATCH", AthinaServer.INFERENCE + "/run-0", "{'topic':'t'}")).isEqualTo(200);
    assertThat(send("PATCH", AthinaServer.BY_REFERENCE + "r", "{'tags':['a']}")).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'name':'t' | 'name':''",
        "'name':'t' | 'name':'t','own':1",
        "'end_time':'2026-01-01T12:00:01Z' | 'end_time':'2026-01-01T11:00:00Z'",
        "'start_time':'2026-01-01T12:00:00Z' | 'start_time':1767268800",
        "'duration':1000 | 'duration':1",
        "'span_type':'generation' | 'span_type':''",
        "'status':'success' | 'status':1",
        "'environment':'production' | 'session_id':'s'",
        "'prompt_tokens':3 | 'prompt_tokens':'3'",
        "'prompt_tokens':3 | 'prompt_tokens':-1",
        "'context':{} | 'context':'{}'",
        "'context':{} | 'context':{not json}",
        "'context':{} | 'custom_attributes':{'a':1,'a':2}",
        "'children':[] | 'children':{}",
        "'spans':[ | 'span':["
      })
  void refusesATraceThatIsNotOne(String right, String wrong) throws Exception {
    assertThat(TRACE).contains(right);
    assertThat(send("POST", AthinaServer.TRACE, TRACE.replace(right, wrong))).isEqualTo(400);
    assertThat(server.accepted).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'prompt':'p' | 'topic':'p'",
        "'language_model_id':'m' | 'language_model_id':4",
        "'user_feedback':1 | 'user_feedback':2",
        "'user_feedback':1 | 'user_feedback':0.5",
        "'stop':'END' | 'stop':1",
        "'temperature':1 | 'temperature':'hot'",
        "'custom_attributes':{'tier':'gold'} | 'custom_attributes':[]",
        "'custom_attributes':{'tier':'gold'} | 'custom_attributes':{'a':1,'a':2}",
        "'response_time':7 | 'response_time':7.5"
      })
  void refusesAnInferenceThatIsNotOne(String right, String wrong) throws Exception {
    assertThat(INFERENCE).contains(right);
    assertThat(send("POST", AthinaServer.INFERENCE, INFERENCE.replace(right, wrong)))
        .isEqualTo(400);
    assertThat(server.accepted).isEmpty();
  }

  @Test
  void refusesStrangersAndWhatItDoesNotKnow() throws Exception {
    assertThat(send("POST", AthinaServer.TRACE, TRACE, "other")).isEqualTo(401);
    assertThat(send("GET", AthinaServer.TRACE, "{}")).isEqualTo(400);
    assertThat(send("PATCH", AthinaServer.INFERENCE + "/run-9", "{'topic':'t'}")).isEqualTo(404);
    assertThat(send("PATCH", AthinaServer.BY_REFERENCE + "r", "{}")).isEqualTo(400);
    assertThat(send("PATCH", AthinaServer.BY_REFERENCE + "r", "{'cost':1}")).isEqualTo(400);
    assertThat(send("PATCH", AthinaServer.FEEDBACK, "{'user_feedback':1}")).isEqualTo(400);
    server.maxBytes = 10;
    assertThat(send("POST", AthinaServer.TRACE, TRACE)).isEqualTo(413);
    assertThat(server.accepted).isEmpty();
  }
}
