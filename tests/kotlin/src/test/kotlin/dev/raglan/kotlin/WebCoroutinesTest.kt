package dev.raglan.kotlin

import dev.raglan.annotation.Traced
import dev.raglan.semconv.RaglanAttributes
import io.opentelemetry.sdk.OpenTelemetrySdk
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.SdkTracerProvider
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.springframework.boot.WebApplicationType
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.RestController
import reactor.core.publisher.Hooks

/** A service of a web application. */
open class Steps {

  @Traced("step") open fun step(text: String): String = "step $text"

  @Traced("pause")
  open suspend fun pause(text: String): String {
    delay(5)
    return text
  }

  @Traced("lines")
  open fun lines(): Flow<String> = flow {
    emit("a")
    delay(5)
    emit("b")
  }
}

/** Endpoints that answer by coroutines. */
@RestController
open class CoroutineEndpoints(private val steps: Steps) {

  @Traced("suspends")
  @GetMapping("/suspends")
  open suspend fun suspends(): String {
    delay(5)
    return steps.pause("x") + steps.step("y")
  }

  @Traced("flows")
  @GetMapping("/flows")
  open fun flows(): Flow<String> = steps.lines().map { steps.step(it) }

  @Traced("suspendsAndFlows")
  @GetMapping("/suspends-and-flows")
  open suspend fun suspendsAndFlows(): Flow<String> {
    delay(5)
    return steps.lines().map { steps.step(it) }
  }

  @OptIn(DelicateCoroutinesApi::class)
  @Traced("defers")
  @GetMapping("/defers")
  open fun defers(): Deferred<String> = GlobalScope.async {
    delay(5)
    "later"
  }
}

/** Requests that are answered by coroutines, on Tomcat and on Netty, are whole trees. */
class WebCoroutinesTest {

  private val client = HttpClient.newHttpClient()

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  open class Application {
    @Bean open fun steps(): Steps = Steps()

    @Bean open fun endpoints(steps: Steps): CoroutineEndpoints = CoroutineEndpoints(steps)
  }

  @ParameterizedTest
  @CsvSource(
      "SERVLET, limited",
      "SERVLET, auto",
      "REACTIVE, limited",
      "REACTIVE, auto",
  )
  fun areWholeTrees(type: WebApplicationType, propagation: String) {
    val exporter = InMemorySpanExporter.create()
    val sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build()
    val application =
        SpringApplicationBuilder(Application::class.java)
            .web(type)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "spring.reactor.context-propagation=$propagation",
                "management.otlp.metrics.export.enabled=false")
            .initializers({ context ->
              context.beanFactory.registerSingleton("openTelemetry", sdk)
            })
            .run()
    try {
      val port = application.environment.getProperty("local.server.port")
      fun get(path: String, expected: String, vararg tree: String) {
        exporter.reset()
        val request =
            HttpRequest.newBuilder(URI.create("http://localhost:$port$path"))
                .header("Accept", "text/event-stream, */*")
                .build()
        val answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body()
        assertThat(answer.replace(Regex("data:|\\s"), "")).isEqualTo(expected)
        await().untilAsserted {
          val spans = exporter.finishedSpanItems
          val seen = spans.map { span ->
            val parent = spans.find { it.spanId == span.parentSpanId }
            span.name + " in " + (parent?.name ?: "none")
          }
          assertThat(seen).contains(*tree)
          assertThat(spans).allMatch { it.attributes.get(RaglanAttributes.STATUS) == null }
        }
      }
      get(
          "/suspends",
          "xstepy",
          "suspends in http get /suspends",
          "pause in suspends",
          "step in suspends")
      get(
          "/flows",
          "stepastepb",
          "flows in http get /flows",
          "lines in flows",
          "step in flows",
          "step in flows")
      get(
          "/suspends-and-flows",
          "stepastepb",
          "suspendsAndFlows in http get /suspends-and-flows",
          "lines in suspendsAndFlows",
          "step in suspendsAndFlows")
      get("/defers", "later", "defers in http get /defers")
    } finally {
      application.close()
      sdk.close()
      Hooks.disableAutomaticContextPropagation()
    }
  }
}
