package dev.raglan.internal.otlp;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An OTLP receiver over gRPC of grpc-java, with its default limit of 4 MiB a message. */
final class GrpcReceiver extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {

  final Queue<ExportTraceServiceRequest> requests = new ConcurrentLinkedQueue<>();
  final Queue<StatusRuntimeException> failures = new ConcurrentLinkedQueue<>();
  final AtomicInteger calls = new AtomicInteger();
  volatile ExportTraceServiceResponse response = ExportTraceServiceResponse.getDefaultInstance();

  private final Server server;
  private final int port;

  GrpcReceiver() throws IOException {
    this(0, null, null);
  }

  GrpcReceiver(int port, @Nullable File certificate, @Nullable File key) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port)).addService(this);
    if (certificate != null && key != null) {
      builder.useTransportSecurity(certificate, key);
    }
    this.server = builder.build().start();
    this.port = server.getPort();
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "http://localhost:" + port;
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
    calls.incrementAndGet();
    StatusRuntimeException failure = failures.poll();
    if (failure != null) {
      observer.onError(failure);
      return;
    }
    requests.add(request);
    observer.onNext(response);
    observer.onCompleted();
  }

  List<Span> spans() {
    return requests.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Ends the way a server is redeployed: announces it, and closes connections. */
  void stop() throws InterruptedException {
    server.shutdown();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }
}
