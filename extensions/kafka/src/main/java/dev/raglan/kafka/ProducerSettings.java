package dev.raglan.kafka;

import dev.raglan.internal.transport.HttpAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The settings of a producer, checked. Immutable. */
final class ProducerSettings {

  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[0-9A-Za-z._-]+):(\\d{1,5})");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  private static final String PROTOCOL = "security.protocol";

  /** The mechanism unless another is set; it sends no secret. */
  private static final String KERBEROS = SaslConfigs.DEFAULT_SASL_MECHANISM;

  private static final int MAX_PORT = 65_535;

  /** Properties that name a class, which may have properties that Kafka does not know. */
  private static final Pattern PLUGIN = Pattern.compile(".*(\\.class|\\.classes|\\.reporters)");

  /**
   * The most that Kafka counts for a record beside its content: the frames of the batch and of the
   * record, and the key.
   */
  private static final int OVERHEAD = 256;

  private static final long REQUEST_MILLIS = 5_000;
  private static final long CONNECT_MILLIS = 3_000;
  private static final long BLOCK_MILLIS = 250;

  /**
   * One request at a time. A broker that does not lead a new partition yet may refuse one request
   * and take the next; the first then counts as out of order for all of its time, and is lost.
   */
  private static final String IN_FLIGHT = "1";

  /** Properties that are not the application's, each with what to do instead. */
  private static final Map<String, String> RESERVED =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
          "set bootstrapServers",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          "keys are the ids of traces",
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          "records are OTLP in protocol buffers",
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          "set timeout, or the time of a batch",
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          "set timeout, or the time of a batch",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          "records are not part of a transaction");

  private final String servers;
  private final String topic;
  private final Map<String, String> properties;
  private final @Nullable Duration timeout;
  private final PropertySecrets secrets;
  private final int maxContent;
  private final int maxRequest;

  private ProducerSettings(
      String servers,
      String topic,
      Map<String, String> properties,
      @Nullable Duration timeout,
      Map<String, Object> parsed) {
    this.servers = servers;
    this.topic = topic;
    this.properties = Map.copyOf(properties);
    this.timeout = timeout;
    this.secrets = new PropertySecrets(properties);
    this.maxRequest =
        (int)
            Math.min(
                number(parsed, ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                number(parsed, ProducerConfig.BUFFER_MEMORY_CONFIG));
    this.maxContent = maxRequest - OVERHEAD;
  }

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException if one cannot be used; never quotes a secret
   */
  static ProducerSettings of(
      String servers, String topic, Map<String, String> properties, @Nullable Duration timeout) {
    checkServers(servers);
    if (!TOPIC.matcher(topic).matches()) {
      throw new IllegalArgumentException(
          "Kafka topic '" + topic + "' must have 1 to 249 letters, digits, '.', '_' or '-'");
    }
    properties.forEach(ProducerSettings::checkOwner);
    checkNames(properties);
    ProducerSettings settings =
        new ProducerSettings(servers, topic, properties, timeout, parse(servers, properties));
    if (settings.maxContent < OVERHEAD) {
      throw new IllegalArgumentException(
          "Kafka properties max.request.size and buffer.memory must be at least "
              + 2 * OVERHEAD
              + ": "
              + settings.maxRequest);
    }
    return settings;
  }

  private static long number(Map<String, Object> parsed, String name) {
    return parsed.get(name) instanceof Number number ? number.longValue() : Integer.MAX_VALUE;
  }

  private static void checkServers(String servers) {
    for (String server : servers.split(",", -1)) {
      var matcher = SERVER.matcher(server.strip());
      int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException(
            "Kafka bootstrapServers must be a list such as kafka-1:9092,kafka-2:9092; entry "
                + (Arrays.asList(servers.split(",", -1)).indexOf(server) + 1)
                + " is not host:port");
      }
    }
  }

  /**
   * Refuses a login that others on the way can read.
   *
   * @throws IllegalArgumentException if there is a login, no TLS, and a server elsewhere
   */
  void checkEncryption() {
    String protocol =
        properties.getOrDefault(PROTOCOL, "PLAINTEXT").strip().toUpperCase(Locale.ROOT);
    String mechanism = properties.getOrDefault(SaslConfigs.SASL_MECHANISM, KERBEROS).strip();
    boolean login =
        protocol.equals("SASL_PLAINTEXT")
            ? !mechanism.equals(KERBEROS)
            : protocol.equals("PLAINTEXT") && properties.containsKey(SaslConfigs.SASL_JAAS_CONFIG);
    if (login && !isThisMachine()) {
      throw new IllegalArgumentException(
          "Kafka property security.protocol must be SASL_SSL, because the properties have a login;"
              + " allowPlaintextCredentials(true) sends it unencrypted");
    }
  }

  private boolean isThisMachine() {
    return Stream.of(servers.split(","))
        .map(server -> server.strip().replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", ""))
        .allMatch(HttpAddress::isLoopback);
  }

  private static void checkOwner(String name, String value) {
    String instead = RESERVED.get(name);
    if (instead != null) {
      throw new IllegalArgumentException("Kafka property " + name + " cannot be set; " + instead);
    }
    if (name.equals(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG) && !value.strip().equals("true")) {
      throw new IllegalArgumentException(
          "Kafka property " + name + " must be true: without it a retry may write spans twice");
    }
    if (name.equals(ProducerConfig.ACKS_CONFIG)
        && !value.strip().equals("all")
        && !value.strip().equals("-1")) {
      throw new IllegalArgumentException(
          "Kafka property "
              + name
              + " must be all: with less, spans counted as exported may be lost");
    }
  }

  /** Refuses names that neither Kafka nor a class of the application's can know. */
  private static void checkNames(Map<String, String> properties) {
    boolean plugins = properties.keySet().stream().anyMatch(PLUGIN.asMatchPredicate());
    for (String name : new TreeSet<>(properties.keySet())) {
      if (!plugins && !ProducerConfig.configNames().contains(name)) {
        throw new IllegalArgumentException(
            "Kafka property '" + name + "' is not a property of Kafka's producer");
      }
    }
  }

  private static Map<String, Object> parse(String servers, Map<String, String> properties) {
    try {
      return ProducerConfig.configDef().parse(all(servers, properties));
    } catch (ConfigException wrong) {
      String reason = new PropertySecrets(properties).hideIn(String.valueOf(wrong.getMessage()));
      // Without its cause, whose message may quote a secret.
      throw new IllegalArgumentException("Kafka property refused: " + reason);
    }
  }

  private static Map<String, Object> all(String servers, Map<String, String> properties) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.CLIENT_ID_CONFIG, "raglan");
    all.put(
        ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, Long.toString(CONNECT_MILLIS));
    all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, IN_FLIGHT);
    all.putAll(properties);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return all;
  }

  /**
   * Returns all properties of a producer whose records have that time, retries included. Its calls
   * block for a small part of it.
   */
  Map<String, Object> properties(Duration batch) {
    Map<String, Object> all = all(servers, properties);
    long time = timeout == null ? batch.toMillis() : Math.min(batch.toMillis(), timeout.toMillis());
    long delivery = Math.min(Integer.MAX_VALUE, Math.max(100, time));
    long linger = Math.min(number(ProducerConfig.LINGER_MS_CONFIG, 5), delivery / 10);
    long request = number(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
    all.put(ProducerConfig.LINGER_MS_CONFIG, linger);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(request, delivery - linger));
    all.put(
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        Math.max(1, Math.min(BLOCK_MILLIS, batch.toMillis() / 20)));
    return all;
  }

  private long number(String name, long unset) {
    String value = properties.get(name);
    return value == null ? unset : Long.parseLong(value.strip());
  }

  String servers() {
    return servers;
  }

  String topic() {
    return topic;
  }

  /** Returns the longest time of a record; null for the time of a batch. */
  @Nullable Duration timeout() {
    return timeout;
  }

  /** Returns the largest content of a record that the producer takes. */
  int maxContent() {
    return maxContent;
  }

  /** Returns the producer's limit for a record with all around it. */
  int maxRequest() {
    return maxRequest;
  }

  /** Returns the text without the secrets of the properties. */
  String hideSecrets(@Nullable String text) {
    return text == null ? "" : secrets.hideIn(text);
  }

  @Override
  public String toString() {
    return "Kafka{bootstrapServers=%s, topic=%s, properties=%s}"
        .formatted(servers, topic, new TreeSet<>(properties.keySet()));
  }
}
