package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpCompression;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.export.OtlpProtocol;
import dev.raglan.export.TraceLog;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Reader of {@code raglan.export}. */
final class ExportTargets {

  static final String ENDPOINT = "raglan.export.otlp.endpoint";
  static final String PATH = "raglan.export.file.path";
  static final String BROKERS = "raglan.export.kafka.bootstrap-servers";

  private ExportTargets() {}

  /**
   * Returns the targets, checked but not opened.
   *
   * @throws RaglanConfigurationException if a property cannot be used
   */
  static List<ExportTarget> of(RaglanProperties.Export export) {
    List<ExportTarget> targets = new ArrayList<>();
    if (Boolean.TRUE.equals(export.log().enabled())) {
      targets.add(TraceLog.toLogger());
    }
    if (export.otlp().endpoint() != null) {
      targets.add(otlp(export.otlp(), export.otlp().endpoint()));
    }
    if (export.file().path() != null) {
      targets.add(file(export.file(), export.file().path()));
    }
    String brokers = export.kafka().bootstrapServers();
    if (StringUtils.hasText(brokers)) {
      targets.add(kafka(export.kafka(), brokers));
    }
    ServiceTargets.add(export, targets);
    return List.copyOf(targets);
  }

  private static ExportTarget otlp(RaglanProperties.Otlp otlp, String endpoint) {
    Otlp.Builder target = Otlp.builder();
    check(
        "raglan.export.otlp.protocol",
        otlp.protocol(),
        "Set it to http/protobuf, http/json or grpc.",
        () -> target.protocol(OtlpProtocol.parse(otlp.protocol())));
    encoding(otlp, target);
    target.allowPlaintextCredentials(otlp.allowPlaintextCredentials());
    check(
        "raglan.export.otlp.timeout",
        otlp.timeout(),
        "Set it to a duration such as 10s.",
        () -> target.timeout(otlp.timeout()));
    check(
        "raglan.export.otlp.headers",
        null,
        "Use header names as HTTP has them, with values on one line.",
        () -> target.headers(otlp.headers()));
    return check(
        ENDPOINT,
        null,
        "Set it to the receiver's address, such as http://localhost:4318;"
            + " credentials go into raglan.export.otlp.headers.",
        () -> target.endpoint(endpoint).build());
  }

  private static void encoding(RaglanProperties.Otlp otlp, Otlp.Builder target) {
    String compression = otlp.compression();
    if (compression != null) {
      check(
          "raglan.export.otlp.compression",
          compression,
          "Set it to gzip, zstd or none.",
          () -> target.compression(OtlpCompression.parse(compression)));
    }
    Integer level = otlp.compressionLevel();
    if (level != null) {
      check(
          "raglan.export.otlp.compression-level",
          level,
          "Set it to 1 or more.",
          () -> target.compressionLevel(level));
    }
    DataSize most = otlp.maxRequestBytes();
    if (most != null) {
      check(
          "raglan.export.otlp.max-request-bytes",
          most,
          "Set it to a size such as 4MB.",
          () -> target.maxRequestBytes(most.toBytes()));
    }
  }

  private static ExportTarget file(RaglanProperties.LogFile file, String path) {
    String remedy = "Set it to the path of a file that can be written to, such as spans.jsonl.";
    OtlpJsonFile.Builder target =
        check(PATH, path, remedy, () -> OtlpJsonFile.builder(Path.of(path)));
    check(
        "raglan.export.file.max-size",
        file.maxSize(),
        "Set it to a size such as 64MB.",
        () -> target.maxSize(file.maxSize().toBytes()));
    check(
        "raglan.export.file.max-files",
        file.maxFiles(),
        "Set it to 1 or more.",
        () -> target.maxFiles(file.maxFiles()));
    return new Explained(target.build(), PATH, path, remedy);
  }

  private static ExportTarget kafka(RaglanProperties.KafkaTopic kafka, String brokers) {
    if (!ClassUtils.isPresent("dev.raglan.kafka.Kafka", RaglanProperties.class.getClassLoader())) {
      throw new RaglanConfigurationException(
          BROKERS,
          brokers,
          "dev.raglan:raglan-kafka is not on the class path",
          "Add the dependency dev.raglan:raglan-kafka, or leave the property out.");
    }
    return new Explained(
        KafkaTarget.of(kafka, brokers),
        "raglan.export.kafka.properties",
        kafka.properties().keySet(),
        KafkaTarget.REMEDY);
  }

  /** Returns a target that drops spans: without any target at all, traces are logged. */
  static ExportTarget nowhere() {
    return new Nowhere();
  }

  /** A target whose failure to open names the property that it comes from. */
  private record Explained(ExportTarget target, String property, Object value, String remedy)
      implements ExportTarget {

    @Override
    public String name() {
      return target.name();
    }

    @Override
    public SpanExporter open() {
      return check(property, value, remedy, target::open);
    }
  }

  private record Nowhere() implements ExportTarget {

    @Override
    public String name() {
      return "nowhere";
    }

    @Override
    public SpanExporter open() {
      return SpanExporter.composite();
    }
  }
}
