package dev.raglan.kotlin

import dev.raglan.Raglan
import dev.raglan.annotation.Generation
import dev.raglan.annotation.Traced
import dev.raglan.semconv.OpenInference
import dev.raglan.semconv.RaglanAttributes
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.context.Context
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.data.SpanData
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.aopalliance.intercept.MethodInterceptor
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.springframework.aop.framework.Advised
import org.springframework.aop.support.DefaultPointcutAdvisor
import org.springframework.boot.WebApplicationType
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.ConfigurableApplicationContext
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration

/** What calls Answers does so in a function that suspends. */
open class Questions(private val answers: Answers) {

  @Traced("ask")
  open suspend fun ask(question: String): String {
    delay(5)
    return withContext(Dispatchers.Default) { answers.answer(question) }
  }

  @Traced("askAll")
  open suspend fun askAll(questions: List<String>): List<String> =
      withContext(Dispatchers.Default) {
        questions.map { async { answers.answer(it) } }.awaitAll()
      }
}

/** A bean whose function does not suspend. */
open class Notes {

  @Traced("note") open fun note(text: String): String = text
}

/** Takes notes on whatever thread it goes on. */
open class Diary(private val notes: Notes) {

  @Traced("write")
  open suspend fun write(text: String): String {
    delay(5)
    withContext(Dispatchers.IO) { notes.note(text) }
    return notes.note(text)
  }
}

/** Notes its lines, whatever threads its flow goes on. */
open class Log(private val notes: Notes) {

  @Traced("lines")
  open fun lines(): Flow<String> =
      flow {
            emit(notes.note("a"))
            delay(5)
            emit(withContext(Dispatchers.IO) { notes.note("b") })
          }
          .flowOn(Dispatchers.Default)

  @Traced("linesOnceReady")
  open suspend fun linesOnceReady(): Flow<String> {
    delay(5)
    return flow {
      emit(notes.note("a"))
      delay(5)
      emit(withContext(Dispatchers.IO) { notes.note("b") })
    }
  }

  @Traced("linesElsewhere")
  open suspend fun linesElsewhere(): Flow<String> {
    delay(5)
    return flow {
          emit(notes.note("a"))
          delay(5)
          emit(notes.note("b"))
        }
        .flowOn(Dispatchers.Default)
  }

  @Traced("linesThroughAChannel")
  open suspend fun linesThroughAChannel(): Flow<String> = channelFlow {
    launch(Dispatchers.IO) { send(notes.note("a")) }.join()
    delay(5)
    launch { send(notes.note("b")) }
  }

  @Traced("brokenLines")
  open suspend fun brokenLines(): Flow<String> = flow {
    emit(notes.note("a"))
    delay(5)
    throw IOException("torn")
  }

  @Traced("noLines")
  open suspend fun noLines(): Flow<String> {
    throw IOException("no pen")
  }

  @Traced("interceptedLines")
  open suspend fun interceptedLines(): Flow<String> {
    delay(5)
    return flowOf(notes.note("a"))
  }
}

/** A bean behind its interface. */
interface Answers {
  suspend fun answer(question: String): String

  suspend fun nothing(): String?

  suspend fun unit()

  suspend fun fails(question: String): String

  suspend fun endless()

  suspend fun all(): Flow<String>

  fun each(): Flow<String>
}

/** The functions of a bean. */
open class KotlinAnswers : Answers {

  @Generation("answer", model = "gpt-4o")
  override suspend fun answer(question: String): String {
    delay(5)
    return "to $question"
  }

  @Traced("nothing")
  override suspend fun nothing(): String? {
    delay(5)
    return null
  }

  @Traced("unit")
  override suspend fun unit() {
    delay(5)
  }

  @Traced("fails")
  override suspend fun fails(question: String): String {
    delay(5)
    throw IllegalStateException(question)
  }

  @Traced("endless")
  override suspend fun endless() {
    delay(60_000)
  }

  @Traced("all")
  override suspend fun all(): Flow<String> {
    delay(5)
    return flow {
      emit("a")
      delay(5)
      emit("b")
    }
  }

  @Traced("each")
  override fun each(): Flow<String> = flow {
    emit("a")
    delay(5)
    emit("b")
  }
}

