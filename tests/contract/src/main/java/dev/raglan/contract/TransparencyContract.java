package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.Primitives;
import dev.raglan.contract.subject.TextEcho;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.subject.TracedPrimitives;
import dev.raglan.contract.weaver.Weaver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Transparency: arguments and results are as they are without tracing. */
abstract class TransparencyContract extends ContractGroup {

  TransparencyContract(Weaver weaver) {
    super(weaver);
  }

  private Primitives primitives() {
    return traced(Primitives.class, TracedPrimitives::new);
  }

  @SuppressWarnings("unchecked")
  private Echo<Object> echo() {
    return traced(Echo.class, TracedEcho::new);
  }

  @Test
  void returnsFromMethodsThatReturnNothing() {
    primitives().nothing();

    assertThat(span().getName()).isEqualTo("TracedPrimitives.nothing");
    assertThat(input(span())).isNull();
    assertThat(output(span())).isNull();
  }

  @Test
  void passesEveryPrimitiveThrough() {
    Primitives primitives = primitives();

    assertThat(primitives.ofBoolean(true)).isTrue();
    assertThat(primitives.ofByte(Byte.MIN_VALUE)).isEqualTo(Byte.MIN_VALUE);
    assertThat(primitives.ofShort(Short.MAX_VALUE)).isEqualTo(Short.MAX_VALUE);
    assertThat(primitives.ofInt(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    assertThat(primitives.ofLong(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(primitives.ofFloat(1.5f)).isEqualTo(1.5f);
    assertThat(primitives.ofDouble(-0.0)).isEqualTo(-0.0);
    assertThat(primitives.ofChar('ß')).isEqualTo('ß');

    assertThat(spans()).hasSize(8);
    assertThat(spans()).extracting(ContractGroup::input).doesNotContainNull();
    assertThat(spans()).allSatisfy(s -> assertThat(output(s)).isEqualTo(input(s)));
  }

  @Test
  void passesNullThrough() {
    assertThat(echo().echo(null)).isNull();

    assertThat(input(span())).isIn(null, "null");
    assertThat(output(span())).isNull();
  }

  @Test
  void returnsTheVeryResult() {
    Object mutable = new ArrayList<>(List.of("a"));
    Echo<Object> echo = echo();

    assertThat(echo.echo(mutable)).isSameAs(mutable);
    Optional<String> optional = Optional.of("present");
    assertThat(echo.echo(optional)).isSameAs(optional);
    Object[] array = {1, "two"};
    assertThat(echo.echo(array)).isSameAs(array);
  }

  @Test
  @SuppressWarnings("unchecked")
  void runsTheMethodOnce() {
    TracedEcho subject = new TracedEcho();
    Echo<Object> echo = traced(Echo.class, () -> subject);

    echo.echo("once");

    assertThat(subject.calls()).isEqualTo(1);
  }

  @Test
  @SuppressWarnings("unchecked")
  void makesOneSpanThroughABridgeMethod() {
    Echo<String> echo = traced(Echo.class, TextEcho::new);

    assertThat(echo.echo("bridged")).isEqualTo("bridged");

    assertThat(span().getName()).isEqualTo("TextEcho.echo");
    assertThat(input(span())).isEqualTo("bridged");
  }
}
