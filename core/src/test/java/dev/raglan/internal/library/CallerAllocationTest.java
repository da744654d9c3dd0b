package dev.raglan.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.management.ThreadMXBean;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.TokenUsage;
import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * No call with a library's values, or with beans, makes its caller's thread allocate more than it
 * did. The optimizing compiler leaves allocations out and adds none, so that the limits hold with
 * and without it.
 */
class CallerAllocationTest {

  private static final int CALLS = 200;
  private static final int ROUNDS = 8;

  private static final String QUESTION = "What is a raglan sleeve, and who wore the first one?";
  private static final String ANSWER = "A sleeve that reaches up to the collar in one piece.";

  /** A document that can change. */
  static final class Found {
    public String text = ANSWER;
    public double score = 0.9;
    public Map<String, String> metadata = Map.of("source", "wiki");
  }

  /** A message that can change. */
  static final class Turn {
    public String role = "user";
    public String content = QUESTION;
  }

  /** An answer that can change. */
  static final class Answered {
    public String model = "gpt-4o";
    public String content = ANSWER;
    public String finishReason = "stop";
  }

  @SuppressWarnings("unused")
  static final class Service {

    @Traced
    Object beans(String query, int topK) {
      return IntStream.range(0, 5).mapToObj(i -> new Found()).toList();
    }

    @Generation(provider = "own")
    Object generation(String model, List<Turn> messages) {
      return new Answered();
    }

    @Generation(provider = "openai")
    Object openAi(ChatCompletionCreateParams request) throws Exception {
      return ObjectMappers.jsonMapper()
          .readValue(
              """
              {"id":"c-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[
                {"index":0,"message":{"role":"assistant","content":"%s","refusal":null},
                 "logprobs":null,"finish_reason":"stop"}],
               "usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}
              """
                  .formatted(ANSWER),
              ChatCompletion.class);
    }

    @Generation(provider = "openai")
    Object springAi(Prompt prompt) {
      return new ChatResponse(
          List.of(
              new org.springframework.ai.chat.model.Generation(
                  new org.springframework.ai.chat.messages.AssistantMessage(ANSWER),
                  ChatGenerationMetadata.builder().finishReason("STOP").build())),
          ChatResponseMetadata.builder().model("gpt-4o").usage(new DefaultUsage(20, 10)).build());
    }

    @Generation(provider = "openai")
    Object langChain4j(ChatRequest request) {
      return dev.langchain4j.model.chat.response.ChatResponse.builder()
          .aiMessage(AiMessage.from(ANSWER))
          .modelName("gpt-4o")
          .tokenUsage(new TokenUsage(20, 10))
          .build();
    }
  }

  private static Object[] arguments(String name) {
    return switch (name) {
      case "generation" -> new Object[] {"gpt-4o", new ArrayList<>(List.of(new Turn()))};
      case "openAi" ->
          new Object[] {
            ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(QUESTION).build()
          };
      case "springAi" ->
          new Object[] {new Prompt(QUESTION, ChatOptions.builder().model("gpt-4o").build())};
      case "langChain4j" ->
          new Object[] {
            ChatRequest.builder()
                .modelName("gpt-4o")
                .messages(SystemMessage.from(ANSWER), UserMessage.from(QUESTION))
                .build()
          };
      default -> new Object[] {QUESTION, 5};
    };
  }

  private record Call(Object target, Method method, Object[] arguments, Object result)
      implements Invocation {

    @Override
    public Class<?> targetClass() {
      return Service.class;
    }

    @Override
    public boolean proxied() {
      return false;
    }

    @Override
    public Object proceed() {
      return result;
    }
  }

  // In bytes a call, a tenth above what was measured with C1 alone, JDK 17.0.15. When a call comes
  // to allocate less, lower its limit.
  @ParameterizedTest
  @CsvSource({
    "beans, 4600",
    "generation, 2350",
    "openAi, 1400",
    "springAi, 3200",
    "langChain4j, 1450"
  })
  void theCallersThreadAllocatesNoMoreForACall(String name, long most) throws Throwable {
    Method method =
        Arrays.stream(Service.class.getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Object[] arguments = arguments(name);
    Service service = new Service();
    Call call = new Call(service, method, arguments, method.invoke(service, arguments));
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    try (Raglan raglan = Raglan.builder().exportTo(new GivenTarget("kept", spans)).build()) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long least = Long.MAX_VALUE;
      for (int i = 0; i < ROUNDS; i++) {
        spans.reset();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        InvocationTracer tracer = InvocationTracer.of(raglan);
        for (int j = 0; j < CALLS; j++) {
          tracer.around(call);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - allocated);
        assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
        assertThat(spans.getFinishedSpanItems()).hasSize(CALLS);
      }
      assertThat(least / CALLS).as("bytes of the caller for a call").isBetween(1L, most);
    }
  }
}
