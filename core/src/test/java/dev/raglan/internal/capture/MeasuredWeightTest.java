package dev.raglan.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.AiMessage;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.library.BuiltIn;
import dev.raglan.internal.read.Extractors;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.Supplier;
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
        i -> BigInteger.ONE.shiftLeft(8 * SIZE + i),
        i -> new BigDecimal(BigInteger.ONE.shiftLeft(8 * SIZE + i), i),
        i -> new StringBuilder(SIZE).append(i),
        i -> CharBuffer.wrap(text(i)),
        i -> ByteBuffer.allocate(SIZE).putInt(0, i),
        i -> new TextNode(text(i)),
        i -> JsonNodeFactory.instance.objectNode().put("k", text(i)),
        i -> new EnumMap<>(Map.of(SpanType.TOOL, text(i))),
        i -> new AtomicReference<>(text(i)),
        i -> List.of(List.of(List.of(List.of(List.of(text(i)))))),
        i -> new Holder(new Holder(new Holder(new Holder(new Holder(text(i)))))),
        i -> new Object[] {text(i)},
        i -> (Supplier<String>) text(i)::strip,
        i -> new IllegalStateException(text(i)),
        i -> new ArrayList<Object>(SIZE),
        i -> new ArrayList<>(List.of(text(i), i)).subList(1, 2),
        i -> Collections.unmodifiableList(new ArrayList<>(List.of(text(i)))),
        i -> Map.of(text(i), i),
        i -> Set.of(text(i)),
        i -> new Holder(Optional.of(List.of(Map.of("k", text(i))))),
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

  /** A text that counts how often it is asked for. */
  record Counted(String text, AtomicLong looks) {

    @Override
    public String text() {
      looks.incrementAndGet();
      return text;
    }
  }

  @Test
  void listsThatHoldOneAnotherManyTimesAreNotLookedThrough() {
    AtomicLong looks = new AtomicLong();
    Object shared = new Counted("text", looks);
    for (int i = 0; i < 4; i++) {
      shared = List.copyOf(Collections.nCopies(256, shared));
    }

    assertThat(snapshots.hold(shared)).isNotNull();
    assertThat(looks).hasValueLessThan(100_000);
  }
}
