package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Results that the application draws from one by one. */
abstract class IteratorContract extends ContractGroup {

  IteratorContract(Weaver weaver) {
    super(weaver);
  }

  private <T> Iterator<T> iterated(Iterator<T> source) {
    return traced(Later.class, TracedLater::new).iterator(() -> source);
  }

  @Test
  void drawsNothingItself() {
    AtomicInteger drawn = new AtomicInteger();

    Iterator<Integer> iterator =
        iterated(Stream.generate(drawn::incrementAndGet).limit(2).iterator());

    assertThat(drawn).hasValue(0);
    assertThat(spans()).isEmpty();
    assertThat(iterator).toIterable().containsExactly(1, 2);
    assertThat(span()).hasName("iterator").hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("[1,2]");
  }

  @Test
  void joinsTheTextOfAllChunks() {
    iterated(List.of("A ", "raglan").iterator()).forEachRemaining(chunk -> {});

    assertThat(output(span())).isEqualTo("A raglan");
    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 2L);
  }

  @Test
  void endsWhenItIsEmpty() {
    assertThat(iterated(List.of().iterator()).hasNext()).isFalse();

    assertThat(span()).hasEnded();
  }

  @Test
  void endsWhenItIsDrawnPastItsEnd() {
    Iterator<String> iterator = iterated(List.of("a").iterator());

    assertThat(iterator.next()).isEqualTo("a");
    assertThat(spans()).isEmpty();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void endsOnceHoweverOftenItIsAsked() {
    Iterator<String> iterator = iterated(List.of("a").iterator());

    iterator.next();

    assertThat(iterator.hasNext()).isFalse();
    assertThat(iterator.hasNext()).isFalse();
    assertThat(output(span())).isEqualTo("a");
  }

  @Test
  void endsWithTheErrorOfItsSource() {
    IllegalStateException thrown = new IllegalStateException("boom");
    Iterator<String> iterator =
        iterated(
            Stream.of("a")
                .<String>map(
                    element -> {
                      throw thrown;
                    })
                .iterator());

    assertThatThrownBy(iterator::next).isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }

  @Test
  void failsWhereTheElementThatItToldOfIsMissing() {
    NoSuchElementException thrown = new NoSuchElementException("boom");
    Iterator<String> iterator =
        iterated(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public String next() {
                throw thrown;
              }
            });

    assertThat(iterator.hasNext()).isTrue();
    assertThatThrownBy(iterator::next).isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }

  @Test
  void removesFromItsSource() {
    List<String> source = new ArrayList<>(List.of("a", "b"));
    Iterator<String> iterator = iterated(source.iterator());

    iterator.next();
    iterator.remove();

    assertThat(source).containsExactly("b");
    iterator.next();
    assertThat(iterator.hasNext()).isFalse();
  }

  @Test
  void canStillBeClosed() throws Exception {
    ClosingIterator source = new ClosingIterator();

    Iterator<String> iterator = iterated(source);
    iterator.next();
    ((AutoCloseable) iterator).close();

    assertThat(source.closed).isTrue();
    assertThat(output(span())).isEqualTo("chunk");
  }

  /** Never ends by itself. */
  private static final class ClosingIterator implements Iterator<String>, AutoCloseable {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public String next() {
      return "chunk";
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void returnsAnIteratorBehindAnyOtherDeclaredTypeAsItIs() {
    Iterator<String> iterator = List.of("a").listIterator();

    Object returned = traced(Later.class, TracedLater::new).any(() -> iterator);

    assertThat(returned == iterator).isTrue();

    assertThat(span()).hasEnded();
    assertThat(iterator.hasNext()).isTrue();
  }
}
