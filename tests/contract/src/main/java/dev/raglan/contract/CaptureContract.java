package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.contract.subject.Account;
import dev.raglan.contract.subject.Captures;
import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.TracedCaptures;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The capture of arguments and results. */
abstract class CaptureContract extends ContractGroup {

  CaptureContract(Weaver weaver) {
    super(weaver);
  }

  private Captures captures() {
    return traced(Captures.class, TracedCaptures::new);
  }

  /** Returns the captured form of a value that goes in and comes out. */
  @SuppressWarnings("unchecked")
  private String seenOf(Object value) {
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);
    assertThat(echo.echo(value)).isSameAs(value);
    assertThat(output(span())).isEqualTo(input(span()));
    return output(span());
  }

  @Test
  void capturesNoInputWithoutArguments() {
    captures().none();

    assertThat(input(span())).isNull();
    assertThat(output(span())).isEqualTo("none");
  }

  @Test
  void capturesASingleArgumentAlone() {
    captures().one("What is Raglan?");

    assertThat(input(span())).isEqualTo("What is Raglan?");
  }

  @Test
  void capturesSeveralArgumentsByName() {
    captures().two("ha", 3);

    assertThat(input(span())).isEqualTo("{\"question\":\"ha\",\"limit\":3}");
    assertThat(output(span())).isEqualTo("hahaha");
  }

  @Test
  void capturesVariableArgumentsAsAList() {
    captures().various("a", "b", "c");

    assertThat(input(span())).isEqualTo("{\"first\":\"a\",\"more\":[\"b\",\"c\"]}");
  }

  @Test
  void leavesOutAnExcludedArgument() {
    captures().excluding("question", "secret");

    assertThat(input(span())).isEqualTo("question");
  }

  @Test
  void hidesAMaskedArgument() {
    captures().masking("question", "secret");

    assertThat(input(span())).isEqualTo("{\"question\":\"question\",\"draft\":\"***\"}");
  }

  @Test
  void leavesOutAndHidesRecordComponentsAtAnyDepth() {
    captures()
        .account(new Account("Ada", "4111", "a note", new Account.Address("London", "a street")));

    assertThat(input(span()))
        .isEqualTo(
            "{\"name\":\"Ada\",\"card\":\"***\","
                + "\"address\":{\"city\":\"London\",\"street\":\"***\"}}");
    assertThat(output(span())).isEqualTo(input(span()));
  }

  @Test
  void capturesNoInputWhereTheAnnotationSaysSo() {
    captures().inputOff("question");

    assertThat(input(span())).isNull();
    assertThat(output(span())).isEqualTo("answer");
  }

  @Test
  void capturesNoOutputWhereTheAnnotationSaysSo() {
    captures().outputOff("question");

    assertThat(input(span())).isEqualTo("question");
    assertThat(output(span())).isNull();
  }

  @Test
  void capturesNothingWhereThePolicySaysSo() {
    usePolicy(new CapturePolicy(false, false, ExceptionCapture.FULL, CaptureLimits.DEFAULT));

    captures().one("question");

    assertThat(input(span())).isNull();
    assertThat(output(span())).isNull();
  }

  @Test
  void capturesAgainstThePolicyWhereTheAnnotationSaysSo() {
    usePolicy(new CapturePolicy(false, false, ExceptionCapture.FULL, CaptureLimits.DEFAULT));

    captures().bothOn("question");

    assertThat(input(span())).isEqualTo("question");
    assertThat(output(span())).isEqualTo("answer");
  }

  private void usePolicy(CapturePolicy policy) {
    use(RecordedTracing.open(builder -> builder.capture(policy)));
  }

  @Test
  void capturesAnArgumentAsItWasAtTheCall() {
    List<String> items = new ArrayList<>(List.of("a", "b"));

    assertThat(captures().emptied(items)).isEqualTo(2);

    assertThat(items).isEmpty();
    assertThat(input(span())).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  @SuppressWarnings("unchecked")
  void capturesAResultAsItWasAtTheReturn() {
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);
    List<String> items = new ArrayList<>(List.of("a"));

    echo.echo(items);
    items.add("later");

    assertThat(output(span())).isEqualTo("[\"a\"]");
  }

  @Test
  void boundsAnArgumentOfFiveMegabytes() {
    captures().one("x".repeat(5_000_000));

    assertThat(input(span()))
        .hasSizeLessThanOrEqualTo(CaptureLimits.DEFAULT.maxLength())
        .startsWith("xxx")
        .contains("chars]");
  }

  @Test
  void boundsACollectionOfAMillionElements() {
    captures().one(new ArrayList<>(java.util.Collections.nCopies(1_000_000, "element")));

    assertThat(input(span())).hasSizeLessThanOrEqualTo(CaptureLimits.DEFAULT.maxLength());
  }

  @Test
  void writesObjectsAsTheirProperties() {
    assertThat(seenOf(new Book("Emma"))).isEqualTo("{\"title\":\"Emma\"}");
  }

  /** An object without toString(). */
  public static final class Book {

    private final String title;

    Book(String title) {
      this.title = title;
    }

    public String getTitle() {
      return title;
    }
  }

  @Test
  void writesDatesAndOptionalsAsWhatTheyStandFor() {
    assertThat(seenOf(Map.of("day", LocalDate.of(2026, 1, 31))))
        .isEqualTo("{\"day\":\"2026-01-31\"}");
  }

  @Test
  void writesAnOptionalAsItsValue() {
    assertThat(seenOf(Optional.of("present"))).isEqualTo("present");
  }

  @Test
  void redactsSecrets() {
    String secret = "sk-proj-" + "A1b2C3d4".repeat(6);

    assertThat(seenOf("use " + secret)).startsWith("use ").doesNotContain(secret);
  }

  @Test
  void hidesFieldsWithSecretNames() {
    assertThat(seenOf(Map.of("password", "correct horse"))).doesNotContain("correct horse");
  }
}
