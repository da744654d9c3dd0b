package dev.raglan.internal.service.adaline;

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
class AdalineServerTest {

  private static final String SPAN =
      "{'name':'s','status':'success','startedAt':5,'endedAt':6,'referenceId':'s1',"
          + "'content':{'type':'Other','input':'{}','output':'{}'}}";
  private static final String TRACE =
      "{'projectId':'%s','trace':{'name':'t','status':'success','startedAt':5,'endedAt':9,"
              .formatted(AdalineServer.PROJECT)
          + "'referenceId':'t1'},'spans':["
          + SPAN
          + "]}";

  private final AdalineServer server = new AdalineServer();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  private int send(String method, String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("authorization", "Bearer " + AdalineServer.KEY)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @Test
  void takesATraceOnce() throws Exception {
    assertThat(send("POST", AdalineServer.TRACE, TRACE)).isEqualTo(200);
    assertThat(send("POST", AdalineServer.TRACE, TRACE)).isEqualTo(409);
    assertThat(send("POST", AdalineServer.TRACE, TRACE.replace("t1", "t2"))).isEqualTo(409);
    assertThat(server.traces).containsOnlyKeys("t1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'endedAt':9 | 'endedAt':5",
        "'endedAt':9 | 'endedAt':4",
        "'endedAt':6 | 'endedAt':5",
        "'startedAt':5,'endedAt':6 | 'startedAt':4,'endedAt':6",
        "'input':'{}' | 'input':'{not json'",
        "'input':'{}' | 'input':''",
        "'input':'{}' | 'input':{}",
        "'type':'Other' | 'type':'Model'",
        "'type':'Other' | 'type':'Own'",
        "'name':'s' | 'name':''",
        "'name':'s' | 'name':'s','own':1",
        "'name':'s' | 'name':'s','promptId':'short'",
        "'name':'s' | 'name':'s','parentReferenceId':'elsewhere'",
        "'name':'s' | 'name':'s','attributes':{'a':[1]}",
        "'name':'s','status':'success' | 'name':'s','status':'pending'",
        "'status':'success' | 'status':'SUCCESS'",
        "'referenceId':'t1' | 'referenceId':''",
        "'projectId':'project | 'projectId':'other"
      })
  void refusesWhatAdalineRefuses(String right, String wrong) throws Exception {
    assertThat(TRACE).contains(right);
    assertThat(send("POST", AdalineServer.TRACE, TRACE.replace(right, wrong))).isEqualTo(400);
    assertThat(server.traces).isEmpty();
  }

  @Test
  void refusesLongIdsAndMoreThanTenOperations() throws Exception {
    assertThat(send("POST", AdalineServer.TRACE, TRACE.replace("t1", "t".repeat(129))))
        .isEqualTo(400);
    send("POST", AdalineServer.TRACE, TRACE);
    String operation = "{'operation':'create','tag':'a'}";
    String patch =
        "{'projectId':'%s','referenceId':'t1','logTrace':{'tags':[%s]}}"
            .formatted(AdalineServer.PROJECT, operation);
    assertThat(send("PATCH", AdalineServer.TRACE, patch)).isEqualTo(200);
    assertThat(send("PATCH", AdalineServer.TRACE, patch.replace("t1", "t2"))).isEqualTo(404);
    String eleven = (operation + ",").repeat(10) + operation;
    assertThat(send("PATCH", AdalineServer.TRACE, patch.replace(operation, eleven))).isEqualTo(400);
  }
}
