package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.Failing;
import dev.raglan.contract.subject.Hostile;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.subject.TracedFailing;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.model.CaptureLimits;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments and results that cannot be looked into without harm. */
abstract class HostileValueContract extends ContractGroup {

  HostileValueContract(Weaver weaver) {
    super(weaver);
  }

  static Stream<Error> errors() {
    return Stream.of(
        new AssertionError("hostile"),
        new StackOverflowError(),
        new NoClassDefFoundError("missing"),
        new OutOfMemoryError("pretended"));
  }

  @SuppressWarnings("unchecked")
  private void passesThrough(Object value) {
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);

    assertThat(echo.echo(value) == value).as("the very result").isTrue();

    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(limited(input(span()))).isTrue();
    assertThat(limited(output(span()))).isTrue();
  }

  private static boolean limited(String text) {
    return text != null && text.length() <= CaptureLimits.DEFAULT.maxLength();
  }

  @ParameterizedTest
  @MethodSource("dev.raglan.contract.HostileValueContract#errors")
  void survivesValuesWhoseMethodsThrow(Error error) {
    passesThrough(new Hostile(error));
  }

  @ParameterizedTest
  @MethodSource("dev.raglan.contract.HostileValueContract#errors")
  void survivesCollectionsOfValuesWhoseMethodsThrow(Error error) {
    Map<Object, Object> map = new IdentityHashMap<>();
    map.put(new Hostile(error), new Hostile(error));
    passesThrough(new ArrayList<>(List.of(map, new Hostile(error))));
  }

  @Test
  void survivesAGetterThatThrowsACheckedException() {
    passesThrough(
        new Hostile.Getter(
            () -> {
              throw new java.io.IOException("hostile");
            }));
  }

  @Test
  void survivesAGetterThatRunsOutOfStack() {
    passesThrough(new Hostile.Getter(HostileValueContract::endless));
  }

  @SuppressWarnings("InfiniteRecursion") // That is the point.
  private static Object endless() {
    return List.of(endless());
  }

  @Test
  void survivesAMapThatContainsItself() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    passesThrough(map);
  }

  @Test
  void survivesAListThatContainsItself() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    passesThrough(list);
  }

  @Test
  void survivesObjectsThatReferToEachOther() {
    Hostile.Getter[] pair = new Hostile.Getter[2];
    pair[0] = new Hostile.Getter(() -> pair[1]);
    pair[1] = new Hostile.Getter(() -> pair[0]);
    passesThrough(pair[0]);
  }

  @Test
  void survivesAListAHundredThousandLevelsDeep() {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(deep);
      deep = outer;
    }
    passesThrough(deep);
  }

  @Test
  void hangsTheNextCallUnderNothing() {
    passesThrough(new Hostile(new StackOverflowError()));

    traced(Steps.class, TracedSteps::new).leaf();

    assertThat(span("leaf").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void letsACallRunOutOfStackAsItWouldWithoutTracing() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    Throwable thrown = null;
    try {
      steps.outer(HostileValueContract::endless);
    } catch (Throwable expected) {
      thrown = expected;
    }

    assertThat(thrown).isInstanceOf(StackOverflowError.class);
    assertThat(span("outer").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void leavesTheThreadCleanWhenTracedCallsRunOutOfStack() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    Throwable thrown = null;
    try {
      recurse(steps);
    } catch (Throwable expected) {
      thrown = expected;
    }

    assertThat(thrown).isInstanceOf(StackOverflowError.class);
    assertThat(Context.current()).isSameAs(Context.root());
    steps.leaf();
    assertThat(span("leaf").getParentSpanContext().isValid()).isFalse();
  }

  private static int recurse(Steps steps) {
    return steps.factorial(Integer.MAX_VALUE, n -> recurse(steps));
  }

  @Test
  void tracesNothingThatItsOwnLookingCalls() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    passesThrough(new Hostile.Getter(steps::leaf));
  }

  @Test
  void survivesAnExceptionThatIsItsOwnCause() {
    Failing failing = traced(Failing.class, TracedFailing::new);
    IllegalStateException outer = new IllegalStateException("outer");
    outer.initCause(new IllegalStateException("inner", outer));

    Throwable thrown = null;
    try {
      failing.fail(outer);
    } catch (Throwable expected) {
      thrown = expected;
    }

    assertThat(thrown).isSameAs(outer);
    assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }
}
