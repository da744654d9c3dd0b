package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.OutgoingRequests;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestInitializer;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Writer of the current span into the headers of requests that the application sends. */
final class ClientPropagation {

  private final OutgoingRequests requests;

  ClientPropagation(OutgoingRequests requests) {
    this.requests = requests;
  }

  /** Has the requests of a client carry the span that is current when they are made. */
  void customize(Object client) {
    // Not an interceptor, which has Spring keep the whole body of a request in memory.
    ClientHttpRequestInitializer initializer =
        request ->
            requests.write(
                Context.current(),
                header -> request.getHeaders().getFirst(header) != null,
                (header, value) -> request.getHeaders().put(header, new DefaultValue(value)));
    if (client instanceof RestTemplate template) {
      template.getClientHttpRequestInitializers().add(initializer);
    } else if (client instanceof RestClient.Builder builder) {
      builder.requestInitializer(initializer);
    } else {
      WebClientPropagation.customize(client, requests);
    }
  }

  /** A header's value that gives way to the application's own, which RestClient adds later. */
  private static final class DefaultValue extends ArrayList<String> {

    private static final long serialVersionUID = 1;

    private boolean isDefault = true;

    private DefaultValue(String value) {
      super(List.of(value));
    }

    @Override
    public boolean add(String own) {
      giveWay();
      return super.add(own);
    }

    @Override
    public boolean addAll(Collection<? extends String> own) {
      giveWay();
      return super.addAll(own);
    }

    private void giveWay() {
      if (isDefault) {
        isDefault = false;
        clear();
      }
    }
  }
}
