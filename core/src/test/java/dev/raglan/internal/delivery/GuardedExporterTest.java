package dev.raglan.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.export.TraceLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedExporterTest {

  private static final List<SpanData> ONE = List.of(Spans.root("a").build());

  @Test
  void passesTheAnswerOn() {
    CompletableResultCode later = new CompletableResultCode();

    assertThat(guarded(() -> later).export(ONE)).isSameAs(later);
  }

  @Test
  void takesAnErrorForAFailure() {
    GuardedExporter exporter =
        guarded(
            () -> {
              throw new NoClassDefFoundError("okhttp3/Call");
            });

    assertThat(exporter.export(ONE).isDone()).isTrue();
    assertThat(exporter.export(ONE).isSuccess()).isFalse();
    assertThat(exporter.flush().isSuccess()).isFalse();
    assertThat(exporter.shutdown().isSuccess()).isFalse();
  }

  @Test
  void takesAMissingAnswerForAFailure() {
    CompletableResultCode answer = guarded(() -> null).export(ONE);

    assertThat(answer.isDone()).isTrue();
    assertThat(answer.isSuccess()).isFalse();
  }

  @Test
  void opensATargetUnderItsName() {
    GuardedExporter exporter = GuardedExporter.open(TraceLog.to(new StringBuilder()));

    assertThat(exporter.name()).isEqualTo("log");
    assertThat(exporter).hasToString("GuardedExporter{log}");
  }

  private static GuardedExporter guarded(Supplier<CompletableResultCode> answer) {
    return new GuardedExporter("fake", new Answering(answer));
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
