package dev.raglan.internal.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The address of an {@link RequestSender} and the way to it.
 *
 * @param url without credentials
 * @param http2 true for HTTP/2 only, without an upgrade where there is no TLS
 * @param headers sent with every request; secrets
 * @param proxy null for the JVM's
 * @param tls certificates and keys
 */
public record HttpSettings(
    HttpUrl url,
    boolean http2,
    Map<String, String> headers,
    @Nullable Proxy proxy,
    TlsSettings tls) {

  /** Copies the headers. */
  public HttpSettings {
    headers = Map.copyOf(headers);
  }

  /** Returns the host and port. */
  String authority() {
    String host = url.host();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + url.port();
  }

  /** Returns the host and port, and the proxy if there is one. */
  String way() {
    return proxy != null && proxy.address() instanceof InetSocketAddress address
        ? authority() + " through proxy " + address.getHostString() + ":" + address.getPort()
        : authority();
  }

  /** Returns the address without its query and headers' values. */
  @Override
  public String toString() {
    return "HttpSettings{" + url.scheme() + "://" + authority() + url.encodedPath() + "}";
  }
}
