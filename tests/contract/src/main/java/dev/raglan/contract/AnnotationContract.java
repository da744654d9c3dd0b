package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.AnnotatedDeclarations;
import dev.raglan.contract.subject.Declarations;
import dev.raglan.contract.subject.catalog.AnnotatedCatalog;
import dev.raglan.contract.subject.catalog.Catalog;
import dev.raglan.contract.subject.catalog.InheritingCatalog;
import dev.raglan.contract.subject.catalog.LlmCatalog;
import dev.raglan.contract.subject.catalog.NamedCatalog;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The meaning of annotations on methods and classes. */
abstract class AnnotationContract extends ContractGroup {

  AnnotationContract(Weaver weaver) {
    super(weaver);
  }

  private SpanData calling(Consumer<Declarations> call) {
    call.accept(traced(Declarations.class, AnnotatedDeclarations::new));
    return span();
  }

  @Test
  void namesASpanByItsName() {
    assertThat(calling(Declarations::byName)).hasName("manual name");
  }

  @Test
  void prefersTheNameToTheValue() {
    assertThat(calling(Declarations::byBoth)).hasName("name");
  }

  @Test
  void namesTheMethodThatRan() {
    assertThat(calling(Declarations::byValue))
        .hasAttribute(
            RaglanAttributes.CODE_FUNCTION, AnnotatedDeclarations.class.getName() + ".byValue");
  }

  @Test
  void writesTheTypeOfAStep() {
    assertThat(calling(Declarations::tool))
        .hasAttribute(RaglanAttributes.SPAN_TYPE, "tool")
        .hasAttribute(OpenInference.SPAN_KIND, "TOOL")
        .hasAttribute(GenAi.OPERATION_NAME, "execute_tool");
  }

  @Test
  void writesATypeOfTheApplicationsOwn() {
    assertThat(calling(Declarations::custom)).hasAttribute(RaglanAttributes.SPAN_TYPE, "scorer");
  }

  @Test
  void writesTagsAndConstantAttributes() {
    assertThat(calling(Declarations::decorated))
        .hasAttribute(OpenInference.TAGS, List.of("search", "beta"))
        .hasAttribute(AttributeKey.stringKey("team"), "search")
        .hasAttribute(AttributeKey.stringKey("tier"), "1")
        .hasAttribute(AttributeKey.stringKey("formula"), "a=b");
  }

  @Test
  void leavesOutAttributesThatAreMalformed() {
    assertThat(calling(Declarations::malformed))
        .hasAttribute(AttributeKey.stringKey("team"), "search");
  }

  @Test
  void putsTheBuildersTagsBeforeTheAnnotations() {
    use(RecordedTracing.open(builder -> builder.tags("everywhere")));

    assertThat(calling(Declarations::decorated))
        .hasAttribute(OpenInference.TAGS, List.of("everywhere", "search", "beta"));
  }

  @Test
  void writesWhatAGenerationIs() {
    assertThat(calling(Declarations::generation))
        .hasKind(SpanKind.CLIENT)
        .hasAttribute(OpenInference.SPAN_KIND, "LLM")
        .hasAttribute(GenAi.OPERATION_NAME, "chat")
        .hasAttribute(GenAi.PROVIDER_NAME, "openai")
        .hasAttribute(GenAi.REQUEST_MODEL, "gpt-4o")
        .hasAttribute(RaglanAttributes.PROMPT_SLUG, "answer-v2");
  }

  @Test
  void writesWhatAnEmbeddingIs() {
    assertThat(calling(Declarations::embeddings))
        .hasAttribute(OpenInference.SPAN_KIND, "EMBEDDING")
        .hasAttribute(GenAi.OPERATION_NAME, "embeddings");
  }

  @Test
  void writesWhatARagEventIs() {
    assertThat(calling(Declarations::event))
        .hasName("vector search")
        .hasAttribute(RaglanAttributes.EVENT_TYPE, "retrieval")
        .hasAttribute(RaglanAttributes.EVENT_NAME, "vector search")
        .hasAttribute(OpenInference.SPAN_KIND, "RETRIEVER");
  }

  @Test
  void makesOneSpanOfTwoAnnotations() {
    assertThat(calling(Declarations::eventAndTraced))
        .hasName("pipeline")
        .hasAttribute(RaglanAttributes.EVENT_TYPE, "query")
        .hasAttribute(OpenInference.SPAN_KIND, "CHAIN");
  }

  @Test
  void countsAnnotationsOfTheApplicationsOwn() {
    assertThat(calling(Declarations::metaAnnotated))
        .hasName("AnnotatedDeclarations.metaAnnotated")
        .hasAttribute(GenAi.REQUEST_MODEL, "gpt-4o")
        .hasAttribute(OpenInference.TAGS, List.of("llm"));
  }

  @Test
  void leavesOtherMethodsAlone() {
    traced(Declarations.class, AnnotatedDeclarations::new).plain();

    assertThat(spans()).isEmpty();
  }

  @Test
  void countsATypesAnnotationForItsPublicMethods() {
    traced(Catalog.class, AnnotatedCatalog::new).find("b-1");

    assertThat(span())
        .hasName("AnnotatedCatalog.find")
        .hasAttribute(OpenInference.TAGS, List.of("catalog"));
    assertThat(output(span())).isEqualTo("book b-1");
  }

  @Test
  void prefersAMethodsAnnotationToItsTypes() {
    traced(Catalog.class, AnnotatedCatalog::new).described();

    assertThat(span()).hasName("described").satisfies(s -> assertThat(tagsOf(s)).isNull());
  }

  private static List<String> tagsOf(SpanData span) {
    return span.getAttributes().get(OpenInference.TAGS);
  }

  @Test
  @SuppressWarnings("EqualsWithItself")
  void doesNotCountATypesAnnotationForTheMethodsOfObject() {
    Catalog catalog = traced(Catalog.class, AnnotatedCatalog::new);

    // Spring's proxies have hash codes of their own.
    assertThat(catalog).hasToString("a catalog").hasSameHashCodeAs(catalog);
    assertThat(new AnnotatedCatalog().equals(new AnnotatedCatalog())).isTrue();

    assertThat(spans()).isEmpty();
  }

  @Test
  void putsATypesNameForTheClass() {
    traced(Catalog.class, NamedCatalog::new).find("b-1");

    assertThat(span()).hasName("books.find");
  }

  @Test
  void countsAnAnnotationOfTheApplicationsOwnOnTheType() {
    traced(Catalog.class, LlmCatalog::new).find("b-1");

    assertThat(span()).hasName("LlmCatalog.find").hasAttribute(GenAi.PROVIDER_NAME, "openai");
  }

  @Test
  void countsTheAnnotationOfASuperclassForAMethodThatOverrides() {
    traced(Catalog.class, InheritingCatalog::new).find("b-1");

    assertThat(span()).hasName("InheritingCatalog.find");
    assertThat(output(span())).isEqualTo("inherited b-1");
  }

  @Test
  void countsTheAnnotationOfAnInheritedMethod() {
    traced(Catalog.class, InheritingCatalog::new).described();

    assertThat(span()).hasName("described");
  }
}
