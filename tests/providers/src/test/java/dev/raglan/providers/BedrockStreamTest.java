package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Generation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResponseStream;

/** Streams of Amazon's own client of Bedrock, which come as events of its own format. */
class BedrockStreamTest {

  private static final String NOVA = "amazon.nova-lite-v1:0";
  private static final String LLAMA = "meta.llama3-1-8b-instruct-v1:0";

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();
  private BedrockRuntimeAsyncClient client;

  @AfterEach
  void closesTheClient() {
    if (client != null) {
      client.close();
    }
  }

  static final class Calls {

    private final BedrockRuntimeAsyncClient client;

    Calls(BedrockRuntimeAsyncClient client) {
      this.client = client;
    }

    @Generation(provider = "aws.bedrock")
    Publisher<ConverseStreamOutput> converse(ConverseStreamRequest request) {
      return subscriber ->
          client
              .converseStream(
                  request,
                  ConverseStreamResponseHandler.builder()
                      .onEventStream(events -> events.subscribe(subscriber))
                      .onError(error -> {})
                      .build())
              .whenComplete((done, error) -> failed(subscriber, error));
    }

    @Generation(provider = "aws.bedrock")
    Publisher<ResponseStream> invoke(InvokeModelWithResponseStreamRequest request) {
      return subscriber ->
          client
              .invokeModelWithResponseStream(
                  request,
                  InvokeModelWithResponseStreamResponseHandler.builder()
                      .onEventStream(events -> events.subscribe(subscriber))
                      .onError(error -> {})
                      .build())
              .whenComplete((done, error) -> failed(subscriber, error));
    }

    private static void failed(Subscriber<?> subscriber, Throwable error) {
      if (error != null) {
        subscriber.onError(error);
      }
    }
  }

  /** Reads a stream to its end. */
  private static final class Reader implements Subscriber<Object> {

    private final List<Object> events = new ArrayList<>();
    private final CompletableFuture<List<Object>> done = new CompletableFuture<>();

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object event) {
      events.add(event);
    }

    @Override
    public void onError(Throwable error) {
      done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      done.complete(events);
    }
  }

  @SuppressWarnings("unchecked")
  private List<Object> read(String method, Object request) throws Exception {
    client =
        BedrockRuntimeAsyncClient.builder()
            .region(Region.US_EAST_1)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
            .endpointOverride(URI.create(provider.url()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
            .overrideConfiguration(
                override -> override.retryStrategy(retries -> retries.maxAttempts(1)))
            .build();
    Reader reader = new Reader();
    ((Publisher<Object>) spans.call(new Calls(client), method, request)).subscribe(reader);
    return reader.done.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static Buffer event(Buffer stream, String kind, String type, String json) {
    Map<String, HeaderValue> headers =
        Map.of(
            ":message-type",
            HeaderValue.fromString(kind),
            kind.equals("event") ? ":event-type" : ":exception-type",
            HeaderValue.fromString(type),
            ":content-type",
            HeaderValue.fromString("application/json"));
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    java.nio.ByteBuffer encoded =
        new software.amazon.awssdk.eventstream.Message(headers, payload).toByteBuffer();
    return stream.write(encoded.array(), 0, encoded.limit());
  }

  private void answers(Buffer events) {
    provider.answers(Headers.of("Content-Type", "application/vnd.amazon.eventstream"), events);
  }

  private static ConverseStreamRequest question() {
    return ConverseStreamRequest.builder()
        .modelId(NOVA)
        .messages(
            Message.builder().role("user").content(ContentBlock.fromText("Rain in Paris?")).build())
        .build();
  }

  private static Buffer begun() {
    Buffer events = new Buffer();
    event(events, "event", "messageStart", "{\"role\":\"assistant\"}");
    event(
        events,
        "event",
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"I will \"}}");
    return event(
        events,
        "event",
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"look.\"}}");
  }

  @Test
  void theEventsOfAConversationAreOneAnswer() throws Exception {
    Buffer events = begun();
    event(events, "event", "contentBlockStop", "{\"contentBlockIndex\":0}");
    event(
        events,
        "event",
        "contentBlockStart",
        "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"t-1\",\"name\":\"weather\"}}}");
    event(
        events,
        "event",
        "contentBlockDelta",
        "{\"contentBlockIndex\":1,\"delta\":{\"toolUse\":{\"input\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}}");
    event(events, "event", "contentBlockStop", "{\"contentBlockIndex\":1}");
    event(events, "event", "messageStop", "{\"stopReason\":\"tool_use\"}");
    event(
        events,
        "event",
        "metadata",
        "{\"usage\":{\"inputTokens\":7,\"outputTokens\":2,\"totalTokens\":9},"
            + "\"metrics\":{\"latencyMs\":1}}");
    answers(events);

    assertThat(read("converse", question())).hasSize(9);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo(NOVA);
    assertThat(spans.text("gen_ai.output.messages"))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"finish_reason\":\"tool_call\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"I will look.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"t-1\",\"name\":\"weather\","
                + "\"arguments\":{\"city\":\"Paris\"}}]}]");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  @Test
  void whatCameBeforeAnExceptionInTheStreamIsKept() {
    Buffer events = begun();
    event(events, "exception", "throttlingException", "{\"message\":\"Too many\"}");
    answers(events);

    assertThatThrownBy(() -> read("converse", question()))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("Too many");

    assertThat(spans.text("gen_ai.output.messages"))
        .contains("I will look.", "\"finish_reason\":\"unknown\"");
    assertThat(spans.text("raglan.error.category")).isEqualTo("rate_limit");
  }

  @Test
  void theChunksOfLlamaAreOneAnswer() throws Exception {
    Buffer events = new Buffer();
    for (String chunk :
        List.of(
            "{\"generation\":\"Par\",\"prompt_token_count\":7,\"generation_token_count\":1,"
                + "\"stop_reason\":null}",
            "{\"generation\":\"is.\",\"prompt_token_count\":null,\"generation_token_count\":2,"
                + "\"stop_reason\":\"stop\",\"amazon-bedrock-invocationMetrics\":"
                + "{\"inputTokenCount\":7,\"outputTokenCount\":2,\"invocationLatency\":1}}")) {
      byte[] bytes = chunk.getBytes(StandardCharsets.UTF_8);
      event(
          events,
          "event",
          "chunk",
          "{\"bytes\":\"" + java.util.Base64.getEncoder().encodeToString(bytes) + "\"}");
    }
    answers(events);

    read(
        "invoke",
        InvokeModelWithResponseStreamRequest.builder()
            .modelId(LLAMA)
            .body(SdkBytes.fromUtf8String("{\"prompt\":\"The capital?\",\"max_gen_len\":64}"))
            .build());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo(LLAMA);
    assertThat(spans.text("input.value")).isEqualTo("The capital?");
    assertThat(spans.text("output.value")).isEqualTo("Paris.");
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly("stop");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }
}
