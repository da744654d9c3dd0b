package dev.raglan.kotlin

import dev.raglan.Raglan
import dev.raglan.semconv.OpenInference
import dev.raglan.semconv.RaglanAttributes
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Functions that suspend run as if they were not annotated; all others are traced. */
class WovenFunctionsTest {

  private val exporter = InMemorySpanExporter.create()
  private val sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build()
  private val raglan = Raglan.builder(sdk).buildGlobal()
  private val woven = Woven()

  @AfterEach
  fun close() {
    raglan.close()
    sdk.close()
  }

  private fun names() = exporter.finishedSpanItems.map { it.name }

  @Test
  fun returnWhatTheyReturn() = runBlocking<Unit> {
    assertThat(woven.suspends("a")).isEqualTo("to a")
    assertThat(woven.returnsAtOnce("a")).isEqualTo("to a")
    assertThat(woven.nothing()).isNull()
    woven.unit()
    assertThat(woven.loops(50)).isEqualTo(50)
    assertThat(woven.suspendedFlow().toList()).containsExactly(1)
    assertThat((woven as WovenAnswers).answer("a")).isEqualTo("to a")
    assertThat(Woven.ofCompanion()).isEqualTo(3)
    assertThat(topLevel("a")).isEqualTo("to a")
    assertThat(names()).isEmpty()
  }

  @Test
  fun failAsTheyDo() {
    assertThatThrownBy { runBlocking { woven.fails("boom") } }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessage("boom")
    assertThat(names()).isEmpty()
  }

  @Test
  fun areCancelled() = runBlocking<Unit> {
    assertThat(withTimeoutOrNull(1) { woven.loops(10_000) }).isNull()
    val asked = async { woven.loops(10_000) }
    asked.cancel()
    try {
      asked.await()
    } catch (expected: CancellationException) {
      // as without Raglan
    }
    assertThat(names()).isEmpty()
  }

  @Test
  fun areTracedWhereTheyDoNotSuspend() {
    assertThat(woven.plain("a")).isEqualTo("aa")
    assertThat(topLevelPlain("a")).isEqualTo("to a")

    assertThat(names()).containsExactly("plain", "topLevelPlain")
  }

  @Test
  fun areFollowedWhereTheirResultIsLazy() = runBlocking<Unit> {
    assertThat(woven.flow().toList()).containsExactly(1, 2)
    assertThat(woven.sequence().toList()).containsExactly(1)

    assertThat(names()).containsExactly("flow", "sequence")
    assertThat(exporter.finishedSpanItems)
        .allMatch { it.attributes.get(RaglanAttributes.STATUS) == null }
        .extracting<Any> { it.attributes.get(OpenInference.OUTPUT_VALUE) }
        .containsExactly("[1,2]", "[1]")
  }
}
