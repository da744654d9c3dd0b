package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.PlainRanker;
import dev.raglan.contract.subject.PlainRetriever;
import dev.raglan.contract.subject.Ranker;
import dev.raglan.contract.subject.Retriever;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Annotations that stand on an interface alone. */
abstract class InterfaceContract extends ContractGroup {

  InterfaceContract(Weaver weaver) {
    super(weaver);
  }

  private Retriever retriever() {
    return traced(Retriever.class, PlainRetriever::new);
  }

  @Test
  void countsTheAnnotationOfAnInterfacesMethod() {
    retriever().retrieve("raglan", "a-key");

    assertThat(span())
        .hasName("PlainRetriever.retrieve")
        .hasAttribute(RaglanAttributes.EVENT_TYPE, "retrieval");
  }

  @Test
  void countsTheAnnotationsOfAnInterfacesParametersAndResults() {
    retriever().retrieve("raglan", "a-key");

    assertThat(input(span())).isEqualTo("raglan");
    assertThat(span()).hasAttribute(AttributeKey.stringKey("first"), "A raglan is a sleeve.");
  }

  @Test
  void prefersTheAnnotationOfTheClass() {
    retriever().overridden();

    assertThat(span()).hasName("of the class");
  }

  @Test
  void countsTheAnnotationOfADefaultMethod() {
    assertThat(retriever().byDefault()).isEqualTo("default");

    assertThat(span()).hasName("a default");
  }

  @Test
  void countsTheAnnotationOfAnInterface() {
    List<String> ranked = traced(Ranker.class, PlainRanker::new).rank(List.of("b", "a"));

    assertThat(ranked).containsExactly("a", "b");
    assertThat(span())
        .hasName("PlainRanker.rank")
        .hasAttribute(OpenInference.TAGS, List.of("ranking"));
  }
}
