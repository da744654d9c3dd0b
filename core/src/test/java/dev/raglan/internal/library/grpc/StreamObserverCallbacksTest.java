package dev.raglan.internal.library.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Methods that answer through an observer of gRPC's, on a real server and beside one. */
class StreamObserverCallbacksTest {

  private static final MethodDescriptor<String, String> ASK = method("ask", MethodType.UNARY);
  private static final MethodDescriptor<String, String> STREAM =
      method("stream", MethodType.SERVER_STREAMING);

  private final AnnotatedCalls calls = new AnnotatedCalls();
  private final Service service = new Service();
  private Server server;
  private ManagedChannel channel;

  private static MethodDescriptor<String, String> method(String name, MethodType type) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName("acme/" + name)
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  /** Messages that are texts. */
  private static final class Text implements MethodDescriptor.Marshaller<String> {

    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream in) {
      try {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  /** A service as applications write it. */
  static class Service {

    private final List<Boolean> flows = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    @Traced
    void ask(String question, StreamObserver<String> replies) {
      replies.onNext("Paris");
      replies.onCompleted();
    }

    @Traced
    void fail(String question, StreamObserver<String> replies) {
      replies.onError(Status.NOT_FOUND.withDescription("no atlas").asRuntimeException());
    }

    @Traced
    void stream(String question, StreamObserver<String> replies) {
      flows.add(((ServerCallStreamObserver<String>) replies).isReady());
      new Thread(
              () -> {
                replies.onNext("Par");
                replies.onNext("is");
                replies.onCompleted();
              })
          .start();
    }

    @Traced
    void never(String question, StreamObserver<String> replies) {
      ((ServerCallStreamObserver<String>) replies).setOnCancelHandler(() -> flows.add(false));
      asked.countDown();
    }

    @Traced
    void part(String question, StreamObserver<String> replies) {
      replies.onNext(question);
    }

    @Traced
    void keep(List<StreamObserver<String>> kept, StreamObserver<String> replies) {
      kept.add(replies);
    }
  }

  @BeforeEach
  void open() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
            .addService(
                ServerServiceDefinition.builder("acme")
                    .addMethod(
                        ASK,
                        ServerCalls.asyncUnaryCall(
                            (question, replies) -> {
                              if (question.equals("part")) {
                                call("part", question, replies);
                                replies.onCompleted();
                              } else {
                                call(question.equals("fail") ? "fail" : "ask", question, replies);
                              }
                            }))
                    .addMethod(
                        STREAM,
                        ServerCalls.asyncServerStreamingCall(
                            (question, replies) ->
                                call(
                                    question.equals("never") ? "never" : "stream",
                                    question,
                                    replies)))
                    .build())
            .build()
            .start();
    channel = NettyChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.shutdownNow();
    calls.close();
  }

  private void call(String method, Object first, StreamObserver<String> replies) {
    try {
      calls.call(service, method, first, replies);
    } catch (Exception thrown) {
      throw new AssertionError(thrown);
    }
  }

  private SpanData span() {
    await().until(() -> !calls.spans().isEmpty());
    return calls.only();
  }

  private static String output(SpanData span) {
    return span.getAttributes().get(OpenInference.OUTPUT_VALUE);
  }

  @Test
  void aReplyIsTheOutput() {
    String reply = ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "where");

    assertThat(reply).isEqualTo("Paris");
    assertThat(output(span())).isEqualTo("Paris");
    assertThat(span().getAttributes().get(RaglanAttributes.STATUS)).isNull();
    assertThat(span().getAttributes().get(OpenInference.INPUT_VALUE)).isEqualTo("where");
  }

  @Test
  void anErrorThatTheObserverIsToldFails() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "fail")))
        .hasMessageContaining("no atlas");
    assertThat(span().getStatus().getDescription()).contains("no atlas");
  }

  @Test
  void aMethodThatTellsOnePartEndsWithItsRequest() {
    assertThat(ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "part"))
        .isEqualTo("part");

    assertThat(output(span())).isEqualTo("part");
    assertThat(span().getAttributes().get(RaglanAttributes.STATUS)).isNull();
  }

  @Test
  void anErrorThatIsNullIsHeardAsItIs() {
    List<StreamObserver<String>> kept = new ArrayList<>();
    Asking observer = new Asking();
    call("keep", kept, observer);

    kept.get(0).onError(null);

    assertThat(observer.heard).containsExactly("error");
  }

  @Test
  void repliesOfAnotherThreadArePutTogether() {
    Iterator<String> replies =
        ClientCalls.blockingServerStreamingCall(channel, STREAM, CallOptions.DEFAULT, "where");

    List<String> heard = new ArrayList<>();
    replies.forEachRemaining(heard::add);

    assertThat(heard).containsExactly("Par", "is");
    assertThat(output(span())).isEqualTo("Paris");
    assertThat(service.flows).hasSize(1);
  }

  @Test
  void aClientThatGoesAwayCancels() throws Exception {
    ClientCall<String, String> request = channel.newCall(STREAM, CallOptions.DEFAULT);
    ClientCalls.asyncServerStreamingCall(request, "never", new Heard());
    service.asked.await();
    request.cancel("gone", null);

    assertThat(span().getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("canceled");
    await().untilAsserted(() -> assertThat(service.flows).containsExactly(false));
  }

  /** An observer of a client's. */
  private static class Heard implements StreamObserver<String> {

    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onNext(String reply) {
      heard.add(reply + Span.current().getSpanContext().isValid());
    }

    @Override
    public void onError(Throwable error) {
      heard.add("error");
    }

    @Override
    public void onCompleted() {
      heard.add("end");
    }
  }

  /** An observer that asks for its requests. */
  private static final class Asking extends Heard
      implements ClientResponseObserver<String, String> {

    @Override
    public void beforeStart(ClientCallStreamObserver<String> requests) {
      heard.add("start");
    }
  }

  @Test
  void aClientsObserverHearsAllInItsOwnContext() {
    List<StreamObserver<String>> kept = new ArrayList<>();
    Asking observer = new Asking();
    call("keep", kept, observer);
    assertThat(calls.spans()).isEmpty();

    ClientCalls.asyncServerStreamingCall(
        channel.newCall(STREAM, CallOptions.DEFAULT), "where", kept.get(0));

    await().until(() -> observer.heard.contains("end"));
    assertThat(observer.heard).containsExactly("start", "Parfalse", "isfalse", "end");
    assertThat(calls.spans()).extracting(StreamObserverCallbacksTest::output).contains("Paris");
  }
}
