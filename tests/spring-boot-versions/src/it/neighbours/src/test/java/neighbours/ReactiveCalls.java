package neighbours;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Calls along the publisher of a request. */
@RestController
class ReactiveCalls implements Calls<Mono<?>> {

  private static final Duration DELAY = Duration.ofMillis(5);

  private final Application.Services services;
  private final ObservationRegistry registry;
  private final WebClient.Builder clients;
  private final Seen seen;

  ReactiveCalls(
      Application.Services services,
      ObservationRegistry registry,
      WebClient.Builder clients,
      Seen seen) {
    this.services = services;
    this.registry = registry;
    this.clients = clients;
    this.seen = seen;
  }

  @GetMapping("/work")
  Mono<String> work() {
    return ((Mono<?>) seen.work()).map(String::valueOf);
  }

  @GetMapping("/pong")
  Mono<String> pong(@RequestHeader(name = "traceparent", required = false) String traceparent) {
    seen.sent(traceparent);
    return Mono.just("pong");
  }

  @Override
  public ObservationRegistry registry() {
    return registry;
  }

  @Override
  public Mono<?> look(String place) {
    return Mono.fromSupplier(() -> seen.look(place));
  }

  @Override
  public Mono<?> traced(Mono<?> below) {
    return Mono.defer(() -> services.traced(below));
  }

  @Override
  public Mono<?> inner(Mono<?> below) {
    return Mono.defer(() -> services.inner(below));
  }

  @Override
  public Mono<?> generation(Mono<?> below) {
    return Mono.defer(() -> services.generation(below));
  }

  /** As Spring and Reactor's {@code Micrometer.observation} do. */
  @Override
  public Mono<?> observed(Observation observation, Mono<?> below) {
    return Mono.deferContextual(
        subscriber -> {
          observation.parentObservation(
              subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
          observation.start();
          return below
              .contextWrite(
                  context -> context.put(ObservationThreadLocalAccessor.KEY, observation))
              .doFinally(signal -> observation.stop());
        });
  }

  @Override
  public Mono<?> client() {
    return Mono.defer(
        () ->
            clients
                .clone()
                .filter(
                    (request, next) -> {
                      seen.look("client");
                      return next.exchange(request);
                    })
                .build()
                .get()
                .uri(seen.uri("/pong"))
                .retrieve()
                .bodyToMono(String.class));
  }

  @Override
  public Mono<?> plain() {
    return Mono.fromSupplier(seen::plain);
  }

  @Override
  public Mono<?> call() {
    return Mono.fromSupplier(() -> services.called("traced", seen::look));
  }

  @Override
  public Mono<?> later() {
    return Mono.delay(DELAY).map(tick -> services.later("later", seen::look));
  }

  @Override
  public Mono<?> after(Mono<?> first, Mono<?> next) {
    return first.then(Mono.defer(() -> next.map(value -> value)));
  }
}
