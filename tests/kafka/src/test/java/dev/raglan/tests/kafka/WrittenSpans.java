package dev.raglan.tests.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The spans of a topic, each record decoded and checked. */
public final class WrittenSpans {

  private WrittenSpans() {}

  /** Returns the spans of all records, of which each has one trace, that of its key. */
  static List<Span> of(List<ConsumerRecord<byte[], byte[]>> records) {
    List<Span> spans = new ArrayList<>();
    Map<String, Integer> partitions = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      String trace = new String(record.key(), StandardCharsets.US_ASCII);
      List<Span> found = spans(record.value());
      assertThat(found).isNotEmpty();
      assertThat(found).extracting(span -> hex(span.getTraceId())).containsOnly(trace);
      Integer before = partitions.put(trace, record.partition());
      assertThat(record.partition()).isEqualTo(before == null ? record.partition() : before);
      spans.addAll(found);
    }
    return spans;
  }

  private static List<Span> spans(byte[] content) {
    try {
      return ExportTraceServiceRequest.parseFrom(content).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public static List<String> names(List<ConsumerRecord<byte[], byte[]>> records) {
    return of(records).stream().map(Span::getName).toList();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
