package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RaglanWebAutoConfiguration;
import dev.raglan.spring.internal.config.RaglanFailureAnalyzer;
import dev.raglan.spring.properties.RaglanProperties;
import dev.raglan.trace.TraceContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Trace contexts that are read from requests, and the checks of what is configured. */
class RequestAttributesTest {

  private static final AutoConfigurations RAGLAN =
      AutoConfigurations.of(RaglanAutoConfiguration.class, RaglanWebAutoConfiguration.class);

  private final WebApplicationContextRunner servlet =
      new WebApplicationContextRunner().withConfiguration(RAGLAN);

  private final RequestAttributes attributes =
      new RequestAttributes(new RaglanProperties.Web(null, true, true, "s", null, "u", true, "t"));

  @Test
  void takesControlCharactersOutOfAValue() {
    assertThat(RequestAttributes.printable(" a\r\nb\u0000c\u001b[31m\u2028d\ud800 "))
        .isEqualTo("abc[31md");
    assertThat(RequestAttributes.printable("\r\n")).isNull();
    assertThat(RequestAttributes.printable(" ")).isNull();
    assertThat(RequestAttributes.printable(null)).isNull();
  }

  @Test
  void doesNotCutACharacterInHalf() {
    assertThat(RequestAttributes.printable("😀".repeat(300)))
        .isEqualTo("😀".repeat(RequestAttributes.MAX_LENGTH));
  }

  @Test
  void readsAFewTagsOnly() {
    TraceContext said =
        attributes.read(Map.of("t", "a,".repeat(9) + "b,".repeat(100))::get, () -> null);
    assertThat(said.tags()).containsExactly("a", "b");
    assertThat(attributes.read(Map.of("t", ",".repeat(100) + "b")::get, () -> null))
        .isEqualTo(TraceContext.EMPTY);
  }

  @Test
  void readsNothingWhereAHeaderCannotBeRead() {
    TraceContext said =
        attributes.read(
            header -> {
              throw new IllegalStateException("recycled");
            },
            () -> "ann");
    assertThat(said).isEqualTo(TraceContext.EMPTY);
  }

  @Test
  void thereIsNoFilterUnlessAskedFor() {
    servlet.run(context -> assertThat(context).doesNotHaveBean(TraceContextServletFilter.class));
  }

  @Test
  void thereIsNoFilterWhereRaglanIsDisabled() {
    servlet
        .withPropertyValues(
            "raglan.enabled=false", "raglan.web.enabled=true", "raglan.web.session-header=s")
        .run(context -> assertThat(context).doesNotHaveBean(TraceContextServletFilter.class));
  }

  @Test
  void thereIsTheFilterOfTheKindOfApplication() {
    String[] on = {"raglan.web.enabled=true", "raglan.web.session-header=X-Session"};
    servlet
        .withPropertyValues(on)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(TraceContextServletFilter.class)
                    .doesNotHaveBean(TraceContextWebFilter.class));
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(RAGLAN)
        .withPropertyValues(on)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(TraceContextWebFilter.class)
                    .doesNotHaveBean(TraceContextServletFilter.class));
    new ApplicationContextRunner()
        .withConfiguration(RAGLAN)
        .withClassLoader(
            new FilteredClassLoader("org.springframework.web", "jakarta.servlet", "reactor"))
        .withPropertyValues(on)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void refusesToReadNothing() {
    assertThat(failure("raglan.web.enabled=true").getDescription())
        .startsWith("raglan.web.enabled = true")
        .contains("no request header is configured");
  }

  @Test
  void refusesANameThatIsNotAValidHeaderName() {
    assertThat(
            failure("raglan.web.enabled=true", "raglan.web.user-header=User Id").getDescription())
        .isEqualTo(
            "raglan.web.user-header = User Id cannot be used: it is not a valid HTTP header name.");
  }

  private FailureAnalysis failure(String... properties) {
    FailureAnalysis[] analysis = new FailureAnalysis[1];
    servlet
        .withPropertyValues(properties)
        .run(
            context ->
                analysis[0] = new RaglanFailureAnalyzer().analyze(context.getStartupFailure()));
    assertThat(analysis[0]).isNotNull();
    return analysis[0];
  }
}
