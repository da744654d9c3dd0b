package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RaglanWebAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientPropertiesAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.service.HttpServiceClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.service.ReactiveHttpServiceClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.ImportHttpServices;
import reactor.core.publisher.Mono;

/** Clients as applications make them of Spring Boot's builders: each request carries one span. */
class OutgoingClientsTest {

  private static final String OWN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final MockWebServer server = new MockWebServer();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RaglanAutoConfiguration.class,
                  RaglanWebAutoConfiguration.class,
                  HttpClientAutoConfiguration.class,
                  HttpServiceClientPropertiesAutoConfiguration.class,
                  RestClientAutoConfiguration.class,
                  RestTemplateAutoConfiguration.class,
                  HttpServiceClientAutoConfiguration.class,
                  WebClientAutoConfiguration.class,
                  ReactiveHttpServiceClientAutoConfiguration.class))
          .withBean(RecordedSpans.class)
          .withUserConfiguration(Services.class);

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  interface Echo {
    @GetExchange("/echo")
    String echo();
  }

  interface BlockingEcho extends Echo {}

  interface ReactiveEcho extends Echo {}

  @Configuration(proxyBeanMethods = false)
  @ImportHttpServices(group = "blocking", types = BlockingEcho.class)
  @ImportHttpServices(
      group = "reactive",
      types = ReactiveEcho.class,
      clientType = ClientType.WEB_CLIENT)
  static class Services {}

  /** A way to send a request to an address. */
  private interface Sending extends BiFunction<ApplicationContext, String, String> {}

  private static RestClient.Builder rest(ApplicationContext context) {
    return context.getBean(RestClient.Builder.class);
  }

  private static WebClient.Builder web(ApplicationContext context) {
    return context.getBean(WebClient.Builder.class);
  }

  private static String send(RestClient client, String url) {
    return client.get().uri(url + "/echo").retrieve().body(String.class);
  }

  private static String send(WebClient client, String url) {
    return client.get().uri(url + "/echo").retrieve().bodyToMono(String.class).block();
  }

  private static Arguments way(String name, Sending sending) {
    return Arguments.of(name, sending);
  }

  private static Stream<Arguments> clients() {
    return Stream.of(
        way("RestClient", (beans, url) -> send(rest(beans).build(), url)),
        way("RestClient, cloned", (beans, url) -> send(rest(beans).clone().build(), url)),
        way("RestClient, mutated", (beans, url) -> send(rest(beans).build().mutate().build(), url)),
        way(
            "RestClient, twice mutated",
            (beans, url) -> send(rest(beans).build().mutate().build().mutate().build(), url)),
        way(
            "RestClient of a RestTemplate",
            (beans, url) ->
                send(RestClient.create(beans.getBean(RestTemplateBuilder.class).build()), url)),
        way(
            "RestTemplate",
            (beans, url) ->
                beans
                    .getBean(RestTemplateBuilder.class)
                    .rootUri(url)
                    .build()
                    .getForObject("/echo", String.class)),
        way("WebClient", (beans, url) -> send(web(beans).build(), url)),
        way("WebClient, cloned", (beans, url) -> send(web(beans).clone().build(), url)),
        way("WebClient, mutated", (beans, url) -> send(web(beans).build().mutate().build(), url)),
        way(
            "interface over RestClient",
            (beans, url) ->
                HttpServiceProxyFactory.builderFor(
                        RestClientAdapter.create(rest(beans).baseUrl(url).build()))
                    .build()
                    .createClient(Echo.class)
                    .echo()),
        way(
            "interface over WebClient",
            (beans, url) ->
                HttpServiceProxyFactory.builderFor(
                        WebClientAdapter.create(web(beans).baseUrl(url).build()))
                    .build()
                    .createClient(Echo.class)
                    .echo()),
        way("imported interface", (beans, url) -> beans.getBean(BlockingEcho.class).echo()),
        way("imported reactive", (beans, url) -> beans.getBean(ReactiveEcho.class).echo()));
  }

  private static Stream<Arguments> ownHeaders() {
    return Stream.of(
        way(
            "RestClient, by the request",
            (beans, url) ->
                rest(beans)
                    .build()
                    .get()
                    .uri(url)
                    .header("traceparent", OWN)
                    .retrieve()
                    .body(String.class)),
        way(
            "RestClient, by default",
            (beans, url) -> send(rest(beans).defaultHeader("traceparent", OWN).build(), url)),
        way(
            "RestClient, by an interceptor that sets",
            (beans, url) ->
                send(
                    rest(beans)
                        .requestInterceptor(
                            (request, body, next) -> {
                              request.getHeaders().set("traceparent", OWN);
                              return next.execute(request, body);
                            })
                        .build(),
                    url)),
        way(
            "RestClient, by an interceptor that adds",
            (beans, url) ->
                send(
                    rest(beans)
                        .requestInterceptor(
                            (request, body, next) -> {
                              request.getHeaders().add("traceparent", OWN);
                              return next.execute(request, body);
                            })
                        .build(),
                    url)),
        way(
            "WebClient, by the request",
            (beans, url) ->
                web(beans)
                    .build()
                    .get()
                    .uri(url)
                    .header("traceparent", OWN)
                    .retrieve()
                    .bodyToMono(String.class)
                    .block()),
        way(
            "WebClient, by default",
            (beans, url) -> send(web(beans).defaultHeader("traceparent", OWN).build(), url)),
        way(
            "WebClient, by a filter",
            (beans, url) ->
                send(
                    web(beans)
                        .filter(
                            (request, next) ->
                                next.exchange(
                                    ClientRequest.from(request).header("traceparent", OWN).build()))
                        .build(),
                    url)),
        way(
            "WebClient, by the first filter",
            (beans, url) ->
                send(
                    web(beans)
                        .filters(
                            all ->
                                all.add(
                                    0,
                                    (request, next) ->
                                        next.exchange(
                                            ClientRequest.from(request)
                                                .header("traceparent", OWN)
                                                .build())))
                        .build(),
                    url)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void sendTheCurrentSpanOnce(String name, Sending sending) {
    run(
        context -> {
          RecordedRequest request = sent(context, sending);
          String span = RecordedSpans.of(context).get(0).getSpanId();
          assertThat(request.getHeaders().values("traceparent"))
              .singleElement()
              .asString()
              .contains("-" + span + "-");
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ownHeaders")
  void giveWayToTheApplicationsHeader(String name, Sending sending) {
    run(
        context ->
            assertThat(sent(context, sending).getHeaders().values("traceparent"))
                .containsExactly(OWN));
  }

  /** Filters that repeat a request, or that change it, send the span all the same. */
  @Test
  void goThroughTheFiltersOfTheApplication() {
    run(
        context -> {
          server.enqueue(new MockResponse.Builder().code(503).build());
          RecordedRequest first =
              sent(
                  context,
                  (beans, url) ->
                      send(
                          web(beans)
                              .filter(
                                  (request, next) ->
                                      next.exchange(
                                              ClientRequest.from(request)
                                                  .header("X-Own", "own")
                                                  .build())
                                          .flatMap(
                                              answer ->
                                                  answer.statusCode().isError()
                                                      ? answer
                                                          .releaseBody()
                                                          .then(Mono.error(new Unavailable()))
                                                      : Mono.just(answer))
                                          .retry(1))
                              .build(),
                          url));
          RecordedRequest second = server.takeRequest();
          for (RecordedRequest each : List.of(first, second)) {
            assertThat(each.getHeaders().get("X-Own")).isEqualTo("own");
            assertThat(each.getHeaders().values("traceparent")).hasSize(1);
          }
        });
  }

  private static final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private interface Use {
    void of(ApplicationContext context) throws Exception;
  }

  private void run(Use use) {
    runner
        .withPropertyValues(
            "spring.http.serviceclient.blocking.base-url=" + url(),
            "spring.http.serviceclient.reactive.base-url=" + url())
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              use.of(context);
            });
  }

  private String url() {
    return server.url("").toString().replaceAll("/$", "");
  }

  /** Sends a request within a span, and returns it as the server got it. */
  private RecordedRequest sent(ApplicationContext context, Sending sending) throws Exception {
    server.enqueue(new MockResponse.Builder().body("echo").build());
    String answer =
        context.getBean(Raglan.class).span("calling").call(() -> sending.apply(context, url()));
    assertThat(answer).isEqualTo("echo");
    return server.takeRequest();
  }
}
