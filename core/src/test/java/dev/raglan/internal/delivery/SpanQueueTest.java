package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.DropReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanQueueTest {

  private final QueueBudget budget = new QueueBudget(1 << 30, 1_000_000);
  private final SpanQueue queue = new SpanQueue(budget);

  private static QueuedSpan span(int id) {
    return new QueuedSpan(Spans.root("span " + id).build(), null);
  }

  private static List<String> names(List<QueuedSpan> spans) {
    return spans.stream().map(each -> each.span.getName()).toList();
  }

  @Test
  void givesSpansOutInTheOrderTheyCameIn() {
    IntStream.range(0, 5).forEach(i -> queue.put(span(i)));

    assertThat(names(queue.next(3, 1 << 20, false))).containsExactly("span 0", "span 1", "span 2");
    assertThat(queue.next(3, 1 << 20, false)).isEmpty();
    queue.put(span(5));
    assertThat(names(queue.next(3, 1 << 20, false))).containsExactly("span 3", "span 4", "span 5");
    assertThat(queue.accepted()).isEqualTo(6);
  }

  @Test
  void givesOutAtLeastOneSpanHoweverHeavy() {
    IntStream.range(0, 2).forEach(i -> queue.put(span(i)));

    assertThat(queue.next(10, 1, true)).hasSize(1);
    assertThat(queue.next(10, 1, true)).hasSize(1);
    assertThat(queue.next(10, 1, true)).isEmpty();
  }

  @Test
  void givesOutWhatIsHeavyThoughItIsNotFull() {
    QueuedSpan first = span(0);
    queue.put(first);

    assertThat(queue.next(10, first.ownBytes + 1, false)).isEmpty();
    queue.put(span(1));
    assertThat(queue.next(10, first.ownBytes + 1, false)).hasSize(1);
  }

  @Test
  void letsNothingInOnceItIsClosed() {
    queue.put(span(0));
    queue.put(span(1));
    long held = budget.bytes();
    queue.close();
    queue.close();

    assertThat(queue.put(span(2))).isEqualTo(DropReason.CLOSED);
    assertThat(budget.bytes()).isEqualTo(held);
    assertThat(queue.isClosed()).isTrue();
    assertThat(names(queue.next(10, 1 << 20, true))).containsExactly("span 0", "span 1");
    assertThat(queue.next(10, 1 << 20, true)).isEmpty();
    assertThat(queue.accepted()).isEqualTo(2);
  }

  @Test
  void refusesWhatTheBudgetHasNoRoomFor() {
    long each = span(0).ownBytes;
    SpanQueue small = new SpanQueue(new QueueBudget(2 * each, 3));
    SpanQueue few = new SpanQueue(new QueueBudget(1 << 20, 1));

    assertThat(small.put(span(0))).isNull();
    assertThat(small.put(span(1))).isNull();
    assertThat(small.put(span(2))).isEqualTo(DropReason.QUEUE_FULL_BYTES);
    assertThat(few.put(span(0))).isNull();
    assertThat(few.put(span(1))).isEqualTo(DropReason.QUEUE_FULL_SPANS);
  }

  @Test
  void losesAndDoublesNothingWhenManyPutSpansIn() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    List<Thread> producers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int first = t * 10_000;
      producers.add(
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  if (queue.put(span(first + i)) != null) {
                    refused.incrementAndGet();
                  }
                }
              }));
    }
    producers.forEach(Thread::start);
    Set<String> taken = new HashSet<>();
    int count = 0;
    while (producers.stream().anyMatch(Thread::isAlive)) {
      List<QueuedSpan> next = queue.next(100, 1 << 20, true);
      taken.addAll(names(next));
      count += next.size();
    }
    List<QueuedSpan> rest = queue.next(Integer.MAX_VALUE, Long.MAX_VALUE, true);
    taken.addAll(names(rest));

    assertThat(refused).hasValue(0);
    assertThat(count + rest.size()).isEqualTo(80_000);
    assertThat(taken).hasSize(80_000);
    assertThat(queue.accepted()).isEqualTo(80_000);
    assertThat(budget.spans()).isEqualTo(80_000);
  }
}
