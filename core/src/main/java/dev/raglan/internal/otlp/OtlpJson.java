package dev.raglan.internal.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OTLP/JSON mapping of a batch: one {@code ExportTraceServiceRequest} on one line.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP/JSON</a>
 */
public final class OtlpJson {

  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private OtlpJson() {}

  /** The batch as UTF-8, a line feed at its end; a lone surrogate becomes U+FFFD. */
  public static byte[] line(Collection<SpanData> spans) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024 * spans.size());
    try (Writer writer = new OutputStreamWriter(line, encoder());
        JsonGenerator json = JSON.createGenerator(writer)) {
      writeRequest(json, spans);
      json.writeRaw('\n');
    }
    return line.toByteArray();
  }

  /** Jackson's own UTF-8 generator throws at a lone surrogate. */
  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  private static void writeRequest(JsonGenerator json, Collection<SpanData> spans)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("resourceSpans");
    for (var resource : group(spans).entrySet()) {
      writeResource(json, resource.getKey(), resource.getValue());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static Map<Resource, Map<InstrumentationScopeInfo, List<SpanData>>> group(
      Collection<SpanData> spans) {
    Map<Resource, Map<InstrumentationScopeInfo, List<SpanData>>> groups = new LinkedHashMap<>();
    for (SpanData span : spans) {
      groups
          .computeIfAbsent(span.getResource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(span.getInstrumentationScopeInfo(), scope -> new ArrayList<>())
          .add(span);
    }
    return groups;
  }

  private static void writeResource(
      JsonGenerator json, Resource resource, Map<InstrumentationScopeInfo, List<SpanData>> scopes)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    OtlpJsonValues.writeAttributes(json, resource.getAttributes());
    json.writeEndObject();
    json.writeArrayFieldStart("scopeSpans");
    for (var scope : scopes.entrySet()) {
      writeScope(json, scope.getKey(), scope.getValue());
    }
    json.writeEndArray();
    OtlpJsonValues.writeText(json, "schemaUrl", resource.getSchemaUrl());
    json.writeEndObject();
  }

  private static void writeScope(
      JsonGenerator json, InstrumentationScopeInfo scope, List<SpanData> spans) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    OtlpJsonValues.writeText(json, "name", scope.getName());
    OtlpJsonValues.writeText(json, "version", scope.getVersion());
    OtlpJsonValues.writeAttributes(json, scope.getAttributes());
    json.writeEndObject();
    json.writeArrayFieldStart("spans");
    for (SpanData span : spans) {
      OtlpJsonSpan.write(json, span);
    }
    json.writeEndArray();
    OtlpJsonValues.writeText(json, "schemaUrl", scope.getSchemaUrl());
    json.writeEndObject();
  }
}
