package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.Raglan;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.export.TraceLog;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Reader of {@code raglan.export}. */
final class ExportTargets {

  static final String ENDPOINT = "raglan.export.otlp.endpoint";
  static final String PATH = "raglan.export.file.path";
  static final String BROKERS = "raglan.export.kafka.bootstrap-servers";

  private ExportTargets() {}

  /**
   * Returns the targets, checked but not opened.
   *
   * @param environment holds OpenTelemetry's variables as well
   * @param ofVariables true if OpenTelemetry's variables may name a receiver
   * @param classes where the classes of optional targets are looked up
   * @throws RaglanConfigurationException if a property cannot be used
   */
  static List<ExportTarget> of(
      RaglanProperties.Export export,
      Environment environment,
      boolean ofVariables,
      @Nullable ClassLoader classes) {
    List<ExportTarget> targets = new ArrayList<>();
    if (Boolean.TRUE.equals(export.log().enabled())) {
      targets.add(TraceLog.toLogger());
    }
    ExportTarget otlp = new OtlpProperties(export.otlp(), environment).target(ofVariables);
    if (otlp != null) {
      targets.add(inDialects(otlp, export.otlp().dialects()));
    }
    String path = export.file().path();
    if (StringUtils.hasText(path)) {
      targets.add(inDialects(file(export.file(), path.strip()), export.file().dialects()));
    }
    String brokers = export.kafka().bootstrapServers();
    if (StringUtils.hasText(brokers)) {
      targets.add(inDialects(kafka(export.kafka(), brokers, classes), export.kafka().dialects()));
    }
    ServiceTargets.add(export, targets);
    return List.copyOf(targets);
  }

  private static ExportTarget inDialects(ExportTarget target, List<String> names) {
    String[] dialects = names.toArray(new String[0]);
    if (dialects.length == 0) {
      return target;
    }
    return check(
        "raglan.export." + target.name() + ".dialects",
        String.join(",", names),
        "Set it to some of gen-ai, openinference and langfuse, or leave it out.",
        () -> {
          Raglan.builder().dialects(dialects);
          return target.inDialects(dialects);
        });
  }

  private static ExportTarget file(RaglanProperties.LogFile file, String path) {
    String remedy = "Set it to the path of a file that can be written to, such as spans.jsonl.";
    OtlpJsonFile.Builder target =
        check(PATH, path, remedy, () -> OtlpJsonFile.builder(Path.of(path)));
    check(
        "raglan.export.file.max-size",
        file.maxSize(),
        "Set it to a size such as 64MB, up to 1TB.",
        () -> target.maxSize(file.maxSize().toBytes()));
    check(
        "raglan.export.file.max-files",
        file.maxFiles(),
        "Set it to 1 or more, up to 10000.",
        () -> target.maxFiles(file.maxFiles()));
    return new Explained(target.build(), PATH, path, remedy);
  }

  private static ExportTarget kafka(
      RaglanProperties.KafkaTopic kafka, String brokers, @Nullable ClassLoader classes) {
    if (!ClassUtils.isPresent("dev.raglan.kafka.Kafka", classes)) {
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
  record Explained(ExportTarget target, String property, @Nullable Object value, String remedy)
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
