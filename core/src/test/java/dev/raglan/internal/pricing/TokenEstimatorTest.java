package dev.raglan.internal.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.raglan.model.Message;
import dev.raglan.model.ToolCall;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenEstimatorTest {

  private static final List<Message> QUESTION = List.of(Message.of("user", "hello world"));
  private static final List<Message> ANSWER = List.of(Message.of("assistant", "hello world"));

  private final TokenEstimator estimator = TokenEstimator.ifPresent();

  @Test
  void isThereWhenJtokkitIs() {
    assertThat(estimator).isNotNull();
  }

  @Test
  void estimatesBothCountsAndMarksThem() {
    // Two words, three tokens for the message and three that begin the reply.
    assertThat(estimator.complete(null, "gpt-4o", QUESTION, ANSWER))
        .isEqualTo(new Usage(8L, 2L, 10L, null, null, null, true));
  }

  @Test
  void estimatesOnlyTheCountThatIsMissing() {
    assertThat(estimator.complete(Usage.of(null, 7L), "gpt-4o", QUESTION, ANSWER))
        .isEqualTo(new Usage(8L, 7L, 15L, null, null, null, true));
  }

  @Test
  void leavesReportedCountsAlone() {
    Usage reported = Usage.of(10L, 5L);

    assertThat(estimator.complete(reported, "gpt-4o", QUESTION, ANSWER)).isSameAs(reported);
  }

  @Test
  void estimatesNothingOfWhatIsNotKnown() {
    assertThat(estimator.complete(null, "gpt-4o", List.of(), List.of())).isNull();
    assertThat(estimator.complete(null, "gpt-4o", List.of(), ANSWER))
        .isEqualTo(new Usage(null, 2L, 2L, null, null, null, true));
  }

  /** They are counted in parts, which are cut at blanks. */
  @Test
  void countsLongTextsAsAWhole() {
    String prose = "The whale, called \"Moby Dick\", was 30 m long; nobody saw it. ".repeat(900);
    String chinese =
        new Random(42)
            .ints(60_000, '\u4e00', '\u5a00')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String faces = "\ud83d\ude00".repeat(5_000);
    Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    JtokkitTokens tokens = new JtokkitTokens();

    assertThat(tokens.count(prose, "gpt-4o")).isEqualTo(encoding.countTokensOrdinary(prose));
    for (String text : List.of(chinese, faces)) {
      assertThat(tokens.count(text, "gpt-4o"))
          .isCloseTo(encoding.countTokensOrdinary(text), withinPercentage(1));
    }
  }

  @Test
  void countsEachModelByItsOwnEncoding() {
    List<Message> text = List.of(Message.of("assistant", "Привет, как дела сегодня?"));

    Usage older = estimator.complete(null, "gpt-4-0613", List.of(), text);
    Usage newer = estimator.complete(null, "openai/gpt-4o-2024-08-06", List.of(), text);

    assertThat(newer.outputTokens()).isLessThan(older.outputTokens());
  }

  @Test
  void countsOtherModelsByTheNewestEncoding() {
    List<Message> text = List.of(Message.of("assistant", "Привет, как дела сегодня?"));

    assertThat(estimator.complete(null, "claude-sonnet-4", List.of(), text))
        .isEqualTo(estimator.complete(null, "gpt-4o", List.of(), text))
        .isEqualTo(estimator.complete(null, null, List.of(), text));
  }

  @Test
  void countsToolCallsAndReasoning() {
    Message message =
        new Message(
            "assistant",
            null,
            "hello world",
            null,
            List.of(new ToolCall("1", "hello", "world")),
            null,
            List.of());

    assertThat(estimator.complete(null, "gpt-4o", List.of(), List.of(message)).outputTokens())
        .isEqualTo(4);
  }

  @Test
  void encodesNoMoreThanTheBudgetAndGoesOnByItsAverage() {
    List<Integer> encoded = new ArrayList<>();
    TokenEstimator counting =
        new TokenEstimator(
            (text, model) -> {
              encoded.add(text.length());
              return text.length() / 2;
            });
    Message half = Message.of("assistant", "x".repeat(1 << 15));
    Message large = Message.of("assistant", "x".repeat(1 << 20));

    Usage usage = counting.complete(null, null, List.of(), List.of(half, large, large));

    assertThat(encoded).containsExactly(1 << 15, 1 << 15);
    assertThat(usage.outputTokens()).isEqualTo((1 << 14) + (1 << 19) + (1 << 18));
  }

  @Test
  void keepsWhatWasReportedIfCountingFails() {
    TokenEstimator failing =
        new TokenEstimator(
            (text, model) -> {
              throw new StackOverflowError();
            });
    Usage reported = Usage.of(10L, null);

    assertThat(failing.complete(reported, "m", QUESTION, ANSWER)).isSameAs(reported);
    assertThat(failing.complete(null, "m", QUESTION, ANSWER)).isNull();
  }
}
