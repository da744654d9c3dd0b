package dev.raglan.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.service.AiServices;
import dev.raglan.annotation.Traced;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.test.util.AopTestUtils;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Tools that are traced keep working, with the libraries that look for them by reflection. */
@ExtendWith(OutputCaptureExtension.class)
class ToolBeansTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(RecordedSpans.class);

  @Test
  void answersChatClientsToolCallsAndTracesThem() {
    runner
        .withBean(PetTools.class)
        .run(
            context -> {
              ChatClient client =
                  ChatClient.builder(
                          new AskingModel("find_owners", "{\"names\":[\"Ann\"],\"most\":3}"))
                      .defaultTools(context.getBean(PetTools.class))
                      .build();
              assertThat(client.prompt("who?").call().content()).isEqualTo("\"[Ann] of 3\"");
              assertThat(onlySpan(context))
                  .satisfies(ToolBeansTest::isATool)
                  .extracting(SpanData::getName)
                  .isEqualTo("find_owners");
              assertThat(onlySpan(context).getAttributes().toString()).contains("Ann", "most");
            });
  }

  @Test
  void answersCallbacksMadeOfTheBean() {
    runner
        .withBean(PetTools.class)
        .run(
            context -> {
              Map<String, ToolCallback> callbacks =
                  List.of(ToolCallbacks.from(context.getBean(PetTools.class))).stream()
                      .collect(
                          Collectors.toMap(each -> each.getToolDefinition().name(), each -> each));
              assertThat(callbacks).containsOnlyKeys("find_owners", "vets", "untraced");
              assertThat(callbacks.get("find_owners").getToolDefinition())
                  .usingRecursiveComparison()
                  .isEqualTo(
                      List.of(ToolCallbacks.from(new PetTools())).stream()
                          .map(ToolCallback::getToolDefinition)
                          .filter(each -> each.name().equals("find_owners"))
                          .findFirst()
                          .orElseThrow());
              assertThat(callbacks.get("vets").call("{\"specialty\":\"x\"}"))
                  .isEqualTo("\"vets for x\"");
              assertThat(callbacks.get("untraced").call("{}")).isEqualTo("\"fine\"");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("PetTools.vets");
              assertThat(onlySpan(context).getAttributes().asMap())
                  .contains(entry(GenAi.TOOL_NAME, "vets"), entry(OpenInference.TOOL_NAME, "vets"));
            });
  }

  @Test
  void answersToolCallsOfAiServicesAndTracesThem() {
    runner
        .withBean(WeatherTools.class)
        .run(
            context -> {
              Assistant assistant =
                  AiServices.builder(Assistant.class)
                      .chatModel(
                          new AskingLangChain4jModel("forecast", "{\"city\":\"Ulm\",\"days\":2}"))
                      .tools(context.getBean(WeatherTools.class))
                      .build();
              assertThat(assistant.chat("weather?")).isEqualTo("rain in Ulm for 2");
              assertThat(onlySpan(context))
                  .satisfies(ToolBeansTest::isATool)
                  .extracting(SpanData::getName)
                  .isEqualTo("forecast");
            });
  }

  @Test
  void passesTheExceptionOfAToolThrough() {
    runner
        .withBean(WeatherTools.class)
        .run(
            context -> {
              WeatherTools tools = context.getBean(WeatherTools.class);
              assertThat(org.assertj.core.api.Assertions.catchThrowable(tools::fail))
                  .isSameAs(WeatherTools.FAILURE);
              assertThat(RecordedSpans.namesOf(context)).containsExactly("WeatherTools.fail");
            });
  }

  @Test
  void joinsTheProxyThatAToolHasAnyway() {
    runner
        .withBean(PublicTools.class)
        .withUserConfiguration(Transactions.class)
        .run(
            context -> {
              ToolCallback callback = ToolCallbacks.from(context.getBean(PublicTools.class))[0];
              assertThat(callback.call("{}")).isEqualTo("\"stored\"");
              assertThat(RecordedSpans.namesOf(context)).containsExactly("PublicTools.store");
            });
  }

  @Test
  void leavesAToolAloneThatASubclassWouldChange(CapturedOutput output) {
    runner
        .withBean("open", OpenTools.class)
        .run(
            context -> {
              ToolCallback callback = ToolCallbacks.from(context.getBean(OpenTools.class))[0];
              assertThat(callback.call("{}")).isEqualTo("\"open\"");
              assertThat(context.getBean(OpenTools.class).state).isEqualTo("open");
              assertThat(RecordedSpans.of(context)).isEmpty();
            });
    assertThat(output)
        .containsOnlyOnce("bean 'open': calls of " + OpenTools.class.getName() + ".state are not")
        .contains("the visible field " + OpenTools.class.getName() + ".state");
  }

  @Test
  void isAProxyToSpring() {
    runner
        .withBean(WeatherTools.class)
        .run(
            context -> {
              WeatherTools tools = context.getBean(WeatherTools.class);
              assertThat(AopUtils.isAopProxy(tools)).isTrue();
              assertThat(AopUtils.getTargetClass(tools)).isEqualTo(WeatherTools.class);
              assertThat(AopTestUtils.<Object>getUltimateTargetObject(tools).getClass())
                  .isEqualTo(WeatherTools.class);
              ((Advised) tools).addAdvice((MethodInterceptor) call -> "also " + call.proceed());
              assertThat(tools.forecast("Ulm", 1)).isEqualTo("also rain in Ulm for 1");
            });
  }

  @Test
  void looksLikeTheClassToReflection() throws Exception {
    runner
        .withBean(WeatherTools.class)
        .run(
            context -> {
              Class<?> seen = context.getBean(WeatherTools.class).getClass();
              assertThat(seen.getModifiers()).isEqualTo(0);
              assertThat(seen.isAnnotationPresent(Component.class)).isTrue();
              var forecast = seen.getDeclaredMethod("forecast", String.class, int.class);
              var original =
                  WeatherTools.class.getDeclaredMethod("forecast", String.class, int.class);
              assertThat(forecast.getAnnotations()).containsExactly(original.getAnnotations());
              assertThat(forecast.getParameters()[0].getName()).isEqualTo("city");
              assertThat(forecast.getParameters()[0].getAnnotations())
                  .containsExactly(original.getParameters()[0].getAnnotations());
              assertThat(seen.getDeclaredMethod("many", List.class).getGenericParameterTypes())
                  .containsExactly(
                      WeatherTools.class
                          .getDeclaredMethod("many", List.class)
                          .getGenericParameterTypes());
            });
  }

  private static SpanData onlySpan(ApplicationContext context) {
    List<SpanData> spans = RecordedSpans.of(context);
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  private static void isATool(SpanData span) {
    assertThat(span.getAttributes().asMap()).contains(entry(RaglanAttributes.SPAN_TYPE, "tool"));
  }

  /** As an application writes them: package-private. */
  @Component
  static class PetTools {

    @Tool(name = "find_owners", description = "Finds owners")
    @Traced
    public String find(
        @ToolParam(description = "names") List<String> names,
        @ToolParam(required = false) int most) {
      return names + " of " + most;
    }

    @Tool
    @Traced(type = SpanType.TOOL)
    public String vets(String specialty) {
      return "vets for " + specialty;
    }

    @Tool
    String untraced() {
      return "fine";
    }
  }

  @Component
  static class WeatherTools {

    static final IllegalStateException FAILURE = new IllegalStateException("no");

    @dev.langchain4j.agent.tool.Tool("Says what the weather will be")
    @Traced("forecast")
    String forecast(@P("the city") String city, int days) {
      return "rain in " + city + " for " + days;
    }

    @dev.langchain4j.agent.tool.Tool
    @Traced
    long many(List<String> cities) {
      return cities.size();
    }

    @dev.langchain4j.agent.tool.Tool
    @Traced
    void fail() {
      throw FAILURE;
    }
  }

  public static class PublicTools {

    @Tool
    @Traced
    @Transactional
    public String store() {
      return "stored";
    }
  }

  static class OpenTools {

    String state = "open";

    @Tool
    @Traced
    String state() {
      return state;
    }
  }

  interface Assistant {
    String chat(String question);
  }

  @EnableTransactionManagement
  @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
  static class Transactions {

    @org.springframework.context.annotation.Bean
    AdvisorOrderTest.FailingToCommit transactionManager() {
      return new AdvisorOrderTest.FailingToCommit() {
        @Override
        protected void doCommit(
            org.springframework.transaction.support.DefaultTransactionStatus status) {}
      };
    }
  }

  /** Asks for one tool call, and answers with what it gives. */
  private record AskingModel(String tool, String arguments) implements ChatModel {

    @Override
    public ChatOptions getOptions() {
      return ToolCallingChatOptions.builder().build();
    }

    @Override
    public ChatResponse call(Prompt prompt) {
      return prompt.getInstructions().stream()
          .filter(ToolResponseMessage.class::isInstance)
          .map(ToolResponseMessage.class::cast)
          .map(each -> new AssistantMessage(each.getResponses().get(0).responseData()))
          .findFirst()
          .map(each -> new ChatResponse(List.of(new Generation(each))))
          .orElseGet(this::ask);
    }

    private ChatResponse ask() {
      AssistantMessage asking =
          AssistantMessage.builder()
              .content("")
              .toolCalls(List.of(new AssistantMessage.ToolCall("1", "function", tool, arguments)))
              .build();
      return new ChatResponse(List.of(new Generation(asking)));
    }
  }

  private record AskingLangChain4jModel(String tool, String arguments)
      implements dev.langchain4j.model.chat.ChatModel {

    @Override
    public dev.langchain4j.model.chat.response.ChatResponse doChat(ChatRequest request) {
      AiMessage message =
          request.messages().stream()
              .filter(ToolExecutionResultMessage.class::isInstance)
              .map(each -> AiMessage.from(((ToolExecutionResultMessage) each).text()))
              .findFirst()
              .orElseGet(
                  () ->
                      AiMessage.from(
                          ToolExecutionRequest.builder()
                              .id("1")
                              .name(tool)
                              .arguments(arguments)
                              .build()));
      return dev.langchain4j.model.chat.response.ChatResponse.builder().aiMessage(message).build();
    }
  }
}
