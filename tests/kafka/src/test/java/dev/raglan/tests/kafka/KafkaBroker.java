package dev.raglan.tests.kafka;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A broker that is its own controller, in a JVM of its own, with its files in a directory of the
 * test. It keeps its port and its files when it is killed and started again.
 */
public final class KafkaBroker implements AutoCloseable {

  private final Path directory;
  private final Path config;
  private final int port;
  private Process process;

  private KafkaBroker(Path directory, int port, Path config) {
    this.directory = directory;
    this.port = port;
    this.config = config;
  }

  /** Returns a broker that is formatted and not yet started. */
  public static KafkaBroker format(Path directory) throws Exception {
    return format(directory, Map.of());
  }

  /**
   * Returns a broker that is formatted and not yet started.
   *
   * @param more properties, which replace the usual ones
   */
  static KafkaBroker format(Path directory, Map<String, String> more) throws Exception {
    int port = freePort();
    int controller = freePort();
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "log.dirs", directory.resolve("log").toString(),
            "num.partitions", "3",
            "offsets.topic.replication.factor", "1"));
    more.forEach(
        (name, value) ->
            properties.merge(
                name,
                value,
                (usual, other) -> name.equals("listeners") ? "" + usual + other : other));
    return formatted(directory, port, properties, Uuid.randomUuid());
  }

  private static KafkaBroker formatted(
      Path directory, int port, Properties properties, Uuid cluster) throws Exception {
    Path config = Files.createDirectories(directory).resolve("server.properties");
    try (var out = Files.newOutputStream(config)) {
      properties.store(out, null);
    }
    KafkaBroker broker = new KafkaBroker(directory, port, config);
    Process format =
        broker.fork("kafka.tools.StorageTool", "format", "-t", cluster.toString(), "-c");
    if (!format.waitFor(180, SECONDS) || format.exitValue() != 0) {
      format.destroyForcibly();
      throw new IllegalStateException(Files.readString(directory.resolve("broker.log")));
    }
    return broker;
  }

  /**
   * Returns the brokers of a cluster, formatted and not yet started. Each has a copy of every
   * record, and a record counts as written once two of them have it.
   */
  public static List<KafkaBroker> formatCluster(Path directory, int size) throws Exception {
    Uuid cluster = Uuid.randomUuid();
    List<Integer> ports = new ArrayList<>();
    List<Integer> controllers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ports.add(freePort());
      controllers.add(freePort());
    }
    String voters =
        IntStream.range(0, size)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(","));
    List<KafkaBroker> brokers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Path own = directory.resolve("broker-" + (i + 1));
      Properties properties = new Properties();
      properties.putAll(
          Map.of(
              "process.roles",
              "broker,controller",
              "node.id",
              Integer.toString(i + 1),
              "listeners",
              "PLAINTEXT://127.0.0.1:"
                  + ports.get(i)
                  + ",CONTROLLER://127.0.0.1:"
                  + controllers.get(i),
              "controller.listener.names",
              "CONTROLLER",
              "controller.quorum.voters",
              voters,
              "log.dirs",
              own.resolve("log").toString(),
              "num.partitions",
              "3",
              "default.replication.factor",
              Integer.toString(size),
              "min.insync.replicas",
              "2",
              "offsets.topic.replication.factor",
              Integer.toString(size)));
      brokers.add(formatted(own, ports.get(i), properties, cluster));
    }
    return brokers;
  }

  /** Returns a broker that runs. */
  static KafkaBroker start(Path directory) throws Exception {
    KafkaBroker broker = format(directory);
    broker.start();
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts the process and waits until the port is open. */
  public void start() throws IOException {
    launch();
    awaitOpen();
  }

  /** Starts the process, which waits for a majority of its cluster. */
  public void launch() throws IOException {
    process = fork("kafka.Kafka");
  }

  /** Waits until the port is open. */
  public void awaitOpen() {
    await().atMost(180, SECONDS).until(this::isOpen);
  }

  private boolean isOpen() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(directory.resolve("broker.log")));
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Process fork(String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx280m", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    command.add(config.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("broker.log").toFile()))
        .start();
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Ends the process at once, as kill -9 does. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Stops the process in its tracks: its connections stay open and nothing answers. */
  public void freeze() throws Exception {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  /** Creates a topic. */
  public void create(String topic, Map<String, String> configuration) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      NewTopic created = new NewTopic(topic, 3, (short) 1).configs(configuration);
      admin.createTopics(List.of(created)).all().get(60, SECONDS);
    }
  }

  /** Returns all records of the topic that are there when this is called. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address(), "enable.auto.commit", false);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new TreeMap<>((a, b) -> a.partition() - b.partition());
      ends.putAll(consumer.endOffsets(partitions));
      await()
          .atMost(180, SECONDS)
          .until(
              () -> {
                consumer.poll(java.time.Duration.ofMillis(100)).forEach(records::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
    }
    return records;
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
