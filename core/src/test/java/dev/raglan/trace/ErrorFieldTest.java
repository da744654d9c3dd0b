package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of an error, a field of its own, follows the switches of output and of exceptions. */
class ErrorFieldTest {

  private static final String TEXT = "refused: Wegener's disease";

  @RegisterExtension final Tracing tracing = new Tracing();

  /** A generation that states its error. */
  static final class Service {

    @Generation
    @BindResult(field = Field.ERROR)
    String returned(String model) {
      return TEXT;
    }

    @Generation
    int passed(@Bind(Field.ERROR) String error) {
      return 1;
    }
  }

  static Stream<CapturePolicy> hiding() {
    CapturePolicy usual = CapturePolicy.DEFAULT;
    return Stream.of(
        new CapturePolicy(true, false, ExceptionCapture.FULL, usual.limits()),
        usual.with(CaptureMode.STRUCTURE),
        usual.with(CaptureMode.NONE));
  }

  private void run(CapturePolicy policy) throws Throwable {
    Raglan raglan = Raglan.builder(tracing.sdk()).capture(policy).build();
    ReflectedCall.of(new Service(), "returned", "gpt-4o").tracedBy(raglan);
    ReflectedCall.of(new Service(), "passed", TEXT).tracedBy(raglan);
    raglan.generation("by hand").error(TEXT).start().end();
    raglan.span("field").field(Field.ERROR, TEXT).start().end();
  }

  private static String error(SpanData span) {
    return FacadeTest.texts(span).get("raglan.error");
  }

  @ParameterizedTest
  @MethodSource("hiding")
  void isHiddenWithOutputAndText(CapturePolicy policy) throws Throwable {
    run(policy);

    assertThat(tracing.ended()).hasSize(4).allSatisfy(ErrorFieldTest::assertThatItHasNoText);
  }

  private static void assertThatItHasNoText(SpanData span) {
    assertThat(error(span)).isNull();
    assertThat(FacadeTest.texts(span).values()).noneMatch(each -> each.contains("Wegener"));
  }

  @Test
  void isHiddenWithTheMessagesOfExceptions() throws Throwable {
    CapturePolicy usual = CapturePolicy.DEFAULT;
    run(new CapturePolicy(true, true, ExceptionCapture.TYPE, usual.limits()));

    assertThat(tracing.ended())
        .hasSize(4)
        .allSatisfy(each -> assertThat(error(each)).isNull())
        .filteredOn(each -> each.getName().equals("Service.passed"))
        .allSatisfy(ErrorFieldTest::assertThatItHasNoText);
  }

  @Test
  void isThereOtherwise() throws Throwable {
    run(CapturePolicy.DEFAULT);

    assertThat(tracing.ended()).hasSize(4).allSatisfy(each -> assertThat(error(each)).isNotNull());
  }
}
