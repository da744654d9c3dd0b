package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.Traced;
import dev.raglan.trace.Recorded;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The text of hidden arguments does not leave with the exception of their call. */
class HiddenArgumentsTest {

  private static final String SECRET = "the cat's name is Mia";

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  record Card(String owner, @Masked String number) {}

  /** A bean whose field no getter shows. */
  static final class Account {

    @Exclude private final String _iban = SECRET;

    @Override
    public String toString() {
      return "Account " + _iban;
    }
  }

  record Wallet(List<Card> cards, Optional<Account> account) {}

  record Login(String user, String password) {}

  @Masked
  record Diagnosis(String text) {}

  /** Credentials are hidden whatever is annotated. */
  static final class AcmeKeyCredential {

    private final String value = SECRET;

    @Override
    public String toString() {
      return value;
    }
  }

  class Service {

    @Traced
    void masked(@Masked String value) {
      throw new IllegalStateException("no access with '" + value + "'!");
    }

    @Traced
    void excluded(@Exclude Object value) {
      throw new IllegalStateException("no access with " + value, new RuntimeException("" + value));
    }

    @Traced
    void named(String password) {
      throw new IllegalArgumentException("bad password " + password);
    }

    @Traced
    void holds(Object value) {
      throw new IllegalArgumentException("cannot book " + value);
    }

    @Traced(input = Capture.OFF)
    void says(@Masked String hidden, String message) {
      throw new IllegalArgumentException(message);
    }

    @Traced
    void encloses(String below, Object value) throws Throwable {
      call(below, value);
    }

    @Traced
    void wraps(String below, Object value) {
      try {
        call(below, value);
      } catch (Throwable thrown) {
        throw new IllegalStateException(thrown);
      }
    }

    @Traced
    CompletableFuture<String> later(@Masked String value) {
      return CompletableFuture.failedFuture(
          new CompletionException(new IllegalStateException("no " + value)));
    }

    @Traced
    Mono<String> mono(@Masked String value) {
      return Mono.error(() -> new IllegalStateException("no " + value));
    }

    @Traced
    Flux<String> flux(@Masked String value) {
      return Flux.just("a").concatWith(Flux.error(new IllegalStateException("no " + value)));
    }
  }

  private @Nullable Object call(String name, @Nullable Object... arguments) throws Throwable {
    return ReflectedCall.of(new Service(), name, arguments).tracedBy(recorded.raglan);
  }

  private List<String> toldBy(String name, @Nullable Object... arguments) {
    assertThatThrownBy(() -> call(name, arguments)).isInstanceOf(RuntimeException.class);
    return told();
  }

  /** Everything that the spans say, a text each. */
  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (SpanData span : recorded.spans()) {
      told.add(span.getStatus().getDescription());
      span.getEvents().forEach(event -> told.add(event.getAttributes().toString()));
      told.add(span.getAttributes().toString());
    }
    assertThat(told).isNotEmpty();
    return told;
  }

  @Test
  void aMaskedArgumentLeavesMessageStackAndStatus() {
    assertThat(toldBy("masked", SECRET))
        .noneMatch(each -> each.contains(SECRET))
        .contains("no access with '***'!");
    assertThat(recorded.spans().get(0).getEvents().get(0).getAttributes().toString())
        .contains("exception.message=\"no access with '***'!\"")
        .contains("IllegalStateException: no access with '***'!")
        .contains("at dev.raglan.internal.invoke.HiddenArgumentsTest");
  }

  @Test
  void theExceptionItselfIsUntouched() {
    assertThatThrownBy(() -> call("masked", SECRET)).hasMessage("no access with '" + SECRET + "'!");
  }

  @Test
  void anExcludedArgumentAndItsPartsLeaveTheCauseToo() {
    for (Object value :
        List.of(
            SECRET,
            new StringBuilder(SECRET),
            List.of("one", SECRET),
            Map.of("text", SECRET),
            Optional.of(SECRET),
            new Login(SECRET, "x"))) {
      assertThat(toldBy("excluded", value)).noneMatch(each -> each.contains(SECRET));
    }
    UUID id = UUID.randomUUID();
    assertThat(toldBy("excluded", id)).noneMatch(each -> each.contains(id.toString()));
    BigDecimal amount = new BigDecimal("4711.25");
    assertThat(toldBy("excluded", amount)).noneMatch(each -> each.contains("4711.25"));
  }

  @Test
  void anArgumentThatIsNamedAsASecretLeavesIt() {
    assertThat(toldBy("named", "cat Mia")).contains("bad password ***");
  }

  @Test
  void hiddenPartsOfAnArgumentLeaveIt() {
    Card card = new Card("Ann", SECRET);
    assertThat(toldBy("holds", card))
        .contains("cannot book Card[owner=Ann, number=***]")
        .noneMatch(each -> each.contains(SECRET));
    for (Object value :
        List.of(
            new Account(),
            new Wallet(List.of(card), Optional.empty()),
            new Wallet(List.of(), Optional.of(new Account())),
            new Login("Ann", SECRET),
            new Diagnosis(SECRET),
            new AcmeKeyCredential(),
            List.of(card),
            Map.of("card", card),
            Map.of("password", SECRET))) {
      assertThat(toldBy("holds", value)).as("%s", value).noneMatch(each -> each.contains(SECRET));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"encloses", "wraps"})
  void theSpansAboveDoNotTellItEither(String outer) {
    assertThat(toldBy(outer, "masked", SECRET).stream().filter(each -> each.contains("no access")))
        .isNotEmpty()
        .noneMatch(each -> each.contains("'" + SECRET + "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"later", "mono", "flux"})
  void aResultThatFailsLaterDoesNotTellIt(String method) throws Throwable {
    Object result = call(method, SECRET);
    assertThatThrownBy(
            () -> {
              if (result instanceof CompletableFuture<?> future) {
                future.join();
              } else {
                Flux.from((org.reactivestreams.Publisher<?>) result).collectList().block();
              }
            })
        .isInstanceOf(RuntimeException.class);
    assertThat(told()).anyMatch(each -> each.contains("no ***"));
    assertThat(told()).noneMatch(each -> each.contains(SECRET));
  }

  @Test
  void isFoundEscapedEncodedAndCutShort() {
    String text = "say \"hi\" to\n\\Mia & friends, " + "who live far away ".repeat(9);
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    for (String form :
        List.of(
            text,
            escaped,
            URLEncoder.encode(text, StandardCharsets.UTF_8),
            text.substring(0, 60),
            text.strip())) {
      assertThat(toldBy("says", text, "cannot parse " + form))
          .as(form)
          .noneMatch(each -> each.contains("Mia") || each.contains("far away"));
    }
  }

  @Test
  void aShortTextIsHiddenAsAWordOnly() {
    assertThat(toldBy("says", "4711", "pin 4711 of 47110")).contains("pin *** of 47110");
    assertThat(toldBy("says", "12", "12 tries")).contains("12 tries");
    assertThat(toldBy("says", null, "no tries")).contains("no tries");
    assertThat(toldBy("says", "", "")).isNotEmpty();
  }

  @Test
  void aHugeMessageIsLookedThroughAsFarAsItIsWritten() {
    String hidden = "a".repeat(50_000);
    assertThat(toldBy("says", hidden, "a".repeat(5_000_000)))
        .noneMatch(each -> each.contains("a".repeat(60)));
    assertThat(recorded.spans().get(0).getStatus().getDescription()).contains("chars]");
  }
}
