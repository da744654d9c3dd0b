package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.OutgoingRequests;
import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
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

  /** Writes when the request is sent: filters of the application's may set the header before. */
  private static ClientRequest written(
      ClientRequest request, Context context, OutgoingRequests requests) {
    return ClientRequest.from(request)
        .httpRequest(sent -> Safe.run("sending a trace's id", () -> write(sent, context, requests)))
        .build();
  }

  private static void write(ClientHttpRequest sent, Context context, OutgoingRequests requests) {
    HttpHeaders headers = sent.getHeaders();
    requests.write(context, header -> headers.getFirst(header) != null, headers::set);
  }
}
