package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The methods that a library adds to its interfaces. */
class ForwardingProxyTest {

  interface Response {

    String name();

    default Response itself() {
      return this;
    }

    default String added() {
      throw new UnsupportedOperationException("not implemented");
    }

    default String fails() {
      throw new IllegalStateException("the source's");
    }
  }

  static class Source implements Response {

    @Override
    public String name() {
      return "source";
    }

    @Override
    public String added() {
      return "added";
    }
  }

  static class Traced implements Response {

    @Override
    public String name() {
      return "traced";
    }
  }

  static final class KnowsAll extends Traced {

    @Override
    public Response itself() {
      return this;
    }

    @Override
    public String added() {
      return "known";
    }

    @Override
    public String fails() {
      return "";
    }
  }

  private final Response response = ForwardingProxy.of(Response.class, new Source(), new Traced());

  @Test
  void isTheTracedObjectWhenThatKnowsEveryMethod() {
    Response knowing = new KnowsAll();
    assertThat(ForwardingProxy.of(Response.class, new Source(), knowing)).isSameAs(knowing);
  }

  @Test
  void asksTheTracedObjectWhatItKnows() {
    assertThat(response.name()).isEqualTo("traced");
  }

  @Test
  void asksTheSourceWhatTheTracedObjectDoesNotKnow() {
    assertThat(response.added()).isEqualTo("added");
  }

  @Test
  void staysInPlaceWhenTheSourceReturnsItself() {
    assertThat(response.itself()).isSameAs(response);
  }

  @Test
  void throwsWhatTheSourceThrows() {
    assertThatThrownBy(response::fails)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the source's");
  }

  @Test
  void equalsItselfAlone() {
    assertThat(response)
        .isEqualTo(response)
        .isNotEqualTo(ForwardingProxy.of(Response.class, new Source(), new Traced()))
        .hasSameHashCodeAs(response);
  }
}
