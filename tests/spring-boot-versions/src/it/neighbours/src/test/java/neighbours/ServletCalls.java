package neighbours;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Calls on the thread of a request. */
@RestController
class ServletCalls implements Calls<Callable<?>> {

  private final Application.Services services;
  private final ObservationRegistry registry;
  private final RestClient.Builder clients;
  private final Seen seen;

  ServletCalls(
      Application.Services services,
      ObservationRegistry registry,
      RestClient.Builder clients,
      Seen seen) {
    this.services = services;
    this.registry = registry;
    this.clients = clients;
    this.seen = seen;
  }

  @GetMapping("/work")
  Object work() throws Exception {
    return String.valueOf(((Callable<?>) seen.work()).call());
  }

  @GetMapping("/pong")
  String pong(@RequestHeader(name = "traceparent", required = false) String traceparent) {
    seen.sent(traceparent);
    return "pong";
  }

  @Override
  public ObservationRegistry registry() {
    return registry;
  }

  @Override
  public Callable<?> look(String place) {
    return () -> seen.look(place);
  }

  @Override
  public Callable<?> traced(Callable<?> below) {
    return () -> services.traced(below);
  }

  @Override
  public Callable<?> inner(Callable<?> below) {
    return () -> services.inner(below);
  }

  @Override
  public Callable<?> generation(Callable<?> below) {
    return () -> services.generation(below);
  }

  @Override
  public Callable<?> observed(Observation observation, Callable<?> below) {
    return () -> observation.observeChecked(below::call);
  }

  @Override
  public Callable<?> client() {
    return () ->
        clients
            .clone()
            .requestInterceptor(
                (request, body, execution) -> {
                  seen.look("client");
                  return execution.execute(request, body);
                })
            .build()
            .get()
            .uri(seen.uri("/pong"))
            .retrieve()
            .body(String.class);
  }

  @Override
  public Callable<?> plain() {
    return seen::plain;
  }

  @Override
  public Callable<?> call() {
    return () -> services.called("traced", seen::look);
  }

  @Override
  public Callable<?> later() {
    return () -> services.later(look("later")).get(10, TimeUnit.SECONDS);
  }

  @Override
  public Callable<?> after(Callable<?> first, Callable<?> next) {
    return () -> {
      first.call();
      return next.call();
    };
  }
}
