package dev.raglan.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of loopback that refuses connections. It is taken, though nobody listens: one that was
 * only free a moment ago may be the next that another test is given.
 */
public final class RefusedPort implements AutoCloseable {

  private final Socket socket = new Socket();

  public RefusedPort() throws IOException {
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
