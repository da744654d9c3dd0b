package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.export.DeliveryStats;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** How properties and variables of OTLP reach the wire. */
class OtlpPropertiesTest {

  private final MockWebServer server = new MockWebServer();

  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.enqueue(new MockResponse.Builder().code(200).build());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class));
  }

  private ApplicationContextRunner toServer(String... properties) {
    return runner()
        .withPropertyValues("raglan.export.otlp.endpoint=" + server.url("/v1/traces"))
        .withPropertyValues(properties);
  }

  /** Sets environment variables. */
  private static ApplicationContextRunner with(
      ApplicationContextRunner runner, Map<String, String> variables) {
    return runner.withInitializer(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", new LinkedHashMap<>(variables))));
  }

  private RecordedRequest sent(ApplicationContextRunner runner) throws InterruptedException {
    runner.run(
        context -> {
          assertThat(context).hasNotFailed();
          Raglan raglan = context.getBean(Raglan.class);
          raglan.trace("chat").start().end();
          raglan.flush(Duration.ofSeconds(20));
          DeliveryStats stats = raglan.delivery();
          assertThat(stats.exported()).as(stats.toString()).isOne();
        });
    RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static void failing(ApplicationContextRunner runner, Consumer<FailureAnalysis> check) {
    runner.run(
        context -> {
          assertThat(context).hasFailed();
          Throwable failure = context.getStartupFailure();
          FailureAnalysis analysis = new RaglanFailureAnalyzer().analyze(failure);
          assertThat(analysis).as(failure.toString()).isNotNull();
          assertThat(failure).hasStackTraceContaining(analysis.getDescription());
          check.accept(analysis);
        });
  }

  @Test
  void sendsHeadersOfAList() throws Exception {
    RecordedRequest request =
        sent(toServer("raglan.export.otlp.headers=authorization=Bearer%20a%3D,x-api-key=b"));

    assertThat(request.getHeaders().get("authorization")).isEqualTo("Bearer a=");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("b");
  }

  @Test
  void sendsHeadersOfAMapAndOfAList() throws Exception {
    RecordedRequest request =
        sent(
            with(
                toServer(
                    "raglan.export.otlp.headers.x-one=file", "raglan.export.otlp.headers.x-two=2"),
                Map.of("RAGLAN_EXPORT_OTLP_HEADERS", "x-one=variable,x.three=3")));

    assertThat(request.getHeaders().get("x-one")).isEqualTo("variable");
    assertThat(request.getHeaders().get("x-two")).isEqualTo("2");
    assertThat(request.getHeaders().get("x.three")).isEqualTo("3");
  }

  @Test
  void refusesAHeaderThatAVariableHasMangled() {
    failing(
        with(toServer(), Map.of("RAGLAN_EXPORT_OTLP_HEADERS_X_API_KEY", "hunter2")),
        analysis -> {
          assertThat(analysis.getDescription())
              .contains("raglan.export.otlp.headers.x ")
              .contains("the name has a dot")
              .doesNotContain("hunter2");
          assertThat(analysis.getAction())
              .contains("RAGLAN_EXPORT_OTLP_HEADERS=name=value,name=value");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "x-api-key=%zzhunter2", "=hunter2", "a=b,hunter2"})
  void neverShowsAListThatIsMalformed(String list) {
    failing(
        toServer("raglan.export.otlp.headers=" + list),
        analysis ->
            assertThat(analysis.getDescription() + analysis.getAction())
                .contains("raglan.export.otlp.headers")
                .doesNotContain("hunter2"));
  }

  @Test
  void refusesAParameterThatAVariableHasMangled() {
    failing(
        with(runner(), Map.of("RAGLAN_PARAMS_CHUNK_SIZE", "512")),
        analysis -> {
          assertThat(analysis.getDescription()).contains("raglan.params.chunk");
          assertThat(analysis.getAction()).contains("RAGLAN_PARAMS=name=value,name=value");
        });
  }

  @Test
  void takesParametersOfAList() throws Exception {
    RecordedRequest request =
        sent(
            with(
                toServer("raglan.params.top_k=4"),
                Map.of("RAGLAN_PARAMS", "chunk_size=512,retrieval.mode=hybrid")));

    assertThat(request.getBody().string(StandardCharsets.ISO_8859_1))
        .contains("raglan.param.chunk_size", "raglan.param.retrieval.mode", "raglan.param.top_k");
  }

  @Test
  void refusesAPriceThatAVariableHasMangled() {
    failing(
        with(runner(), Map.of("RAGLAN_PRICING_MODELS_GPT_4O_INPUT", "2.5")),
        analysis -> {
          assertThat(analysis.getDescription()).contains("raglan.pricing.models.gpt");
          assertThat(analysis.getAction()).contains("no environment variable can hold it");
        });
  }

  @Test
  void takesOpenTelemetrysVariablesWhereNoPropertyIsSet() throws Exception {
    Map<String, String> variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", server.url("/base").toString(),
            "OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=a%20b",
            "OTEL_EXPORTER_OTLP_PROTOCOL", "http/json",
            "OTEL_EXPORTER_OTLP_TIMEOUT", "5000",
            "OTEL_EXPORTER_OTLP_COMPRESSION", "none",
            "OTEL_SERVICE_NAME", "of-the-variable",
            "OTEL_RESOURCE_ATTRIBUTES", "service.version=7,service.name=less");

    RecordedRequest request =
        sent(
            with(
                runner()
                    .withPropertyValues(
                        "raglan.export.otlp.endpoint=  ",
                        "raglan.export.otlp.headers=",
                        "raglan.export.otlp.protocol=",
                        "raglan.service-name= ",
                        "spring.application.name=of-spring"),
                variables));

    assertThat(request.getUrl().encodedPath()).isEqualTo("/base/v1/traces");
    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("a b");
    assertThat(request.getHeaders().get("content-type")).startsWith("application/json");
    assertThat(request.getBody().string(StandardCharsets.UTF_8))
        .contains("\"of-the-variable\"", "service.version")
        .doesNotContain("of-spring", "less");
  }

  @Test
  void prefersProperties() throws Exception {
    RecordedRequest request =
        sent(
            with(
                toServer(
                    "raglan.export.otlp.headers.x-api-key=property",
                    "raglan.export.otlp.protocol=http/protobuf",
                    "raglan.service-name=of-the-property"),
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1",
                    "OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=variable",
                    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc",
                    "OTEL_SERVICE_NAME", "of-the-variable")));

    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("property");
    assertThat(request.getHeaders().get("content-type")).isEqualTo("application/x-protobuf");
    assertThat(request.getBody().string(StandardCharsets.ISO_8859_1)).contains("of-the-property");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_PROTOCOL, smoke",
    "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT, soon",
    "OTEL_EXPORTER_OTLP_COMPRESSION, zip",
    "OTEL_RESOURCE_ATTRIBUTES, =",
  })
  void namesTheVariableThatIsWrong(String name, String value) {
    failing(
        with(toServer(), Map.of(name, value)),
        analysis -> assertThat(analysis.getDescription()).startsWith(name));
  }

  @Test
  void namesTheVariableWhoseHeadersAreWrong() {
    failing(
        with(
            runner(),
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:1",
                "OTEL_EXPORTER_OTLP_HEADERS", "hunter2")),
        analysis ->
            assertThat(analysis.getDescription())
                .startsWith("OTEL_EXPORTER_OTLP_HEADERS")
                .doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTEL_EXPORTER_OTLP_HEADERS", "OTEL_EXPORTER_OTLP_TRACES_HEADERS"})
  void sendsNoHeadersOfAVariableToAnEndpointOfAProperty(String name) throws Exception {
    RecordedRequest request =
        sent(
            with(
                toServer(),
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "https://otlp.acme.test",
                    name,
                    "authorization=hunter2")));

    assertThat(request.getHeaders().toString()).doesNotContain("hunter2", "authorization");
  }

  @Test
  void sendsHeadersOfAPropertyToAnEndpointOfAVariable() throws Exception {
    RecordedRequest request =
        sent(
            with(
                runner().withPropertyValues("raglan.export.otlp.headers=x-api-key=property"),
                Map.of(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    server.url("/").toString(),
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "authorization=hunter2")));

    assertThat(request.getHeaders().get("x-api-key")).isEqualTo("property");
    assertThat(request.getHeaders().get("authorization")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "sub/deeper"})
  void namesTheSpoolThatCannotBeWrittenTo(String below) throws IOException {
    Path spool = file("file", "").resolve(below);
    failing(
        toServer("raglan.delivery.spool.directory=" + spool),
        analysis -> {
          assertThat(analysis.getDescription())
              .startsWith("raglan.delivery.spool.directory = " + spool);
          assertThat(analysis.getAction()).contains("a directory that can be written to");
        });
  }

  @Test
  void needsNoSpoolWhereNothingCanBeSpooled() throws IOException {
    Path spool = file("file", "").resolve("sub");
    runner()
        .withPropertyValues("raglan.delivery.spool.directory=" + spool)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void leavesTheEndpointOfTheVariablesToTheApplicationsSdk() {
    with(
            runner().withBean(OpenTelemetry.class, () -> OpenTelemetrySdk.builder().build()),
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", server.url("/").toString()))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              context.getBean(Raglan.class).trace("chat").start().end();
              assertThat(server.getRequestCount()).isZero();
            });
  }

  @Test
  void sendsThroughAProxy() throws Exception {
    String proxy = server.getHostName() + ":" + server.getPort();
    RecordedRequest request =
        sent(
            runner()
                .withPropertyValues(
                    "raglan.export.otlp.endpoint=http://otlp.acme.test:4318",
                    "raglan.export.otlp.proxy=http://" + proxy));

    assertThat(request.getRequestLine())
        .startsWith("POST http://otlp.acme.test:4318/v1/traces HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme", "acme:", ":80", "user:hunter2@acme:80", "a:99999", "a b:1"})
  void refusesAProxyThatIsNone(String proxy) {
    failing(
        toServer("raglan.export.otlp.proxy=" + proxy),
        analysis -> {
          assertThat(analysis.getDescription())
              .startsWith("raglan.export.otlp.proxy")
              .doesNotContain("hunter2");
          assertThat(analysis.getAction()).contains("host:port");
        });
  }

  @Test
  void showsItsCertificateThroughATunnel() throws Exception {
    HeldCertificate root = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate ofServer = certificate(root, "localhost");
    HeldCertificate ofClient = certificate(root, "client");
    server.useHttps(
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(root.certificate())
            .heldCertificate(ofServer)
            .build()
            .sslSocketFactory());
    server.requireClientAuth();
    try (Tunnel tunnel = new Tunnel()) {
      RecordedRequest request =
          sent(
              toServer(
                  "raglan.export.otlp.endpoint=https://localhost:" + server.getPort(),
                  "raglan.export.otlp.proxy=localhost:" + tunnel.port(),
                  "raglan.export.otlp.trusted-certificates="
                      + file("ca.pem", root.certificatePem()),
                  "raglan.export.otlp.client-certificate="
                      + file("client.pem", ofClient.certificatePem()),
                  "raglan.export.otlp.client-key="
                      + file("client.key", ofClient.privateKeyPkcs8Pem())));

      assertThat(request.getHandshake().peerCertificates().get(0))
          .isEqualTo(ofClient.certificate());
      assertThat(tunnel.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT localhost:" + server.getPort());
    }
  }

  private static HeldCertificate certificate(HeldCertificate root, String name) {
    return new HeldCertificate.Builder()
        .signedBy(root)
        .commonName(name)
        .addSubjectAlternativeName(name)
        .build();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    failing(
        toServer("raglan.export.otlp.client-certificate=/client.pem"),
        analysis -> {
          assertThat(analysis.getDescription()).startsWith("raglan.export.otlp.client-key");
          assertThat(analysis.getAction()).contains("or neither");
        });
  }

  @Test
  void namesTheCertificateThatIsMissing() {
    failing(
        toServer("raglan.export.otlp.trusted-certificates=/no/such/ca.pem"),
        analysis -> assertThat(analysis.getDescription()).contains("/no/such/ca.pem"));
  }

  @Test
  void startsWhereEveryPropertyIsBlank() {
    Map<String, String> blank = new LinkedHashMap<>();
    PropertyNames.of(RaglanProperties.class).forEach((name, type) -> blank.put(name, ""));
    blank.remove("raglan.dialects");
    runner()
        .withPropertyValues(blank.keySet().stream().map(name -> name + "=").toArray(String[]::new))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              Raglan raglan = context.getBean(Raglan.class);
              raglan.trace("chat").attribute("password", "hunter2").start().end();
              assertThat(raglan.delivery().targets())
                  .extracting(DeliveryStats.Target::name)
                  .containsExactly("log");
            });
  }

  @Test
  void readsEveryPropertyFromItsVariable() {
    PropertyNames.of(RaglanProperties.class)
        .forEach(
            (name, type) -> {
              String value = PropertyNames.sample(name, type);
              RaglanProperties bound =
                  PropertyNames.bind(Map.of(PropertyNames.variable(name), value));
              assertThat(PropertyNames.read(bound, name))
                  .as(PropertyNames.variable(name))
                  .isNotEqualTo(PropertyNames.read(PropertyNames.bind(Map.of()), name));
            });
  }

  @Test
  void showsNoSecretInTheActuator() {
    with(
            toServer(
                "raglan.export.otlp.headers.x-api-key=hunter1",
                "raglan.export.otlp.proxy=localhost:1",
                "raglan.export.kafka.properties.sasl.jaas.config=password='hunter5'",
                "raglan.export.athina.api-key=hunter6"),
            Map.of(
                "RAGLAN_COMMAND",
                    "java -Draglan.export.otlp.headers.x-api-key=hunter7 -jar app.jar",
                "RAGLAN_JSON",
                    "{\"raglan\":{\"export\":{\"lastmile\":{\"api-token\":\"hunter8\"}}}}",
                "RAGLAN_EXPORT_OTLP_HEADERS", "authorization=hunter2",
                "OTEL_EXPORTER_OTLP_HEADERS", "authorization=hunter3",
                "OTEL_EXPORTER_OTLP_TRACES_HEADERS", "authorization=hunter4"))
        .run(
            context -> {
              assertThat(actuator(context))
                  .contains("raglan.export.otlp.headers", "OTEL_EXPORTER_OTLP_HEADERS", "******")
                  .contains("8192")
                  .doesNotContain("hunter");
              assertThat(context.getBean(RaglanProperties.class).toString())
                  .doesNotContain("hunter");
            });
  }

  private static String actuator(AssertableApplicationContext context) throws IOException {
    List<SanitizingFunction> functions =
        context.getBeanProvider(SanitizingFunction.class).orderedStream().toList();
    ConfigurationPropertiesReportEndpoint properties =
        new ConfigurationPropertiesReportEndpoint(functions, Show.ALWAYS);
    properties.setApplicationContext(context);
    EnvironmentEndpoint environment =
        new EnvironmentEndpoint(context.getEnvironment(), functions, Show.ALWAYS);
    ObjectMapper json = new ObjectMapper();
    return json.writeValueAsString(properties.configurationProperties())
        + json.writeValueAsString(environment.environment("(raglan|OTEL|RAGLAN).*"));
  }

  /** A proxy that opens tunnels. */
  private static final class Tunnel implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();

    Tunnel() throws IOException {
      daemon(
          () -> {
            while (!socket.isClosed()) {
              serve(socket.accept());
            }
          });
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
      StringBuilder head = new StringBuilder();
      InputStream in = client.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          client.close();
          return;
        }
        head.append((char) next);
      }
      heads.add(head.toString());
      String port = head.toString().split("[: ]")[2];
      Socket target = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      daemon(() -> pipe(in, target.getOutputStream()));
      daemon(() -> pipe(target.getInputStream(), client.getOutputStream()));
    }

    private static void pipe(InputStream in, OutputStream out) throws IOException {
      in.transferTo(out);
      out.close();
    }

    private interface Task {
      void run() throws IOException;
    }

    private static void daemon(Task task) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  task.run();
                } catch (IOException e) {
                  // Closed.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
