package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.AiMessage;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value is said to weigh is no less than the heap that it keeps. */
class MeasuredWeightTest {

  private static final int SIZE = 100_000;
  private static final int COUNT = 100;
  private static final int ROUNDS = 5;

  private final Extractors extractors = BuiltIn.extractors(false);
  private final ValueSnapshotter snapshots =
      new ValueSnapshotter(
          JsonRenderer.of(CaptureLimits.DEFAULT),
          extractors::isImmutable,
          extractors::isReadByShape);
  private final Weigher weigher = new Weigher(1L << 30);

  record Holder(Object value) {}

  record Said(String text, int tokens) {}

  record Turn(int number, Said said) {}

  /** A bean that can change. */
  static final class Bean {

    private final String text;

    Bean(String text) {
      this.text = text;
    }

    public String getText() {
      return text;
    }
  }

  private static String text(int i) {
    return "x".repeat(SIZE) + i;
  }

  static Stream<IntFunction<Object>> kinds() {
    return Stream.of(
        i -> text(i),
        i -> URI.create("data:text/plain," + text(i)),
        i -> List.of(URI.create("data:text/plain," + text(i))),
        i -> new Holder(URI.create("urn:x:" + text(i))),
        i -> Optional.of(text(i)),
        i -> new Turn(i, new Said(text(i), i)),
        i -> Map.of("k", text(i)),
        i -> new Bean(text(i)),
        i -> new ArrayList<>(List.of(new Bean(text(i)))),
        i -> AiMessage.from(text(i)),
        i -> AiMessage.builder().text("t").attributes(Map.of("k", text(i))).build(),
        i -> ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(text(i)).build());
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void weighsNoLessThanTheHeapThatAValueKeeps(IntFunction<Object> kind) {
    kind.apply(-1).toString();
    long kept = Long.MAX_VALUE;
    long weight = 0;
    for (int round = 0; round < ROUNDS && weight <= kept / 10 * 9; round++) {
      List<Object> held = new ArrayList<>(COUNT);
      weight = 0;
      long before = used();
      for (int i = 0; i < COUNT; i++) {
        Object value = snapshots.hold(kind.apply(i));
        held.add(value);
        weight += weigher.weigh(captured(value));
      }
      // Other tests' threads may take heap meanwhile: the least of some rounds is the value's.
      kept = Math.min(kept, used() - before);
      assertThat(held).hasSize(COUNT);
    }

    assertThat(weight).isGreaterThan(kept / 10 * 9);
  }

  private static Captured captured(Object value) {
    return new Captured(
        SpanDescription.of("call", SpanType.SPAN),
        new Arguments(NamedValues.Names.of("value"), new Object[] {value}),
        null,
        Bindings.NONE,
        null,
        Extracted.NONE);
  }

  @Test
  void listsThatHoldOneAnotherManyTimesAreNotLookedThrough() {
    Object shared = "text";
    for (int i = 0; i < 4; i++) {
      shared = List.copyOf(Collections.nCopies(256, shared));
    }
    long start = System.nanoTime();
    Object held = snapshots.hold(shared);

    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    assertThat(held).isNotNull();
  }
}
