package dev.raglan.kotlin

import dev.raglan.Raglan
import dev.raglan.semconv.OpenInference
import dev.raglan.semconv.RaglanAttributes
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.context.Context
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.data.SpanData
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import java.lang.ref.WeakReference
import java.util.concurrent.Executors
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Flows, sequences and deferred values are followed to their end. */
class FollowedResultsTest {

  private val exporter = InMemorySpanExporter.create()
  private val sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build()
  private val raglan = Raglan.builder(sdk).build()
  private val executor = Executors.newSingleThreadExecutor { Thread(it, "collector") }
  private val collectors = executor.asCoroutineDispatcher()

  @AfterEach
  fun close() {
    assertThat(Context.current()).isSameAs(Context.root())
    assertThat(executor.submit<Context> { Context.current() }.get()).isSameAs(Context.root())
    collectors.close()
    raglan.close()
    sdk.close()
  }

  private fun <T : Any> followed(result: T): T = raglan.span("source").follow(result)

  private fun note(name: String) = raglan.span(name).run<RuntimeException> {}

  private fun spans(name: String) = exporter.finishedSpanItems.filter { it.name == name }

  private fun span(name: String): SpanData = spans(name).single()

  private fun status() = span("source").attributes.get(RaglanAttributes.STATUS)

  private fun output() = span("source").attributes.get(OpenInference.OUTPUT_VALUE)

  private fun letters(): Flow<String> = flow {
    note("before")
    emit("a")
    delay(5)
    note("between")
    withContext(Dispatchers.IO) { note("elsewhere") }
    emit("b")
    note("after")
  }

  @Test
  fun endWithTheLastElement() = runBlocking<Unit> {
    assertThat(followed(letters()).toList()).containsExactly("a", "b")

    assertThat(output()).isEqualTo("ab")
    assertThat(status()).isNull()
  }

  @Test
  fun haveBelowThemWhatTheyDoOnWhateverThread() = runBlocking<Unit> {
    followed(letters().flowOn(Dispatchers.Default)).toList()

    val source = span("source")
    for (name in listOf("before", "between", "elsewhere", "after")) {
      assertThat(span(name).parentSpanId).describedAs(name).isEqualTo(source.spanId)
    }
  }

  @Test
  fun leaveTheCollectorInItsOwnContext() = runBlocking<Unit> {
    raglan.trace("request").start().use {
      followed(letters()).map { note("mapped"); it }.collect {
        note("taken")
        delay(2)
      }
    }

    val request = span("request")
    assertThat(span("source").parentSpanId).isEqualTo(request.spanId)
    assertThat(spans("mapped")).hasSize(2).allMatch { it.parentSpanId == request.spanId }
    assertThat(spans("taken")).hasSize(2).allMatch { it.parentSpanId == request.spanId }
    assertThat(span("between").parentSpanId).isEqualTo(span("source").spanId)
    assertThat(span("after").parentSpanId).isEqualTo(span("source").spanId)
  }

  @Test
  fun goOnAsTheirCoroutineWouldWithoutRaglan() {
    val threads = mutableSetOf<String>()
    runBlocking(collectors) {
      val channel = Channel<String>()
      launch(Dispatchers.Default) { for (each in channel) delay(1) }
      followed(flow { repeat(20) { emit("x"); threads += thread() } }).collect(channel::send)
      threads += thread()
      channel.close()
    }

    assertThat(threads).containsExactly("collector")
  }

  private fun thread() = Thread.currentThread().name.substringBefore(" @")

  @Test
  fun resumeWhereTheirCollectorRuns() {
    val threads = mutableSetOf<String>()
    val bare =
        object : Flow<String> {
          override suspend fun collect(collector: FlowCollector<String>) =
              suspendCancellableCoroutine<Unit> { end ->
                Thread { end.resumeWith(Result.success(Unit)) }.start()
              }
        }
    runBlocking(collectors) {
      followed<Flow<String>>(bare).collect {}
      threads += thread()
    }

    assertThat(threads).containsExactly("collector")
    assertThat(status()).isNull()
  }

  @Test
  fun mayBeEmittedByAnotherFlow() = runBlocking<Unit> {
    val outer = flow {
      emit("first")
      emitAll(followed(letters()))
    }

    assertThat(outer.toList()).containsExactly("first", "a", "b")
    assertThat(output()).isEqualTo("ab")
  }

  @Test
  fun nestInOneAnother() = runBlocking<Unit> {
    val inner = letters()
    val outer = raglan.span("outer").follow<Flow<String>>(flow { emitAll(followed(inner)) })

    assertThat(outer.flowOn(Dispatchers.IO).buffer(1).toList()).containsExactly("a", "b")
    assertThat(span("source").parentSpanId).isEqualTo(span("outer").spanId)
    assertThat(span("between").parentSpanId).isEqualTo(span("source").spanId)
  }

  @Test
  fun mayBeChannelFlows() = runBlocking<Unit> {
    val source = channelFlow {
      launch(Dispatchers.IO) { note("sent"); send("a") }
      launch(Dispatchers.Default) { note("sent"); send("b") }
    }

    val received = followed<Flow<String>>(source).toList()
    assertThat(received).containsExactlyInAnyOrder("a", "b")
    assertThat(spans("sent")).hasSize(2).allMatch { it.parentSpanId == span("source").spanId }
    assertThat(output()).isEqualTo(received.joinToString(""))
  }

