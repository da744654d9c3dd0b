package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.Raglan;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every field of a generation, said before its start and while it is open. */
class GenerationFieldsTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  private static void sayEverything(GenerationFields<?> generation) {
    generation.prompt("Why?");
    generation.response("Because.");
    generation.systemPrompt("Be brief.");
    generation.promptSlug("answer-v2");
    generation.model("gpt-4o");
    generation.responseModel("gpt-4o-2024-08-06");
    generation.provider("openai");
    generation.functions(List.of(Map.of("name", "f")));
    generation.functionCallResponse("21");
    generation.tools(List.of(Map.of("type", "function", "name", "search")));
    generation.toolChoice("auto");
    generation.toolCalls(List.of());
    generation.externalReferenceId("order-1");
    generation.userQuery("why?");
    generation.context("Some context.");
    generation.expectedResponse("Therefore.");
    generation.customAttributes(Map.of("tier", "gold"));
    generation.promptTokens(10);
    generation.completionTokens(5);
    generation.totalTokens(15);
    generation.cost(0.5);
    generation.responseTime(Duration.ofMillis(350));
    generation.statusCode(200);
    generation.error("none");
    generation.finishReason("stop");
    generation.responseId("resp-1");
    generation.temperature(0.7);
    generation.maxTokens(100);
    generation.topP(0.9);
    generation.topK(40);
    generation.stop("END", "STOP");
    generation.frequencyPenalty(0.1);
    generation.presencePenalty(0.2);
    generation.seed(42);
    generation.modelOptions(Map.of("logprobs", true));
  }

  private void assertEverythingIsWritten() {
    assertThat(FacadeTest.texts(tracing.ended("g")))
        .containsEntry("raglan.prompt.slug", "answer-v2")
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("gen_ai.request.model", "gpt-4o")
        .containsEntry("gen_ai.response.model", "gpt-4o-2024-08-06")
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("raglan.functions", "[{\"name\":\"f\"}]")
        .containsEntry("raglan.function_call_response", "21")
        .containsKey("gen_ai.tool.definitions")
        .containsEntry("raglan.tool_choice", "auto")
        .containsEntry("raglan.tool_calls", "[]")
        .containsEntry("raglan.reference_id", "order-1")
        .containsEntry("raglan.user_query", "why?")
        .containsEntry("raglan.context", "Some context.")
        .containsEntry("raglan.expected_response", "Therefore.")
        .containsEntry("metadata", "{\"tier\":\"gold\"}")
        .containsEntry("gen_ai.usage.input_tokens", "10")
        .containsEntry("gen_ai.usage.output_tokens", "5")
        .containsEntry("llm.token_count.total", "15")
        .containsEntry("raglan.cost.total", "0.5")
        .containsEntry("raglan.response_time", "350")
        .containsEntry("raglan.status_code", "200")
        .containsEntry("raglan.error", "none")
        .containsEntry("gen_ai.response.finish_reasons", "[stop]")
        .containsEntry("gen_ai.response.id", "resp-1")
        .containsEntry("gen_ai.request.temperature", "0.7")
        .containsEntry("gen_ai.request.max_tokens", "100")
        .containsEntry("gen_ai.request.top_p", "0.9")
        .containsEntry("gen_ai.request.top_k", "40.0")
        .containsEntry("gen_ai.request.stop_sequences", "[END, STOP]")
        .containsEntry("gen_ai.request.frequency_penalty", "0.1")
        .containsEntry("gen_ai.request.presence_penalty", "0.2")
        .containsEntry("gen_ai.request.seed", "42")
        .containsKey("llm.invocation_parameters")
        .hasEntrySatisfying("gen_ai.input.messages", text -> assertThat(text).contains("Why?"))
        .hasEntrySatisfying(
            "gen_ai.output.messages", text -> assertThat(text).contains("Because."));
  }

  @Test
  void everyFieldSaidBeforeTheStartIsWritten() {
    GenerationBuilder builder = raglan.generation("g");
    sayEverything(builder);
    builder.startDetached().end();

    assertEverythingIsWritten();
  }

  @Test
  void everyFieldSaidWhileItIsOpenIsWritten() {
    ActiveGeneration generation = raglan.generation("g").startDetached();
    sayEverything(generation);
    generation.end();

    assertEverythingIsWritten();
  }

  @Test
  void customerUserSessionEnvironmentAndTopicAreFieldsToo() {
    raglan
        .generation("g")
        .sessionId("s")
        .customerId("c")
        .customerUserId("u")
        .environment("staging")
        .topic("billing")
        .startDetached()
        .end();

    assertThat(FacadeTest.texts(tracing.ended("g")))
        .containsEntry("session.id", "s")
        .containsEntry("raglan.customer.id", "c")
        .containsEntry("user.id", "u")
        .containsEntry("deployment.environment.name", "staging")
        .containsEntry("raglan.topic", "billing");
  }

  @Test
  void embeddingsAreAnOperationOfTheirOwn() {
    raglan.generation("e").operation(Operation.EMBEDDINGS).startDetached().end();

    assertThat(FacadeTest.texts(tracing.ended("e")))
        .containsEntry("gen_ai.operation.name", "embeddings")
        .containsEntry("openinference.span.kind", "EMBEDDING");
  }

  @Test
  void whatTheConfigurationKeepsPrivateTheFacadeDoesNotDisclose() {
    CapturePolicy policy = CapturePolicy.DEFAULT;
    Raglan discreet =
        Raglan.builder(tracing.sdk())
            .capture(new CapturePolicy(false, false, policy.exceptions(), policy.limits()))
            .build();
    discreet
        .generation("g")
        .model("gpt-4o")
        .prompt("secret question")
        .input("secret input")
        .startDetached()
        .response("secret answer")
        .output("secret output")
        .end();

    assertThat(FacadeTest.texts(tracing.ended("g")))
        .containsEntry("gen_ai.request.model", "gpt-4o")
        .allSatisfy((key, value) -> assertThat(value).doesNotContain("secret"));
  }

  @Test
  void aNegativeResponseTimeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raglan.generation("g").responseTime(Duration.ofMillis(-1)));
  }
}
