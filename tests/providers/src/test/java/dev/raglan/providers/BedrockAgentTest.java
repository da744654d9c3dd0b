package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockagentruntime.model.FlowResponseStream;
import software.amazon.awssdk.services.bedrockagentruntime.model.InlineAgentResponseStream;
import software.amazon.awssdk.services.bedrockagentruntime.model.ResponseStream;

/** The events of Bedrock's agents and flows, in Amazon's own client. */
class BedrockAgentTest {

  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    @Generation(provider = "aws.bedrock")
    List<?> invoke(List<?> events) {
      return events;
    }
  }

  @Test
  void theTextsOfAnAgentAreItsAnswerAndItsTracesTellWhatItTook() throws Exception {
    List<ResponseStream> events =
        List.of(
            ResponseStream.traceBuilder()
                .agentId("a")
                .sessionId("s")
                .trace(
                    trace ->
                        trace.orchestrationTrace(
                            step ->
                                step.modelInvocationOutput(
                                    output ->
                                        output.metadata(
                                            metadata ->
                                                metadata.usage(
                                                    usage ->
                                                        usage.inputTokens(7).outputTokens(2))))))
                .build(),
            ResponseStream.chunkBuilder().bytes(SdkBytes.fromUtf8String("Par")).build(),
            ResponseStream.chunkBuilder().bytes(SdkBytes.fromUtf8String("is.")).build());

    spans.call(new Calls(), "invoke", events);

    assertThat(spans.text("gen_ai.output.messages")).contains("\"content\":\"Paris.\"");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
  }

  @Test
  void theTextsOfAnInlineAgentAreItsAnswer() throws Exception {
    List<InlineAgentResponseStream> events =
        List.of(
            InlineAgentResponseStream.chunkBuilder().bytes(SdkBytes.fromUtf8String("Par")).build(),
            InlineAgentResponseStream.chunkBuilder().bytes(SdkBytes.fromUtf8String("is.")).build());

    spans.call(new Calls(), "invoke", events);

    assertThat(spans.text("gen_ai.output.messages")).contains("\"content\":\"Paris.\"");
  }

  @Test
  void theOutputOfAFlowIsItsAnswer() throws Exception {
    List<FlowResponseStream> events =
        List.of(
            FlowResponseStream.flowOutputEventBuilder()
                .content(content -> content.document(Document.fromString("Paris.")))
                .build(),
            FlowResponseStream.flowCompletionEventBuilder().completionReason("SUCCESS").build());

    spans.call(new Calls(), "invoke", events);

    assertThat(spans.text("gen_ai.output.messages"))
        .contains("\"content\":\"Paris.\"", "\"finish_reason\":\"stop\"");
  }
}
