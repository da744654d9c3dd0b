package dev.raglan.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.export.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings that a Kafka target takes, and those it refuses. */
class KafkaSettingsTest {

  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"ada\" password=\"hunter22\";";

  private static Kafka.Builder builder() {
    return Kafka.builder().bootstrapServers("localhost:9092");
  }

  private static Map<String, Object> properties(Map<String, String> own, Duration batch) {
    return ProducerSettings.of("localhost:9092", "t", own, null).properties(batch);
  }

  @Test
  void isNamedKafka() {
    assertThat(Kafka.to("localhost:9092").name()).isEqualTo("kafka");
  }

  @Test
  void showsNamesOfPropertiesOnly() {
    assertThat(
            builder()
                .property("sasl.jaas.config", JAAS)
                .property("ssl.key.password", Secret.of("hunter23"))
                .topic("traces")
                .build())
        .hasToString(
            "Kafka{bootstrapServers=localhost:9092, topic=traces,"
                + " properties=[sasl.jaas.config, ssl.key.password]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:9092",
        "kafka-1.acme.com:9092, kafka-2.acme.com:9093",
        "[::1]:9092",
        "10.0.0.1:1,10.0.0.2:65535"
      })
  void takesListsOfServers(String servers) {
    assertThat(Kafka.to(servers).toString()).contains(servers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kafka",
        "kafka:",
        ":9092",
        "kafka:0",
        "kafka:65536",
        "kafka:9092,",
        "http://kafka:9092",
        "ada:hunter22@kafka:9092",
        "kafka:9092;kafka:9093"
      })
  void refusesWhatIsNoListOfServers(String servers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kafka.to(servers))
        .withMessageContaining("bootstrapServers must be a list such as kafka-1:9092")
        .withMessageNotContaining("hunter22");
  }

  @Test
  void refusesToBeWithoutServers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kafka.builder().build())
        .withMessageContaining("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "otlp spans", "a/b", "übung"})
  void refusesNamesThatNoTopicMayHave(String topic) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().topic(topic).build())
        .withMessageContaining("Kafka topic '" + topic + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "acks, 0",
    "acks, 1",
    "enable.idempotence, false",
    "transactional.id, mine",
    "key.serializer, org.acme.Keys",
    "value.serializer, org.acme.Values",
    "delivery.timeout.ms, 1",
    "max.block.ms, 1",
    "bootstrap.servers, other:9092"
  })
  void refusesWhatWouldMakeTheCountsWrong(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().property(name, value).build())
        .withMessageContaining("Kafka property " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "compresion.type, gzip, compresion.type",
    "compression.type, tar, compression.type",
    "linger.ms, soon, linger.ms",
    "max.request.size, 100, max.request.size",
    "request.timeout.ms, -1, request.timeout.ms"
  })
  void refusesWhatKafkaDoesNotKnow(String name, String value, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().property(name, value).build())
        .withMessageContaining(words);
  }

  @Test
  void leavesUnknownNamesToTheClassesThatTheApplicationNames() {
    builder()
        .property("interceptor.classes", "org.acme.Interceptor")
        .property("acme.level", "3")
        .build();
  }

  @ParameterizedTest
  @CsvSource({"acks, all", "acks, -1", "enable.idempotence, true"})
  void takesWhatIsSoAnyway(String name, String value) {
    builder().property(name, value).build();
  }

  @Test
  void letsTheApplicationsPropertiesCount() {
    assertThat(
            properties(
                Map.of("client.id", "mine", "compression.type", "zstd", "linger.ms", "50"),
                Duration.ofSeconds(10)))
        .containsEntry("client.id", "mine")
        .containsEntry("compression.type", "zstd")
        .containsEntry("linger.ms", 50L);
  }

  /** More lose the first record on a partition whose broker does not lead it yet. */
  @Test
  void hasOneRequestUnderWayUnlessTheApplicationSetsMore() {
    String name = "max.in.flight.requests.per.connection";
    Duration batch = Duration.ofSeconds(10);
    assertThat(new ProducerConfig(properties(Map.of(), batch)).getInt(name)).isEqualTo(1);
    assertThat(new ProducerConfig(properties(Map.of(name, "4"), batch)).getInt(name)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100, 500, 10_000, 3_600_000})
  void keepsTheTimesOfARecordWithinThatOfABatch(long millis) {
    Map<String, Object> all =
        properties(
            Map.of("linger.ms", "900000", "request.timeout.ms", "900000"),
            Duration.ofMillis(millis));
    // Kafka refuses a request that may take longer than the record.
    assertThat(new ProducerConfig(all).getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG))
        .isEqualTo((int) Math.max(100, millis));
    assertThat((Long) all.get(ProducerConfig.MAX_BLOCK_MS_CONFIG))
        .isBetween(1L, Math.max(1, millis / 20));
  }

  @Test
  void shortensTheTimeOfARecord() {
    assertThat(
            ProducerSettings.of("localhost:9092", "t", Map.of(), Duration.ofSeconds(2))
                .properties(Duration.ofSeconds(10)))
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.05S", "PT-1S", "PT25H"})
  void refusesTimesOfNoUse(Duration timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().timeout(timeout))
        .withMessageContaining("from 100 ms to 1 day");
  }

  @ParameterizedTest
  @CsvSource({
    "SASL_PLAINTEXT, PLAIN",
    "SASL_PLAINTEXT, SCRAM-SHA-512",
    "sasl_plaintext, OAUTHBEARER",
    "PLAINTEXT, PLAIN"
  })
  void refusesALoginOnAnotherMachineWithoutTlsUnlessAllowed(String protocol, String mechanism) {
    Kafka.Builder target =
        Kafka.builder()
            .bootstrapServers("localhost:9092, kafka-1.acme.com:9092")
            .property("security.protocol", protocol)
            .property("sasl.mechanism", mechanism)
            .property("sasl.jaas.config", JAAS);

    assertThatIllegalArgumentException()
        .isThrownBy(target::build)
        .withMessageContaining("SASL_SSL")
        .withMessageContaining("allowPlaintextCredentials")
        .withMessageNotContaining("hunter22");
    assertThat(target.allowPlaintextCredentials(true).build()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "kafka-1.acme.com:9092, SASL_SSL, PLAIN",
    "kafka-1.acme.com:9092, SASL_PLAINTEXT, GSSAPI",
    "localhost:9092, SASL_PLAINTEXT, PLAIN",
    "'127.0.0.1:9092,[::1]:9092', SASL_PLAINTEXT, PLAIN"
  })
  void takesALoginThatNobodyOnTheWayCanRead(String servers, String protocol, String mechanism) {
    Kafka.builder()
        .bootstrapServers(servers)
        .property("security.protocol", protocol)
        .property("sasl.mechanism", mechanism)
        .property("sasl.jaas.config", JAAS)
        .build();
  }

  @Test
  void opensWhereNobodyListensAndNamesDoNotResolve() {
    Kafka.to("localhost:1").open().shutdown();
    Kafka.to("no-such-host.invalid:9092").open().shutdown();
  }

  @Test
  void refusesToOpenWithALoginThatKafkaCannotRead() {
    Kafka target =
        builder()
            .property("security.protocol", "SASL_PLAINTEXT")
            .property("sasl.mechanism", "PLAIN")
            .property("sasl.jaas.config", JAAS.replace(";", ""))
            .build();
    assertThatIllegalStateException()
        .isThrownBy(target::open)
        .withMessageContaining("Kafka's producer cannot be made");
    assertThatThrownBy(target::open)
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("hunter22"));
  }

  @Test
  void refusesToOpenWithoutTheKeysThatItNames() {
    Kafka target =
        builder()
            .property("security.protocol", "SSL")
            .property("ssl.truststore.location", "/no/such/file")
            .property("ssl.truststore.password", "hunter22")
            .build();
    assertThatThrownBy(target::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/no/such/file")
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("hunter22"));
  }

  @Test
  void hidesSecretsInWhatKafkaSays() {
    ProducerSettings settings =
        ProducerSettings.of(
            "localhost:9092",
            "t",
            Map.of(
                "sasl.jaas.config", JAAS,
                "ssl.keystore.password", "hunter23",
                "client.id", "visible"),
            null);
    assertThat(settings.hideSecrets("no 'hunter22' nor hunter23 of visible: " + JAAS))
        .doesNotContain("hunter")
        .contains("visible");
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
