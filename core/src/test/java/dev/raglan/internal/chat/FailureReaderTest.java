package dev.raglan.internal.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.Message;
import dev.raglan.spi.ChunkReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Failures that come as values of status 200. */
class FailureReaderTest {

  private static final int ABSTRACT = Modifier.ABSTRACT;

  private final Extractors extractors = BuiltIn.extractors(true);
  private final FailureReader results = new FailureReader();

  /** What providers answer with, and what it tells of. */
  record Told(String provider, String json, String type, String message, Integer status) {

    @Override
    public String toString() {
      return provider;
    }
  }

  static Stream<Told> bodies() {
    return Stream.of(
        new Told(
            "OpenAI",
            "{'error':{'message':'Rate limit reached','type':'requests','param':null,"
                + "'code':'rate_limit_exceeded'}}",
            "requests",
            "Rate limit reached",
            null),
        new Told(
            "OpenRouter",
            "{'error':{'code':502,'message':'Provider returned error','metadata':{}},"
                + "'user_id':'u'}",
            "502",
            "Provider returned error",
            502),
        new Told(
            "OpenRouter, within a choice",
            "{'id':'g','choices':[{'finish_reason':'error','message':{'content':'Half'},"
                + "'error':{'code':429,'message':'Slow down'}}]}",
            "429",
            "Slow down",
            429),
        new Told(
            "a finish reason",
            "{'id':'g','choices':[{'finish_reason':'error','message':{'content':'Half'}}]}",
            "error",
            null,
            null),
        new Told(
            "Anthropic",
            "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}",
            "overloaded_error",
            "Overloaded",
            null),
        new Told(
            "Responses",
            "{'id':'r','object':'response','status':'failed','output':[],"
                + "'error':{'code':'server_error','message':'The model failed'}}",
            "server_error",
            "The model failed",
            null),
        new Told(
            "Responses without an error",
            "{'id':'r','object':'response','status':'failed','output':[],'error':null}",
            "failed",
            null,
            null),
        new Told(
            "Gemini",
            "{'error':{'code':429,'message':'Quota','status':'RESOURCE_EXHAUSTED'}}",
            "RESOURCE_EXHAUSTED",
            "Quota",
            429),
        new Told(
            "Azure",
            "{'error':{'message':'Filtered','type':null,'code':'content_filter','status':400}}",
            "content_filter",
            "Filtered",
            400),
        new Told(
            "Gemini, in a list",
            "[{'error':{'code':503,'message':'Overloaded','status':'UNAVAILABLE'}}]",
            "UNAVAILABLE",
            "Overloaded",
            503),
        new Told(
            "vLLM",
            "{'object':'error','message':'Too long','type':'BadRequestError','code':400}",
            "BadRequestError",
            "Too long",
            400),
        new Told(
            "Amazon",
            "{'__type':'com.amazon.coral.service#ThrottlingException','message':'Slow down'}",
            "ThrottlingException",
            "Slow down",
            null),
        new Told(
            "the second of two choices",
            "{'id':'g','choices':[{'finish_reason':'stop','message':{'content':'4'}},"
                + "{'finish_reason':'error','message':{'content':''},"
                + "'error':{'code':'502','message':'Bad gateway'}}]}",
            "502",
            "Bad gateway",
            502),
        new Told(
            "a problem of RFC 9457",
            "{'type':'about:blank','title':'Not Found','status':404,'detail':'No model m','"
                + "instance':'/x'}",
            "404",
            "No model m",
            404),
        new Told(
            "a problem of a type of its own",
            "{'type':'https://e.com/credit','title':'No credit','detail':'30 left','instanc"
                + "e':'/a'}",
            "_OTHER",
            "30 left",
            null),
        new Told(
            "Replicate",
            "{'title':'Unauthenticated','detail':'No token','status':401}",
            "401",
            "No token",
            401),
        new Told(
            "Spring Boot",
            "{'timestamp':'t','status':500,'error':'Internal Server Error','path':'/x'}",
            "500",
            "Internal Server Error",
            500),
        new Told(
            "Spring Boot with a message",
            "{'timestamp':1,'status':503,'error':'Service Unavailable','message':'Down','pa"
                + "th':'/x'}",
            "503",
            "Down",
            503),
        new Told(
            "Elasticsearch",
            "{'error':{'root_cause':[],'type':'index_not_found_exception','reason':'no such"
                + " index'},'status':404}",
            "index_not_found_exception",
            "no such index",
            404),
        new Told(
            "Qdrant",
            "{'status':{'error':'Wrong input'},'time':0.1}",
            "_OTHER",
            "Wrong input",
            null),
        new Told(
            "Pinecone",
            "{'code':3,'message':'Wrong dimension','details':[]}",
            "3",
            "Wrong dimension",
            null),
        new Told(
            "Weaviate",
            "{'data':{'Get':{'Doc':null}},'errors':[{'message':'explorer','path':['Get']}]}",
            "_OTHER",
            "explorer",
            null),
        new Told(
            "Weaviate, REST",
            "{'error':[{'message':'class not found'}]}",
            "_OTHER",
            "class not found",
            null),
        new Told(
            "Hugging Face",
            "{'error':['Error in `parameters`'],'warnings':[]}",
            "_OTHER",
            "Error in `parameters`",
            null),
        new Told(
            "FastAPI",
            "{'detail':[{'loc':['body'],'msg':'field required','type':'missing'}]}",
            "missing",
            "field required",
            null),
        new Told(
            "Mistral",
            "{'object':'error','message':{'detail':[{'loc':['body'],'msg':'Extra inputs','t"
                + "ype':'extra'}]},'type':'invalid_request_error'}",
            "invalid_request_error",
            "Extra inputs",
            null),
        new Told(
            "ElevenLabs",
            "{'detail':{'status':'invalid_api_key','message':'Invalid API key'}}",
            "invalid_api_key",
            "Invalid API key",
            null),
        new Told(
            "DeepInfra",
            "{'detail':{'error':'Not authenticated'}}",
            "_OTHER",
            "Not authenticated",
            null),
        new Told(
            "watsonx",
            "{'errors':[{'code':'token_quota_reached','message':'Limit'}],'trace':'a','stat"
                + "us_code':403}",
            "token_quota_reached",
            "Limit",
            403),
        new Told(
            "Chroma",
            "{'error':'NotFoundError','message':'No collection'}",
            "NotFoundError",
            "No collection",
            null),
        new Told(
            "Azure's gateway",
            "{'statusCode':401,'message':'Access denied'}",
            "401",
            "Access denied",
            401),
        new Told(
            "Cerebras",
            "{'message':'No model m','type':'not_found_error','param':'model','code':'model"
                + "_not_found'}",
            "not_found_error",
            "No model m",
            null),
        new Told(
            "a line of Vertex AI's batches",
            "{'status':'Bad Request','processed_time':'t','request':{'contents':[{'role':'u"
                + "ser','parts':[{'text':'q'}]}]},'response':{}}",
            "_OTHER",
            "Bad Request",
            null),
        new Told(
            "a line of Bedrock's batches",
            "{'recordId':'1','modelInput':{},'error':{'errorCode':400,'errorMessage':'bad'}" + "}",
            "400",
            "bad",
            400),
        new Told("Ollama", "{'error':'model not found'}", "_OTHER", "model not found", null),
        new Told(
            "DashScope",
            "{'code':'InvalidApiKey','message':'Invalid API-key','request_id':'r'}",
            "InvalidApiKey",
            "Invalid API-key",
            null),
        new Told(
            "MiniMax",
            "{'base_resp':{'status_code':1004,'status_msg':'login fail'}}",
            "1004",
            "login fail",
            null),
        new Told(
            "OpenAI's Realtime API",
            "{'object':'realtime.response','id':'r','status':'failed','output':[],"
                + "'status_details':{'type':'failed','error':{'type':'server_error',"
                + "'code':null,'message':'Gone'}}}",
            "server_error",
            "Gone",
            null),
        new Told(
            "OpenAI's Realtime API, without an error",
            "{'object':'realtime.response','id':'r','status':'failed','output':[],"
                + "'status_details':null}",
            "failed",
            null,
            null),
        new Told(
            "DeepSeek",
            "{'id':'d','choices':[{'finish_reason':'insufficient_system_resource',"
                + "'message':{'content':'Half'}}]}",
            "insufficient_system_resource",
            null,
            null),
        new Told(
            "Cohere v1",
            "{'generation_id':'g','text':'','finish_reason':'ERROR_LIMIT'}",
            "error_limit",
            null,
            null),
        new Told(
            "Cohere v2",
            "{'id':'c','finish_reason':'TIMEOUT','message':{'role':'assistant','content':[]}}",
            "timeout",
            null,
            null),
        new Told(
            "a line of Anthropic's batches",
            "{'custom_id':'a','result':{'type':'expired'}}",
            "expired",
            null,
            null),
        new Told(
            "a line of OpenAI's batches",
            "{'custom_id':'a','response':null,'error':{'code':'batch_expired','message':'Late'}}",
            "batch_expired",
            "Late",
            null),
        new Told(
            "MCP, as it is sent",
            "{'jsonrpc':'2.0','id':1,'result':{'isError':true,"
                + "'content':[{'type':'text','text':'No such file'}]}}",
            "tool_error",
            "No such file",
            null),
        new Told(
            "MCP, without a result",
            "{'jsonrpc':'2.0','id':1,'error':{'code':-32602,'message':'Unknown tool'}}",
            "-32602",
            "Unknown tool",
            null),
        new Told(
            "MCP",
            "{'isError':true,'content':[{'type':'text','text':'No such file'}]}",
            "tool_error",
            "No such file",
            null));
  }