  @Test
  fun haveASpanForEachCollection() = runBlocking<Unit> {
    val source = followed(letters())
    source.toList()
    source.toList()

    assertThat(spans("source")).hasSize(2)
  }

  @Test
  fun haveASpanForEachTry() = runBlocking<Unit> {
    var tries = 0
    val source = flow {
      delay(1)
      if (tries++ == 0) throw IllegalStateException("once")
      emit("a")
    }

    assertThat(followed(source).retry(1).toList()).containsExactly("a")
    assertThat(spans("source").map { it.status.statusCode })
        .containsExactly(StatusCode.ERROR, StatusCode.UNSET)
  }

  @Test
  fun failAsTheyDo() {
    val source = flow {
      emit("a")
      delay(5)
      throw IllegalStateException("boom")
    }

    assertThatThrownBy { runBlocking { followed(source).toList() } }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessage("boom")
    assertThat(span("source").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun failAtOnce() {
    assertThatThrownBy {
          runBlocking { followed<Flow<String>>(flow { throw IllegalStateException("boom") }).toList() }
        }
        .isInstanceOf(IllegalStateException::class.java)
    assertThat(span("source").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun areCanceledByWhoTakesNoMore() = runBlocking<Unit> {
    assertThat(followed(letters()).first()).isEqualTo("a")

    assertThat(status()).isEqualTo("canceled")
    assertThat(output()).isEqualTo("a")
  }

  @Test
  fun areCanceledByACollectorThatFails() {
    for (waits in listOf(false, true)) {
      exporter.reset()
      assertThatThrownBy {
            runBlocking {
              followed(letters()).collect {
                if (waits) delay(2)
                throw IllegalStateException("collector")
              }
            }
          }
          .isInstanceOf(IllegalStateException::class.java)
          .hasMessage("collector")
      assertThat(status()).isEqualTo("canceled")
    }
  }

  @Test
  fun areCanceledWithTheirCoroutine() = runBlocking<Unit> {
    val endless = flow {
      emit("a")
      delay(60_000)
    }
    assertThat(withTimeoutOrNull(20.milliseconds) { followed(endless).toList() }).isNull()

    assertThat(status()).isEqualTo("canceled")
  }

  /** A job keeps a continuation that waits in a channel until somebody lets go of it. */
  @Test
  fun leaveNothingToAJobThatGoesOn() = runBlocking<Unit> {
    val gate = Channel<Int>()
    val taker = launch { repeat(20) { gate.receive() } }
    val send: suspend (Int) -> Unit = gate::send
    val waiting = mutableListOf<WeakReference<Any>>()
    followed(flow { repeat(20) { emit(it) } })
        .collect(
            object : FlowCollector<Int> {
              @Suppress("UNCHECKED_CAST")
              override suspend fun emit(value: Int) =
                  suspendCoroutineUninterceptedOrReturn<Unit> { continuation ->
                    waiting += WeakReference<Any>(continuation)
                    (send as (Int, Continuation<Unit>) -> Any?)(value, continuation)
                  }
            })
    taker.join()

    await().untilAsserted {
      System.gc()
      assertThat(waiting).hasSize(20).allMatch { it.get() == null }
    }
  }

  @Test
  fun haveNoSpanUnlessTheyAreCollected() {
    followed(letters())
    followed<Sequence<String>>(sequenceOf("a"))

    assertThat(exporter.finishedSpanItems).isEmpty()
    assertThat(raglan.abandonedResults()).isZero()
  }

  @Test
  fun arePendingWhereTheyHaveNoEnd() = runBlocking<Unit> {
    val state = MutableStateFlow("a")

    assertThat(followed(state)).isSameAs(state)
    assertThat(status()).isEqualTo("pending")
  }

  @Test
  fun endWithADeferredValue() = runBlocking<Unit> {
    val value: Deferred<String> = async { delay(5); "done" }

    assertThat(followed(value)).isSameAs(value)
    assertThat(spans("source")).isEmpty()
    assertThat(value.await()).isEqualTo("done")
    assertThat(output()).isEqualTo("done")
  }

  @Test
  fun failWithADeferredValue() {
    val value = CompletableDeferred<String>()
    followed(value)
    value.completeExceptionally(IllegalStateException("boom"))

    assertThat(span("source").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun areCanceledWithADeferredValue() {
    val value = CompletableDeferred<String>()
    followed(value)
    value.cancel()

    assertThat(status()).isEqualTo("canceled")
  }

  @Test
  fun endWithTheLastOfASequence() {
    val source = sequence {
      note("drawn")
      yield("a")
      yield("b")
    }

    assertThat(followed<Sequence<String>>(source).toList()).containsExactly("a", "b")
    assertThat(output()).isEqualTo("ab")
    assertThat(span("drawn").parentSpanId).isEqualTo(span("source").spanId)
  }

  @Test
  fun failWithASequence() {
    val source = sequence<String> { throw IllegalStateException("boom") }

    assertThatThrownBy { followed(source).first() }.hasMessage("boom")
    assertThat(span("source").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun areReadyAtOnce() = runBlocking<Unit> {
    assertThat(followed(flowOf("a")).onEach { note("seen") }.take(5).toList()).containsExactly("a")

    assertThat(status()).isNull()
    assertThat(Span.current().spanContext.isValid).isFalse()
  }
}
