package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.BoundChatModel;
import dev.raglan.contract.subject.ChatModel;
import dev.raglan.contract.subject.ChatModel.Options;
import dev.raglan.contract.subject.ChatModel.Reply;
import dev.raglan.contract.subject.ChatModel.Sampling;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.model.CaptureMode;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The bindings of arguments and results. */
abstract class BindingContract extends ContractGroup {

  private static final Options OPTIONS =
      new Options("gpt-4o", new Sampling(0.2, List.of("END", "STOP")));

  BindingContract(Weaver weaver) {
    super(weaver);
  }

  private ChatModel model() {
    return traced(ChatModel.class, BoundChatModel::new);
  }

  @Test
  void bindsArgumentsAndWhatPathsFindInThem() {
    model().complete("Hello", OPTIONS, "u-7");

    assertThat(span())
        .hasAttribute(GenAi.PROVIDER_NAME, "openai")
        .hasAttribute(GenAi.REQUEST_MODEL, "gpt-4o")
        .hasAttribute(RaglanAttributes.CUSTOMER_USER_ID, "u-7")
        .hasAttribute(OpenInference.USER_ID, "u-7");
    assertThat(span().getAttributes().get(GenAi.INPUT_MESSAGES)).contains("Hello");
  }

  @Test
  void bindsWhatPathsFindInTheResult() {
    Reply reply = model().complete("Hello", OPTIONS, "u-7");

    assertThat(reply).isEqualTo(Reply.of("echo: Hello"));
    assertThat(span())
        .hasAttribute(GenAi.USAGE_INPUT_TOKENS, 12L)
        .hasAttribute(GenAi.USAGE_OUTPUT_TOKENS, 34L)
        .hasAttribute(AttributeKey.stringKey("reply.choices"), "[{\"text\":\"echo: Hello\"}]");
    assertThat(span().getAttributes().get(GenAi.OUTPUT_MESSAGES)).contains("echo: Hello");
  }

  @Test
  void bindsWhatPathsFindInAResultThatArrivesLater() {
    CompletableFuture<Reply> reply = new CompletableFuture<>();

    model().completeLater(reply);
    reply.complete(Reply.of("later"));

    assertThat(span()).hasAttribute(GenAi.USAGE_OUTPUT_TOKENS, 34L);
  }

  @Test
  void leavesOutWhatPathsDoNotFind() {
    model().complete("Hello", new Options(null, null), null);

    assertThat(span().getAttributes().get(GenAi.REQUEST_MODEL)).isNull();
    assertThat(span().getAttributes().get(RaglanAttributes.CUSTOMER_USER_ID)).isNull();
    assertThat(span().getAttributes().asMap())
        .doesNotContainKey(AttributeKey.stringKey("reply.missing"));
  }

  @Test
  void writesArgumentsAsAttributesOfTheirOwn() {
    model().annotate("billing", 3, 0.5, true, OPTIONS);

    assertThat(span())
        .hasAttribute(AttributeKey.stringKey("topic"), "billing")
        .hasAttribute(AttributeKey.longKey("limit.max"), 3L)
        .hasAttribute(AttributeKey.doubleKey("ratio"), 0.5)
        .hasAttribute(AttributeKey.booleanKey("fresh"), true)
        .hasAttribute(AttributeKey.doubleKey("temperature"), 0.2);
  }

  @Test
  void writesWhatIsNoScalarAsJson() {
    model().complete("Hello", OPTIONS, "u-7");

    assertThat(span()).hasAttribute(AttributeKey.stringKey("options.stop"), "[\"END\",\"STOP\"]");
  }

  @Test
  void writesNoAttributeForNull() {
    model().annotateMissing(null);
    model().annotateMissing(new Options("m", null));

    assertThat(spans())
        .hasSize(2)
        .allSatisfy(
            s ->
                assertThat(s.getAttributes().asMap())
                    .doesNotContainKey(AttributeKey.doubleKey("temperature")));
  }

  @Test
  void hidesMaskedArgumentsWhereTheyAreBoundToo() {
    model().secretive("Hello", "a-key");

    assertThat(span()).hasAttribute(AttributeKey.stringKey("key"), "***");
    assertThat(span().getAttributes().toString()).doesNotContain("a-key");
  }

  @Test
  void disclosesNoContentByBindingWhereCaptureIsOff() {
    model().uncaptured("what the user typed", "gpt-4o");

    assertThat(span()).hasAttribute(GenAi.REQUEST_MODEL, "gpt-4o");
    assertThat(span().getAttributes().toString())
        .doesNotContain("what the user typed")
        .doesNotContain("answer");
  }

  @Test
  void asksTheDeciderWithTheBoundUser() {
    use(
        RecordedTracing.open(
            builder ->
                builder.captureDecider(
                    request ->
                        "u-7".equals(request.traceContext().customerUserId())
                            ? CaptureMode.NONE
                            : CaptureMode.FULL)));

    model().complete("what u-7 typed", OPTIONS, "u-7");
    model().complete("what u-8 typed", OPTIONS, "u-8");

    assertThat(spans().get(0).toString()).doesNotContain("typed").contains("u-7");
    assertThat(spans().get(1).toString()).contains("what u-8 typed");
  }

  @Test
  void tellsSamplersOfTheBoundModel() {
    use(RecordedTracing.sampled(new OnlyModel("gpt-4o")));

    model().uncaptured("prompt", "gpt-4o");
    model().uncaptured("prompt", "o3");

    assertThat(span()).hasAttribute(GenAi.REQUEST_MODEL, "gpt-4o");
  }

  private record OnlyModel(String model) implements Sampler {

    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return model.equals(attributes.get(GenAi.REQUEST_MODEL))
          ? SamplingResult.recordAndSample()
          : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
      return "OnlyModel";
    }
  }
}