/** Functions of beans that suspend are followed to their end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuspendedBeansTest {

  private val exporter = InMemorySpanExporter.create()
  private val sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build()
  private lateinit var application: ConfigurableApplicationContext

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  open class Application {
    @Bean open fun answers(): KotlinAnswers = KotlinAnswers()

    @Bean open fun questions(answers: KotlinAnswers): Questions = Questions(answers)

    @Bean open fun notes(): Notes = Notes()

    @Bean open fun diary(notes: Notes): Diary = Diary(notes)

    @Bean open fun log(notes: Notes): Log = Log(notes)
  }

  @BeforeAll
  fun start() {
    application =
        SpringApplicationBuilder(Application::class.java)
            .web(WebApplicationType.NONE)
            .properties("spring.main.banner-mode=off")
            .initializers({ context ->
              context.beanFactory.registerSingleton("openTelemetry", sdk)
            })
            .run()
  }

  @AfterAll
  fun stop() {
    application.close()
    sdk.close()
  }

  @BeforeEach
  fun forget() {
    exporter.reset()
  }

  private fun answers() = application.getBean(Answers::class.java)

  private fun spans(name: String) = exporter.finishedSpanItems.filter { it.name == name }

  private fun span(name: String): SpanData {
    await().untilAsserted { assertThat(spans(name)).hasSize(1) }
    assertThat(Context.current()).isSameAs(Context.root())
    return spans(name).single()
  }

  private fun output(span: SpanData) = span.attributes.get(OpenInference.OUTPUT_VALUE)

  @Test
  fun endWithTheirValue() = runBlocking<Unit> {
    assertThat(answers().answer("a")).isEqualTo("to a")

    assertThat(output(span("answer"))).isEqualTo("to a")
    assertThat(span("answer").attributes.get(OpenInference.INPUT_VALUE)).isEqualTo("a")
  }

  @Test
  fun endWithNothing() = runBlocking<Unit> {
    assertThat(answers().nothing()).isNull()
    answers().unit()

    assertThat(output(span("nothing"))).isNull()
    assertThat(output(span("unit"))).isNull()
  }

  @Test
  fun failAfterADelay() {
    assertThatThrownBy { runBlocking { answers().fails("boom") } }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessage("boom")

    assertThat(span("fails").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun areCancelled() = runBlocking<Unit> {
    assertThat(withTimeoutOrNull(20) { answers().endless() }).isNull()

    assertThat(span("endless").attributes.get(RaglanAttributes.STATUS)).isEqualTo("canceled")
  }

  @Test
  fun endWithTheLastOfTheirFlow() = runBlocking<Unit> {
    assertThat(answers().all().toList()).containsExactly("a", "b")

    assertThat(output(span("all"))).isEqualTo("ab")
  }

  @Test
  fun endWhereTheirFlowIsLeft() = runBlocking<Unit> {
    assertThat(answers().all().take(1).toList()).containsExactly("a")

    assertThat(span("all").attributes.get(RaglanAttributes.STATUS)).isEqualTo("canceled")
  }

  @Test
  fun endWithTheLastOfAFlowThatIsReturnedAtOnce() = runBlocking<Unit> {
    assertThat(answers().each().toList()).containsExactly("a", "b")

    assertThat(span("each").attributes.get(RaglanAttributes.STATUS)).isNull()
    assertThat(output(span("each"))).isEqualTo("ab")
  }

  @Test
  fun haveBelowAFlowWhatItCalls() = runBlocking<Unit> {
    val log = application.getBean(Log::class.java)

    assertThat(log.lines().toList()).containsExactly("a", "b")
    assertThat(log.linesOnceReady().toList()).containsExactly("a", "b")

    assertThat(spans("note").filter { it.parentSpanId == span("lines").spanId }).hasSize(2)
    assertThat(spans("note").filter { it.parentSpanId == span("linesOnceReady").spanId })
        .hasSize(2)
  }

  @Test
  fun haveBelowAFlowOnceReadyWhatItCallsOnOtherThreads() = runBlocking<Unit> {
    val log = application.getBean(Log::class.java)

    assertThat(log.linesElsewhere().toList()).containsExactly("a", "b")
    assertThat(log.linesThroughAChannel().toList()).containsExactly("a", "b")

    for (name in listOf("linesElsewhere", "linesThroughAChannel")) {
      assertThat(spans("note").filter { it.parentSpanId == span(name).spanId })
          .describedAs(name)
          .hasSize(2)
    }
  }

  @Test
  fun failWithTheirFlow() {
    val log = application.getBean(Log::class.java)

    assertThatThrownBy { runBlocking { log.brokenLines().toList() } }
        .isInstanceOf(IOException::class.java)
        .hasMessage("torn")
    assertThatThrownBy { runBlocking { log.noLines().toList() } }
        .isInstanceOf(IOException::class.java)
        .hasMessage("no pen")

    assertThat(span("note").parentSpanId).isEqualTo(span("brokenLines").spanId)
    assertThat(span("brokenLines").status.statusCode).isEqualTo(StatusCode.ERROR)
    assertThat(span("noLines").status.statusCode).isEqualTo(StatusCode.ERROR)
  }

  @Test
  fun callOtherAdviceBeforeTheirFlow() = runBlocking<Unit> {
    val log = application.getBean(Log::class.java)
    val seen = AtomicInteger()
    val inner = DefaultPointcutAdvisor(MethodInterceptor { seen.incrementAndGet(); it.proceed() })
    (log as Advised).addAdvisor(inner)
    try {
      assertThat(log.interceptedLines().toList()).containsExactly("a")
    } finally {
      log.removeAdvisor(inner)
    }

    assertThat(seen).hasValue(1)
    assertThat(span("note").parentSpanId).isEqualTo(span("interceptedLines").spanId)
  }

  @Test
  fun runAgainForEachCollectionOfTheirFlow() = runBlocking<Unit> {
    val lines = application.getBean(Log::class.java).linesElsewhere()

    assertThat(lines.toList() + lines.toList()).containsExactly("a", "b", "a", "b")

    await().untilAsserted { assertThat(spans("linesElsewhere")).hasSize(2) }
    for (each in spans("linesElsewhere")) {
      assertThat(spans("note").filter { it.parentSpanId == each.spanId }).hasSize(2)
    }
  }

  @Test
  fun leaveTheCollectorOfTheirFlowInItsOwnContext() = runBlocking<Unit> {
    val raglan = application.getBean(Raglan::class.java)
    val notes = application.getBean(Notes::class.java)
    raglan.trace("request").start().use {
      application.getBean(Log::class.java).linesOnceReady().collect { notes.note("taken") }
    }

    val flow = span("linesOnceReady")
    assertThat(flow.parentSpanId).isEqualTo(span("request").spanId)
    assertThat(spans("note").filter { it.parentSpanId == flow.spanId }).hasSize(2)
    assertThat(spans("note").filter { it.parentSpanId != flow.spanId })
        .hasSize(2)
        .allMatch { it.parentSpanId == span("request").spanId }
  }

  @Test
  fun nestOnWhateverThreadTheyGoOn() = runBlocking<Unit> {
    val questions = application.getBean(Questions::class.java)

    assertThat(questions.ask("a")).isEqualTo("to a")

    assertThat(span("answer").parentSpanId).isEqualTo(span("ask").spanId)
  }

  @Test
  fun nestWhereTheyRunBesideOneAnother() = runBlocking<Unit> {
    val questions = application.getBean(Questions::class.java)

    assertThat(questions.askAll(listOf("a", "b", "c"))).containsExactly("to a", "to b", "to c")

    val all = span("askAll")
    assertThat(spans("answer")).hasSize(3).allMatch { it.parentSpanId == all.spanId }
  }

  @Test
  fun haveWhatDoesNotSuspendBelow() = runBlocking<Unit> {
    val diary = application.getBean(Diary::class.java)

    withContext(Dispatchers.Default) { diary.write("a") }

    val write = span("write")
    assertThat(spans("note")).hasSize(2).allMatch { it.parentSpanId == write.spanId }
  }

  @Test
  fun leaveThreadsClean() = runBlocking<Unit> {
    val questions = application.getBean(Questions::class.java)
    val after =
        withContext(Dispatchers.Default) {
          (1..50).map { async { questions.ask("a").also { delay(1) } to Context.current() } }
              .awaitAll()
        }

    assertThat(after).extracting<Any> { it.second }.containsOnly(Context.root())
    assertThat(spans("ask")).hasSize(50).allMatch { !it.parentSpanContext.isValid }
  }

  @Test
  fun nestBelowASpanOfTheFacade() = runBlocking<Unit> {
    val raglan = application.getBean(Raglan::class.java)
    raglan.trace("request").start().use { answers().answer("a") }

    assertThat(span("answer").parentSpanId).isEqualTo(span("request").spanId)
  }
}
