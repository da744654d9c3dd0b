package dev.raglan.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.internal.invoke.AnnotatedCalls;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Suppliers and iterables whose work is done when they are asked. */
@SuppressWarnings("unchecked")
class LaterValueHandlerTest {

  private final AnnotatedCalls calls = new AnnotatedCalls();

  @AfterEach
  void close() {
    calls.close();
  }

  /** Methods that return what they are given. */
  static class Answers {

    @Traced
    Supplier<String> supplier(Supplier<String> result) {
      return result;
    }

    @Traced
    Iterable<String> iterable(Iterable<String> result) {
      return result;
    }

    @Traced
    Rows rows(Rows result) {
      return result;
    }

    @Traced
    Object any(Object result) {
      return result;
    }
  }

  /** Rows that are read page by page. */
  static final class Pages implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return List.of("Par", "is").iterator();
    }
  }

  /** Supplier of a value that is there. */
  static final class Capital implements Supplier<String> {

    @Override
    public String get() {
      return "Paris";
    }
  }

  /** Rows that are there, of which an application knows more than that. */
  record Rows(List<String> all) implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return all.iterator();
    }
  }

  private <T> T call(String method, Object argument) throws Exception {
    return (T) calls.call(new Answers(), method, argument);
  }

  private static String status(SpanData span) {
    return span.getAttributes().get(RaglanAttributes.STATUS);
  }

  private static String spanId() {
    return Span.current().getSpanContext().getSpanId();
  }

  @Test
  void aSupplierEndsAsPending() throws Exception {
    Supplier<String> supplier = () -> "Paris";

    assertThat((Object) call("supplier", supplier)).isSameAs(supplier);
    assertThat(status(calls.only())).isEqualTo("pending");
  }

  @Test
  void aSupplierWithANameIsAValue() throws Exception {
    Supplier<String> supplier = new Capital();

    assertThat((Object) call("supplier", supplier)).isSameAs(supplier);
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void anIterableIsASpanForEachIteration() throws Exception {
    List<String> seen = new ArrayList<>();
    Iterable<String> given =
        () -> {
          seen.add(spanId());
          return List.of("Par", "is").iterator();
        };
    Iterable<String> iterable = call("iterable", given);
    assertThat(seen).isEmpty();

    assertThat(iterable).containsExactly("Par", "is");
    assertThat(iterable).containsExactly("Par", "is");

    assertThat(calls.spans()).extracting(SpanData::getSpanId).containsExactlyElementsOf(seen);
    assertThat(calls.spans().get(0).getAttributes().get(OpenInference.OUTPUT_VALUE))
        .isEqualTo("Paris");
  }

  @Test
  void anIterableWithANameIsAValue() throws Exception {
    Iterable<String> pages = new Pages();

    assertThat((Object) call("iterable", pages)).isSameAs(pages);
    assertThat(status(calls.only())).isNull();
  }

  @Test
  void whatIsMoreThanAnIterableIsAValue() throws Exception {
    Rows rows = new Rows(List.of("a"));
    List<String> list = List.of("a");

    assertThat((Object) call("iterable", rows)).isSameAs(rows);
    assertThat((Object) call("iterable", list)).isSameAs(list);
    assertThat((Object) call("rows", rows)).isSameAs(rows);
    Pages pages = new Pages();
    assertThat((Object) call("any", pages)).isSameAs(pages);
    assertThat(calls.spans())
        .hasSize(4)
        .extracting(LaterValueHandlerTest::status)
        .containsOnlyNulls();
  }

  @Test
  void aLambdaThatIsDeclaredAsAnythingIsPending() throws Exception {
    Supplier<String> supplier = () -> "Paris";

    assertThat((Object) call("any", supplier)).isSameAs(supplier);
    assertThat(status(calls.only())).isEqualTo("pending");
  }
}
