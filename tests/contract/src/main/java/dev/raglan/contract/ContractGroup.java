package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.OpenInference;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of one subject matter: each has tracing of its own and leaves its thread clean. */
abstract class ContractGroup {

  private final Weaver weaver;
  private RecordedTracing tracing;

  ContractGroup(Weaver weaver) {
    this.weaver = weaver;
  }

  @BeforeEach
  void openTracing() {
    tracing = RecordedTracing.open();
  }

  @AfterEach
  void leavesTheThreadClean() {
    tracing.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  /** Goes on with other tracing; what the former one has recorded is gone. */
  final void use(RecordedTracing other) {
    tracing.close();
    tracing = other;
  }

  final <T> T traced(Class<T> type, Supplier<? extends T> subject) {
    return weaver.traced(type, subject, tracing.raglan());
  }

  final RecordedTracing tracing() {
    return tracing;
  }

  final List<SpanData> spans() {
    return tracing.spans();
  }

  final SpanData span() {
    return tracing.span();
  }

  final SpanData span(String name) {
    return tracing.span(name);
  }

  /** The status of a call that failed. */
  static StatusData failure(String description) {
    return StatusData.create(StatusCode.ERROR, description);
  }

  static String input(SpanData span) {
    return span.getAttributes().get(OpenInference.INPUT_VALUE);
  }

  static String output(SpanData span) {
    return span.getAttributes().get(OpenInference.OUTPUT_VALUE);
  }
}