  private static JsonNode tree(String json) {
    try {
      return new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  private Extraction streamed(String... chunks) {
    ChunkReader reader = extractors.accumulator(tree(chunks[0]));
    Stream.of(chunks).map(FailureReaderTest::tree).forEach(reader::add);
    return reader.result();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyThatIsAnErrorIsAFailure(Told told) {
    assertThat(extractors.extract(tree(told.json())).failure())
        .isEqualTo(new Failure(told.type(), told.message(), told.status()));
  }

  @Test
  void anErrorChunkIsAFailureAndKeepsWhatCameBefore() {
    Extraction read =
        streamed(
            "{'id':'r','object':'chat.completion.chunk','choices':[{'delta':{'content':'Half'}}]}",
            "{'error':{'message':'Upstream closed','type':'server_error'}}");

    assertThat(read.failure()).isEqualTo(new Failure("server_error", "Upstream closed", null));
    assertThat(read.completion().messages().get(0).content()).isEqualTo("Half");
    assertThat(read.completion().finishReasons()).isEmpty();
  }

  @Test
  void aStreamThatBeginsWithAnErrorIsAFailure() {
    assertThat(streamed("{'error':{'message':'No','code':503}}").failure())
        .isEqualTo(new Failure("503", "No", 503));
  }

  @Test
  void openRoutersChunkWithAnErrorIsAFailure() {
    assertThat(
            streamed(
                    "{'id':'r','object':'chat.completion.chunk','choices':[{'delta':{}}]}",
                    "{'id':'r','object':'chat.completion.chunk','error':{'code':502,"
                        + "'message':'Gone'},'choices':[{'delta':{'content':''},"
                        + "'finish_reason':'error'}]}")
                .failure())
        .isEqualTo(new Failure("502", "Gone", 502));
  }

  @Test
  void exceptionsInBedrocksStreamsAreFailures() {
    Extraction read =
        streamed(
            "{'messageStart':{'role':'assistant'}}",
            "{'contentBlockDelta':{'contentBlockIndex':0,'delta':{'text':'Half'}}}",
            "{'modelStreamErrorException':{'message':'Broken','originalStatusCode':500}}");

    assertThat(read.failure()).isEqualTo(new Failure("modelStreamErrorException", "Broken", 500));
    assertThat(read.completion().messages()).containsExactly(Message.of("assistant", "Half"));
  }

  @Test
  void coheresStreamThatEndsWithAnErrorIsAFailure() {
    Extraction read =
        streamed(
            "{'type':'message-start','id':'c','delta':{'message':{'role':'assistant'}}}",
            "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'Half'}}}}",
            "{'type':'message-end','delta':{'finish_reason':'ERROR','error':'Broken',"
                + "'usage':{'tokens':{'input_tokens':5,'output_tokens':1}}}}");

    assertThat(read.failure()).isEqualTo(new Failure("error", "Broken", null));
    assertThat(read.completion().usage().inputTokens()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'Slow down','code':429}}",
        "{'type':'error','error':{'type':'overloaded_error','message':'Slow down'}}"
      })
  void anErrorIsNoAnswer(String body) throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      calls.call(new Model(), "ask", tree(body));

      assertThat(calls.written()).doesNotContainKey("gen_ai.output.messages");
      assertThat(calls.written().get("output.value").toString()).contains("Slow down");
    }
  }

  /** Answers with what it is given. */
  static final class Model {

    @dev.raglan.annotation.Generation
    Object ask(Object answer) {
      return answer;
    }
  }

  @Test
  void anthropicsErrorEventIsAFailure() {
    Extraction read =
        streamed(
            "{'type':'message_start','message':{'id':'m','content':[],'usage':{"
                + "'input_tokens':5,'output_tokens':1}}}",
            "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");

    assertThat(read.failure()).isEqualTo(new Failure("overloaded_error", "Overloaded", null));
    assertThat(read.completion().finishReasons()).isEmpty();
  }

  @Test
  void eventsOfResponsesThatFailAreFailures() {
    String created = "{'type':'response.created','response':{'id':'r','model':'m'}}";

    assertThat(
            streamed(
                    created,
                    "{'type':'response.failed','response':{'id':'r','object':'response',"
                        + "'status':'failed','output':[],'error':{'code':'server_error',"
                        + "'message':'No'}}}")
                .failure())
        .isEqualTo(new Failure("server_error", "No", null));
    assertThat(
            streamed(created, "{'type':'error','code':'rate_limit_exceeded','message':'Slow'}")
                .failure())
        .isEqualTo(new Failure("rate_limit_exceeded", "Slow", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'message':{'content':'4'},'finish_reason':'stop'}],'error':null}",
        "{'object':'response','status':'completed','output':[],'error':null}",
        "{'object':'response','status':'incomplete','output':[],'usage':{'input_tokens':1}}",
        "{'content':'The error was fixed','model':'m','usage':{'input_tokens':1},'error':'none'}",
        "{'isError':false,'content':[{'type':'text','text':'fine'}]}",
        "{'error':{}}",
        "{'error':false}",
        "{'error':[1]}",
        "{'type':'error'}"
      })
  void anAnswerIsNoFailure(String json) {
    assertThat(extractors.extract(tree(json)).failure()).isNull();
  }

  record TextContent(String type, String text) {}

  record CallToolResult(List<TextContent> content, Boolean isError) {}

  /** As LangChain4j has it. */
  public static class Execution {
    private final boolean isError = true;
    private final String resultText = "timed out";

    public boolean isError() {
      return isError;
    }

    public String resultText() {
      return resultText;
    }
  }

  record Order(String content, String error) {}

  @Test
  void aToolsResultThatIsAnErrorIsAFailure() {
    List<TextContent> text = List.of(new TextContent("text", "No such file"));

    assertThat(results.ofResult(new CallToolResult(text, true)))
        .isEqualTo(new Failure("tool_error", "No such file", null));
    assertThat(results.ofResult(new CallToolResult(text, false))).isNull();
    assertThat(results.ofResult(new CallToolResult(text, null))).isNull();
    assertThat(results.ofResult(new Execution()))
        .isEqualTo(new Failure("tool_error", "timed out", null));
  }

  @Test
  void anAnswerOfHttpWithAStatusFrom400OnIsAFailure() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "busy".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      assertThat(results.ofResult(get(server, 503))).isEqualTo(new Failure("503", "busy", 503));
      assertThat(results.ofResult(get(server, 404))).isEqualTo(new Failure("404", "busy", 404));
      assertThat(results.ofResult(get(server, 200))).isNull();
    } finally {
      server.stop(0);
    }
  }

  private static HttpResponse<String> get(HttpServer server, int status) throws Exception {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/" + status);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A response of a library that need not be there, made by its name. */
  private static Object response(String type, boolean isInterface, String status, int code)
      throws ReflectiveOperationException {
    ByteBuddy names = new ByteBuddy();
    DynamicType.Builder<?> named =
        isInterface ? names.makeInterface() : names.subclass(Object.class).modifiers(ABSTRACT);
    DynamicType.Unloaded<?> declared =
        named
            .name(type)
            .modifiers(Modifier.PUBLIC | ABSTRACT | (isInterface ? Modifier.INTERFACE : 0))
            .defineMethod(status, int.class, Modifier.PUBLIC | ABSTRACT)
            .withoutCode()
            .make();
    Class<?> response =
        declared
            .load(FailureReaderTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    Class<?> own =
        names
            .subclass(response)
            .name("app.Answer")
            .method(ElementMatchers.named(status))
            .intercept(FixedValue.value(code))
            .make()
            .load(response.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    return own.getDeclaredConstructor().newInstance();
  }

  @ParameterizedTest
  @CsvSource({
    "jakarta.ws.rs.core.Response, false, getStatus",
    "javax.ws.rs.core.Response, false, getStatus",
    "org.jboss.resteasy.reactive.RestResponse, false, getStatus",
    "io.micronaut.http.HttpResponse, true, code",
    "io.vertx.ext.web.client.HttpResponse, true, statusCode",
    "org.apache.hc.core5.http.HttpResponse, true, getCode",
    "org.eclipse.jetty.client.Response, true, getStatus",
    "retrofit2.Response, false, code"
  })
  void anAnswerOfHttpIsAFailureWhateverClientMadeIt(String type, boolean isInterface, String status)
      throws ReflectiveOperationException {
    assertThat(results.ofResult(response(type, isInterface, status, 503)))
        .isEqualTo(new Failure("503", null, 503));
    assertThat(results.ofResult(response(type, isInterface, status, 200))).isNull();
    assertThat(results.ofResult(response("app.Order", isInterface, status, 503))).isNull();
  }

  @Test
  void theDetailsOfAProblemAreAFailure() {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, "Gone");

    assertThat(results.ofResult(problem)).isEqualTo(new Failure("502", "Gone", 502));
    assertThat(results.ofResult(ResponseEntity.of(problem).build()).statusCode()).isEqualTo(502);
    assertThat(results.ofResult(ProblemDetail.forStatus(200))).isNull();
  }

  private static ChatResponse springAi(String text, String reason) {
    ChatGenerationMetadata end = ChatGenerationMetadata.builder().finishReason(reason).build();
    return new ChatResponse(List.of(new Generation(new AssistantMessage(text), end)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "ERROR", "INSUFFICIENT_SYSTEM_RESOURCE"})
  void aFinishReasonIsAFailureWhateverLibraryTellsIt(String reason) {
    Failure failed = new Failure(reason.toLowerCase(Locale.ROOT), null, null);
    ChatResponse first = springAi("Ha", "");
    ChunkReader chunks = extractors.accumulator(first);
    chunks.add(first);
    chunks.add(springAi("lf", reason));

    assertThat(extractors.extract(springAi("Half", reason)).failure()).isEqualTo(failed);
    assertThat(chunks.result().failure()).isEqualTo(failed);
    assertThat(extractors.extract(springAi("Whole", "STOP")).failure()).isNull();
    assertThat(
            streamed(
                    "{'id':'r','object':'chat.completion.chunk','choices':[{'delta':{}}]}",
                    "{'id':'r','object':'chat.completion.chunk','choices':[{'delta':{},"
                        + "'finish_reason':'"
                        + reason
                        + "'}]}")
                .failure())
        .isEqualTo(failed);
  }

  @Test
  void otherResultsAreNoFailures() {
    assertThat(results.ofResult(new Order("shoes", "true"))).isNull();
    assertThat(results.ofResult("{\"error\": {\"message\": \"x\"}}")).isNull();
    assertThat(results.ofResult(Map.of("isError", true))).isNull();
    assertThat(results.ofResult(7)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':7,'title':'Page missing','status':404}",
        "{'title':'A bug','detail':'It breaks','status':'open'}",
        "{'type':'https://schema.org/Article','title':'News','detail':'A storm'}",
        "{'answer':'42','error':'none'}",
        "{'documents':[{'id':'d','text':'t','score':0.5}],'error':'partial'}",
        "{'answer':'42','errors':[]}",
        "{'data':{'ask':{'answer':'42'}},'errors':[{'message':'slow','path':['x']}]}",
        "{'result':[{'id':1,'score':0.9,'payload':{'text':'x'}}],'status':'ok'}",
        "{'code':0,'message':'ok','details':[]}",
        "{'message':'Hello','error':'no'}",
        "{'detail':'A long explanation'}",
        "{'statusCode':200,'message':'fine'}",
        "{'status':'','processed_time':'t','request':{'contents':[]},'response':{'candidates':[{"
            + "'content':{'parts':[{'text':'4'}]},'finishReason':'STOP'}]}}"
      })
  void whatOnlyHasTheWordsOfAnErrorIsNone(String json) {
    assertThat(extractors.extract(json.replace('\'', '"')).failure()).isNull();
  }

  @Test
  void aBodyThatIsAnObjectTellsTheMessage() {
    Object body = Map.of("error", Map.of("message", "Slow down", "type", "rate_limit_error"));

    assertThat(results.ofResult(ResponseEntity.status(429).body(body)))
        .isEqualTo(new Failure("429", "Slow down", 429));
    assertThat(results.ofResult(ResponseEntity.status(500).body(Map.of("id", 1))))
        .isEqualTo(new Failure("500", null, 500));
  }
}
