package dev.raglan.tests.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.kafka.Kafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Refusals of a broker that wants TLS, a login and rights, and creates no topics. */
class KafkaRefusalTest {

  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String PASSWORD = "hunter22";

  @TempDir private static Path directory;
  private static KafkaBroker broker;
  private static int loginPort;
  private static int tlsPort;

  @BeforeAll
  static void startBroker() throws Exception {
    loginPort = freePort();
    tlsPort = freePort();
    keytool(
        "-genkeypair -alias broker -keyalg EC -dname CN=localhost -ext san=dns:localhost"
            + " -validity 30 -keystore keys.p12 -storetype PKCS12 -storepass secret1"
            + " -keypass secret1");
    keytool(
        "-exportcert -rfc -alias broker -keystore keys.p12 -storepass secret1 -file broker.pem");
    String login = "listener.name.login.";
    String tls = "listener.name.tls.";
    broker =
        KafkaBroker.format(
            directory,
            Map.ofEntries(
                Map.entry(
                    "listeners", ",LOGIN://localhost:" + loginPort + ",TLS://localhost:" + tlsPort),
                Map.entry(
                    "listener.security.protocol.map",
                    "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT,TLS:SSL"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry(login + "sasl.enabled.mechanisms", "PLAIN"),
                Map.entry(
                    login + "plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_ada=\"hunter22\" user_bob=\"hunter22\";"),
                Map.entry(tls + "ssl.keystore.type", "PKCS12"),
                Map.entry(tls + "ssl.keystore.location", directory.resolve("keys.p12").toString()),
                Map.entry(tls + "ssl.keystore.password", "secret1"),
                Map.entry(tls + "ssl.key.password", "secret1"),
                Map.entry(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS;User:ada"),
                Map.entry("auto.create.topics.enable", "false")));
    broker.start();
    broker.create("otlp_spans", Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void keytool(String arguments) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder((program + " " + arguments).split(" "))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as(() -> arguments).isZero();
  }

  private record Sent(DeliveryStats stats, String log) {}

  /** Sends one span to a target that says at once what becomes of it. */
  private static Sent send(Kafka target) {
    return send(target, LONG);
  }

  /** Sends one span, and returns what came of it in the time and what the log says. */
  private static Sent send(Kafka target, Duration timeout) {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.delivery");
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);
    try (Raglan raglan =
        Raglan.builder()
            .delivery(DeliverySettings.builder().timeout(timeout).build())
            .closeAtExit(false)
            .exportTo(target)
            .build()) {
      raglan.trace("one").start().end();
      raglan.flush(LONG.multipliedBy(2));
      raglan.close(LONG);
      String log =
          appender.list.stream()
              .map(ILoggingEvent::getFormattedMessage)
              .collect(Collectors.joining("\n"));
      return new Sent(raglan.delivery(), log);
    } finally {
      logger.detachAppender(appender);
    }
  }

  private static Kafka.Builder withLogin(String name, String password) {
    return Kafka.builder()
        .bootstrapServers("localhost:" + loginPort)
        .property("security.protocol", "SASL_PLAINTEXT")
        .property("sasl.mechanism", "PLAIN")
        .property(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                + name
                + "\" password=\""
                + password
                + "\";");
  }

  @Test
  void takeNoSpansWithoutTheRightPassword() {
    Sent sent = send(withLogin("ada", "hunter23").build());

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(sent.log)
        .contains("authentication failed: localhost:" + loginPort, "1 span dropped")
        .doesNotContain("hunter23");
    assertThat(send(withLogin("ada", PASSWORD).build()).stats.exported()).isOne();
  }

  @Test
  void takeNoSpansOfAUserWithoutRights() {
    Sent sent = send(withLogin("bob", PASSWORD).build());

    assertThat(sent.stats.dropped(DropReason.REJECTED)).isOne();
    assertThat(sent.log).contains("not authorized to write to topic otlp_spans");
  }

  private static Kafka.Builder overTls() {
    return Kafka.builder()
        .bootstrapServers("localhost:" + tlsPort)
        .property("security.protocol", "SSL");
  }

  @Test
  void areNotReachedOverTlsThatIsNotTrusted() throws Exception {
    Sent sent = send(overTls().build(), SHORT);

    assertThat(sent.stats.dropped()).isOne();
    assertThat(sent.stats.exported()).isZero();
    assertThat(sent.log).contains("localhost:" + tlsPort, "1 span dropped");

    String pem = Files.readString(directory.resolve("broker.pem"));
    Kafka trusting =
        overTls()
            .property("ssl.truststore.type", "PEM")
            .property("ssl.truststore.certificates", pem)
            .build();
    assertThat(send(trusting).stats.exported()).isOne();
  }

  @Test
  void areNotReachedUnderAnotherNameThanTheCertificates() throws Exception {
    Kafka target =
        Kafka.builder()
            .bootstrapServers("127.0.0.1:" + tlsPort)
            .property("security.protocol", "SSL")
            .property("ssl.truststore.type", "PEM")
            .property(
                "ssl.truststore.certificates", Files.readString(directory.resolve("broker.pem")))
            .build();

    assertThat(send(target, SHORT).stats.exported()).isZero();
  }

  @Test
  void nameTheTopicThatDoesNotExistUntilItDoes() throws Exception {
    Kafka target = Kafka.builder().bootstrapServers(broker.address()).topic("later").build();
    Sent sent = send(target, SHORT);

    assertThat(sent.stats.dropped(DropReason.EXPORT_FAILED)).isOne();
    assertThat(sent.log).contains("there is no topic later at " + broker.address());

    broker.create("later", Map.of());
    await().atMost(180, SECONDS).until(() -> send(target, SHORT).stats.exported() == 1);
  }
}
