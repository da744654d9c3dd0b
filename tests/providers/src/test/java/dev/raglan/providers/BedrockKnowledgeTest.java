package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockagentruntime.model.Citation;
import software.amazon.awssdk.services.bedrockagentruntime.model.KnowledgeBaseRetrievalResult;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrieveAndGenerateResponse;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrieveResponse;
import software.amazon.awssdk.services.bedrockagentruntime.model.RetrievedReference;

/** Amazon's own client of Bedrock's knowledge bases. */
class BedrockKnowledgeTest {

  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    @RagEvent(RagEventType.RETRIEVAL)
    RetrieveResponse retrieve(RetrieveResponse found, String query) {
      return found;
    }

    @Generation(provider = "aws.bedrock")
    RetrieveAndGenerateResponse answer(RetrieveAndGenerateResponse answer, String question) {
      return answer;
    }
  }

  @Test
  void resultsAreDocuments() throws Exception {
    RetrieveResponse found =
        RetrieveResponse.builder()
            .retrievalResults(
                KnowledgeBaseRetrievalResult.builder()
                    .content(content -> content.text("Paris is the capital.").type("TEXT"))
                    .score(0.75)
                    .metadata(Map.of("page", Document.fromNumber(3)))
                    .build())
            .build();

    spans.call(new Calls(), "retrieve", found, "capital");

    assertThat(spans.text("retrieval.documents.0.document.content"))
        .isEqualTo("Paris is the capital.");
    assertThat(spans.number("retrieval.documents.0.document.score")).isEqualTo(0.75);
    assertThat(spans.text("retrieval.documents.0.document.metadata")).contains("3");
  }

  @Test
  void anAnswerIsReadWithTheDocumentsThatItCites() throws Exception {
    RetrieveAndGenerateResponse answer =
        RetrieveAndGenerateResponse.builder()
            .sessionId("s-1")
            .output(output -> output.text("Paris."))
            .citations(
                Citation.builder()
                    .retrievedReferences(
                        RetrievedReference.builder()
                            .content(content -> content.text("Paris is the capital."))
                            .location(location -> location.s3Location(s3 -> s3.uri("s3://pages/a")))
                            .build())
                    .build())
            .build();

    spans.call(new Calls(), "answer", answer, "Capital of France?");

    assertThat(spans.text("gen_ai.output.messages")).contains("\"content\":\"Paris.\"");
    assertThat(spans.text("input.value")).contains("Capital of France?");
    assertThat(spans.text("retrieval.documents.0.document.id")).isEqualTo("s3://pages/a");
    assertThat(spans.text("retrieval.documents.0.document.content"))
        .isEqualTo("Paris is the capital.");
  }
}
