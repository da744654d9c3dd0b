package dev.raglan.spring.internal.web;

import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Endpoints that call traced services, and that send requests to themselves. */
final class EchoEndpoints {

  private EchoEndpoints() {}

  /** A traced service. */
  static class Service {

    @Traced("ask")
    public String ask(String question) {
      return "answer to " + question;
    }

    @Traced("askLater")
    public Mono<String> askLater(Mono<String> answer) {
      return answer;
    }

    @RagEvent(RagEventType.RETRIEVAL)
    public List<String> find(String question) {
      return List.of("a document");
    }

    @Traced("stream")
    public Flux<String> stream() {
      return Mono.delay(Duration.ofMillis(2)).thenReturn("x").repeat();
    }

    @Traced("call")
    public String call(Callable<String> below) throws Exception {
      return below.call();
    }
  }

  /** Endpoints of a servlet application. */
  @RestController
  record OfServlets(
      Service service,
      RestClient.Builder restClient,
      RestTemplateBuilder restTemplate,
      WebClient.Builder webClient) {

    @GetMapping("/ask/{id}")
    String ask(@PathVariable String id) {
      return service.ask(id) + service.ask(id);
    }

    @GetMapping("/call")
    String call() throws Exception {
      return service.call(() -> "done");
    }

    @GetMapping("/find")
    String find() {
      return "answered out of " + service.find("q");
    }

    @GetMapping("/echo")
    String echo(@RequestHeader(required = false) String traceparent) {
      return String.valueOf(traceparent);
    }

    @GetMapping("/fail")
    String fail() {
      service.ask("q");
      throw new IllegalStateException("with a secret");
    }

    @GetMapping("/missing")
    String missing() {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    @GetMapping("/async")
    Callable<String> async() {
      return () -> "done";
    }

    @GetMapping("/stream")
    StreamingResponseBody stream() {
      return (OutputStream out) -> out.write("streamed".getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/rest-client/{port}")
    String restClient(@PathVariable int port) throws Exception {
      return service.call(
          () -> restClient.build().get().uri(echoOf(port)).retrieve().body(String.class));
    }

    @GetMapping("/rest-template/{port}")
    String restTemplate(@PathVariable int port) throws Exception {
      return service.call(() -> restTemplate.build().getForObject(echoOf(port), String.class));
    }

    @GetMapping("/web-client/{port}")
    String webClient(@PathVariable int port) throws Exception {
      return service.call(
          () ->
              webClient
                  .build()
                  .get()
                  .uri(echoOf(port))
                  .retrieve()
                  .bodyToMono(String.class)
                  .block());
    }

    @GetMapping("/own-header/{port}")
    String ownHeader(@PathVariable int port) {
      return restClient
          .build()
          .get()
          .uri(echoOf(port))
          .header("traceparent", "own")
          .retrieve()
          .body(String.class);
    }
  }

  /** Endpoints of a reactive application. */
  @RestController
  record OfWebFlux(Service service, ObjectProvider<WebClient.Builder> webClient) {

    @GetMapping("/ask/{id}")
    Mono<String> ask(@PathVariable String id) {
      return service
          .askLater(Mono.delay(Duration.ofMillis(2)).thenReturn(id))
          .flatMap(first -> service.askLater(Mono.just(first)));
    }

    @GetMapping("/call")
    Mono<String> call() throws Exception {
      return Mono.just(service.call(() -> "done"));
    }

    @GetMapping("/find")
    Mono<String> find() {
      return Mono.just("answered out of " + service.find("q"));
    }

    @GetMapping("/raw")
    Mono<Void> raw(ServerHttpResponse response) {
      byte[] body = "raw".getBytes(StandardCharsets.UTF_8);
      return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    @GetMapping("/empty")
    Mono<Void> empty() {
      return Mono.delay(Duration.ofMillis(2)).then();
    }

    @GetMapping(path = "/endless", produces = "text/event-stream")
    Flux<String> endless() {
      return service.stream();
    }

    @GetMapping("/echo")
    Mono<String> echo(@RequestHeader(required = false) String traceparent) {
      return Mono.just(String.valueOf(traceparent));
    }

    @GetMapping("/fail")
    Mono<String> fail() {
      return service
          .askLater(Mono.just("q"))
          .then(Mono.error(new IllegalStateException("with a secret")));
    }

    @GetMapping("/missing")
    Mono<String> missing() {
      return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/async")
    Mono<String> async() {
      return Mono.delay(Duration.ofMillis(5)).thenReturn("done");
    }

    @GetMapping("/stream")
    Flux<String> stream() {
      return Flux.just("stre", "amed").delayElements(Duration.ofMillis(2));
    }

    @GetMapping("/web-client/{port}")
    Mono<String> webClient(@PathVariable int port) {
      return service.askLater(
          Mono.delay(Duration.ofMillis(2))
              .then(
                  webClient
                      .getObject()
                      .build()
                      .get()
                      .uri(echoOf(port))
                      .retrieve()
                      .bodyToMono(String.class)));
    }
  }

  private static String echoOf(int port) {
    return "http://localhost:" + port + "/echo";
  }
}
