package dev.raglan.internal.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.raglan.internal.otlp.EncodedSpans.Envelope;
import dev.raglan.internal.otlp.EncodedSpans.ResourceGroup;
import dev.raglan.internal.otlp.EncodedSpans.ScopeGroup;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okio.Buffer;

/**
 * The OTLP/JSON encoding of traces, each request on one line of UTF-8; a lone surrogate becomes
 * U+FFFD.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP/JSON</a>
 */
final class OtlpJson implements EncodedSpans.Encoding, Envelope {

  /** The only instance. */
  static final OtlpJson INSTANCE = new OtlpJson();

  private static final JsonFactory JSON = new JsonFactory();
  private static final SerializedString NOTHING = new SerializedString("");
  private static final byte[] REPLACEMENT = utf8("\uFFFD");
  private static final byte[] BEGIN = utf8("{\"resourceSpans\":[");
  private static final byte[] COMMA = {','};
  private static final byte[] END_OF_SCOPE = utf8("]}");

  private OtlpJson() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String id() {
    return "json";
  }

  @Override
  public Buffer join(List<byte[]> requests) {
    Buffer joined = new Buffer().write(BEGIN);
    for (int i = 0; i < requests.size(); i++) {
      if (i > 0) {
        joined.write(COMMA);
      }
      byte[] request = requests.get(i);
      joined.write(request, BEGIN.length, request.length - BEGIN.length - END_OF_SCOPE.length);
    }
    return joined.write(END_OF_SCOPE);
  }

  @Override
  public EncodedSpans encode(List<SpanData> spans) {
    EncodedSpans.Builder encoded = new EncodedSpans.Builder(spans.size(), this);
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024 * spans.size());
    try (JsonGenerator json = generator(out)) {
      for (SpanData span : spans) {
        OtlpJsonSpan.write(json, span);
        json.flush();
        encoded.add(span, out.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return encoded.build(out.toByteArray());
  }

  private static JsonGenerator generator(ByteArrayOutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, encoder());
    return JSON.createGenerator(writer).setRootValueSeparator(NOTHING);
  }

  /** Jackson's own UTF-8 generator throws at a lone surrogate. */
  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith(REPLACEMENT);
  }

  @Override
  public byte[] head(Resource resource) {
    return head(
        json -> {
          json.writeObjectFieldStart("resource");
          OtlpJsonValues.writeAttributes(json, resource.getAttributes());
          json.writeEndObject();
          OtlpJsonValues.writeText(json, "schemaUrl", resource.getSchemaUrl());
          json.writeFieldName("scopeSpans");
        });
  }

  @Override
  public byte[] head(InstrumentationScopeInfo scope) {
    return head(
        json -> {
          json.writeObjectFieldStart("scope");
          OtlpJsonValues.writeText(json, "name", scope.getName());
          OtlpJsonValues.writeText(json, "version", scope.getVersion());
          OtlpJsonValues.writeAttributes(json, scope.getAttributes());
          json.writeEndObject();
          OtlpJsonValues.writeText(json, "schemaUrl", scope.getSchemaUrl());
          json.writeFieldName("spans");
        });
  }

  /** The fields of an object, the last of which is a list. */
  private interface Fields {

    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] head(Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = generator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      json.writeStartObject();
      fields.write(json);
      json.writeRaw(":[");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public long overhead(byte[] head) {
    return head.length + (long) END_OF_SCOPE.length + COMMA.length;
  }

  @Override
  public void write(List<ResourceGroup> groups, Buffer out) {
    out.write(BEGIN);
    for (int i = 0; i < groups.size(); i++) {
      if (i > 0) {
        out.write(COMMA);
      }
      out.write(groups.get(i).head());
      writeScopes(groups.get(i).scopes(), out);
      out.write(END_OF_SCOPE);
    }
    out.write(END_OF_SCOPE);
  }

  private static void writeScopes(List<ScopeGroup> scopes, Buffer out) {
    for (int i = 0; i < scopes.size(); i++) {
      if (i > 0) {
        out.write(COMMA);
      }
      out.write(scopes.get(i).head());
      scopes.get(i).writeSpans(out, COMMA);
      out.write(END_OF_SCOPE);
    }
  }
}
