package dev.raglan.reliability;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An OTLP receiver of grpc-java with its default limit of 4 MiB a message. */
final class Receiver extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

  final Set<String> names = ConcurrentHashMap.newKeySet();
  final AtomicInteger spans = new AtomicInteger();
  final AtomicLong largest = new AtomicLong();
  private final Server server;

  Receiver(int port) throws IOException {
    this(port, builder -> {});
  }

  /**
   * @param options sets up TLS, for example
   */
  Receiver(int port, Consumer<NettyServerBuilder> options) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port)).addService(this);
    options.accept(builder);
    server = builder.build().start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
    largest.accumulateAndGet(request.getSerializedSize(), Math::max);
    request
        .getResourceSpansList()
        .forEach(
            resource ->
                resource
                    .getScopeSpansList()
                    .forEach(
                        scope ->
                            scope
                                .getSpansList()
                                .forEach(
                                    span -> {
                                      names.add(span.getName());
                                      spans.incrementAndGet();
                                    })));
    observer.onNext(ExportTraceServiceResponse.getDefaultInstance());
    observer.onCompleted();
  }

  /** Ends as a server is redeployed: announces it (GOAWAY), then closes connections. */
  @Override
  public void close() throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }
}
