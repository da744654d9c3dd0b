package dev.raglan.internal.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Reads OTLP JSON with protobuf's own parser, which takes ids for base64 where OTLP writes hex. */
public final class OtlpJsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private OtlpJsonLines() {}

  public static byte[] write(List<SpanData> spans) {
    return OtlpJsonFileExporter.line(
        OtlpJson.INSTANCE.encode(spans).requests(Long.MAX_VALUE).get(0));
  }

  public static List<ExportTraceServiceRequest> read(Path file) {
    try {
      return Files.readAllLines(file).stream().map(OtlpJsonLines::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ExportTraceServiceRequest parse(String line) {
    try {
      JsonNode tree = JSON.readTree(line);
      toBase64(tree);
      ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
      JsonFormat.parser().merge(tree.toString(), request);
      return request.build();
    } catch (JsonProcessingException | InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void toBase64(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String field : List.of("traceId", "spanId", "parentSpanId")) {
        if (object.path(field).isTextual()) {
          byte[] id = HexFormat.of().parseHex(object.get(field).textValue());
          object.put(field, Base64.getEncoder().encodeToString(id));
        }
      }
    }
    node.forEach(OtlpJsonLines::toBase64);
  }
}
