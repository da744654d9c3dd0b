package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.OutgoingRequests;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The same for WebClient, whose context travels with the subscription. */
final class WebClientPropagation {

  private WebClientPropagation() {}

  static void customize(Object client, OutgoingRequests requests) {
    if (client instanceof WebClient.Builder builder) {
      builder.filter(
          (request, next) ->
              Mono.deferContextual(
                  subscriber ->
                      next.exchange(
                          Safe.orElse(
                              () -> written(request, ReactiveContext.of(subscriber), requests),
                              request))));
    }
  }

  private static ClientRequest written(
      ClientRequest request, Context context, OutgoingRequests requests) {
    ClientRequest.Builder copy = ClientRequest.from(request);
    requests.write(context, header -> request.headers().getFirst(header) != null, copy::header);
    return copy.build();
  }
}
