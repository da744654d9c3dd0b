package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.weaver.Weaver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Values that can be consumed once, and that only the application may consume. */
abstract class LazyValueContract extends ContractGroup {

  LazyValueContract(Weaver weaver) {
    super(weaver);
  }

  /** The value, after it has gone in and come out of a call that declares to return an object. */
  @SuppressWarnings("unchecked")
  private <T> T passed(T value) {
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);
    Object result = echo.echo(value);
    assertThat(input(span())).startsWith("<").endsWith(">");
    return (T) result;
  }

  /** The value, after it has gone in as an argument. */
  @SuppressWarnings("unchecked")
  private <T> T given(T value) {
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);
    echo.echo(new Object[] {value});
    assertThat(input(span())).startsWith("[\"<").endsWith(">\"]");
    return value;
  }

  @Test
  void leavesAnInputStreamUnread() throws Exception {
    InputStream stream = new ByteArrayInputStream(new byte[] {1, 2, 3});

    assertThat(passed(stream)).isSameAs(stream);
    assertThat(stream.available()).isEqualTo(3);
  }

  @Test
  void leavesAReaderUnread() throws Exception {
    StringReader reader = new StringReader("text");

    assertThat(passed(reader)).isSameAs(reader);
    assertThat(reader.read()).isEqualTo('t');
  }

  @Test
  void leavesAnIteratorUnconsumed() {
    Iterator<String> iterator = List.of("a", "b").iterator();

    assertThat(given(iterator)).toIterable().containsExactly("a", "b");
  }

  @Test
  void leavesAStreamUnconsumed() {
    assertThat(given(Stream.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void leavesAnIterableThatIsNoCollectionUnconsumed() {
    AtomicInteger iterated = new AtomicInteger();
    Iterable<String> iterable =
        () -> {
          iterated.incrementAndGet();
          return Arrays.asList("a").iterator();
        };

    given(iterable);

    assertThat(iterated).hasValue(0);
  }

  @Test
  void asksNoSupplier() {
    AtomicInteger asked = new AtomicInteger();
    Supplier<Integer> supplier = asked::incrementAndGet;

    given(supplier);

    assertThat(asked).hasValue(0);
  }

  @Test
  void subscribesToNoArgument() {
    AtomicInteger subscribed = new AtomicInteger();

    given(Mono.fromSupplier(subscribed::incrementAndGet));

    assertThat(subscribed).hasValue(0);
  }

  @Test
  void subscribesToNoFluxAmongTheArguments() {
    AtomicInteger subscribed = new AtomicInteger();

    given(Flux.defer(() -> Flux.just(subscribed.incrementAndGet())));

    assertThat(subscribed).hasValue(0);
  }
}
