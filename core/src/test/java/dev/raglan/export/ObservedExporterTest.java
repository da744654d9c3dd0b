package dev.raglan.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ObservedExporterTest {

  private static final List<SpanData> TWO =
      List.of(Spans.root("a").build(), Spans.root("b").build());

  @Test
  void countsSpansThatTheTargetTook() {
    ObservedExporter exporter = new ObservedExporter("memory", InMemorySpanExporter.create());

    assertThat(exporter.export(TWO).isSuccess()).isTrue();

    assertThat(exporter.stats()).isEqualTo(new ObservedExporter.Counts(2, 0));
  }

  @Test
  void countsAnErrorAsAFailure() {
    ObservedExporter exporter =
        observed(
            () -> {
              throw new NoClassDefFoundError("okhttp3/Call");
            });

    assertThat(exporter.export(TWO).isDone()).isTrue();
    assertThat(exporter.export(TWO).isSuccess()).isFalse();
    assertThat(exporter.flush().isSuccess()).isFalse();
    assertThat(exporter.shutdown().isSuccess()).isFalse();

    assertThat(exporter.stats()).isEqualTo(new ObservedExporter.Counts(0, 4));
  }

  @Test
  void countsAMissingResultAsAFailure() {
    ObservedExporter exporter = observed(() -> null);

    assertThat(exporter.export(TWO).isSuccess()).isFalse();

    assertThat(exporter.stats()).isEqualTo(new ObservedExporter.Counts(0, 2));
  }

  @Test
  void countsNothingWhileTheExportIsUnderWay() {
    CompletableResultCode later = new CompletableResultCode();
    ObservedExporter exporter = observed(() -> later);

    CompletableResultCode result = exporter.export(TWO);
    assertThat(exporter.stats()).isEqualTo(new ObservedExporter.Counts(0, 0));
    assertThat(result.isDone()).isFalse();

    later.succeed();
    assertThat(exporter.stats()).isEqualTo(new ObservedExporter.Counts(2, 0));
    assertThat(result.isSuccess()).isTrue();
  }

  @Test
  void hasCountedWhenTheResultIsThere() {
    CompletableResultCode later = new CompletableResultCode();
    ObservedExporter exporter = observed(() -> later);
    ObservedExporter.Counts[] seen = new ObservedExporter.Counts[1];

    exporter.export(TWO).whenComplete(() -> seen[0] = exporter.stats());
    later.fail();

    assertThat(seen[0]).isEqualTo(new ObservedExporter.Counts(0, 2));
  }

  @Test
  void opensATargetUnderItsName() {
    ObservedExporter exporter = ObservedExporter.open(TraceLog.to(new StringBuilder()));

    assertThat(exporter.name()).isEqualTo("log");
    assertThat(exporter).hasToString("ObservedExporter{log}");
  }

  private static ObservedExporter observed(Supplier<CompletableResultCode> answer) {
    return new ObservedExporter("fake", new Answering(answer));
  }

  private record Answering(Supplier<CompletableResultCode> answer) implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return answer.get();
    }

    @Override
    public CompletableResultCode flush() {
      return answer.get();
    }

    @Override
    public CompletableResultCode shutdown() {
      return answer.get();
    }
  }
}
