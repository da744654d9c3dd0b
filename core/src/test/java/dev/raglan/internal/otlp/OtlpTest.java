package dev.raglan.internal.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.export.Otlp;
import dev.raglan.export.OtlpCompression;
import dev.raglan.export.OtlpProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:4318, http://localhost:4318/v1/traces",
    "http://localhost:4318/, http://localhost:4318/v1/traces",
    "HTTPS://otlp.acme.com/api/otel, https://otlp.acme.com/api/otel",
    "http://[::1]:4318, http://[::1]:4318/v1/traces",
    "https://acme.com?project=p, https://acme.com/v1/traces?project=p",
  })
  void completesTheAddress(String endpoint, String address) {
    assertThat(OtlpEndpoint.http(endpoint).address()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource({
    "'', must start with http",
    "localhost:4318, must start with http",
    "ftp://localhost/v1, must start with http",
    "http:///v1/traces, has no valid host",
    "http:localhost, has no valid host",
    "http://my_host:4318, has no valid host",
    "http://localhost:0, port from 1 to 65535",
    "http://localhost:65536, port from 1 to 65535",
    "http://localhost/#top, fragment",
    "http://local host, is not a URI",
  })
  void refusesWhatCannotBeSentTo(String endpoint, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.to(endpoint))
        .withMessageStartingWith("OTLP endpoint ")
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:hunter2@localhost:4318",
        "http://user:hunter2@my_host:4318",
        "http://user:hunter2@local host",
        "https://localhost/v1?key=hunter2#top",
        "user:hunter2@localhost"
      })
  void keepsSecretsOutOfRefusals(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.to(endpoint))
        .satisfies(e -> assertThat(e).hasNoCause().message().doesNotContain("hunter2", "user:"));
  }

  @Test
  void wantsAnEndpoint() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.builder().build())
        .withMessage("OTLP endpoint is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:4317/v1/traces", "http://localhost:4317?a=b"})
  void wantsNoPathForGrpc(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.builder().endpoint(endpoint).protocol(OtlpProtocol.GRPC).build())
        .withMessageContaining("neither path nor query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2\r\nx-forged: 1", "hunter2\n", "hunter2é", "hunter2\u0000"})
  void namesTheHeaderWhoseValueCannotBeSent(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.builder().header("x-api-key", value))
        .withMessageContaining("'x-api-key'")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x y", "x:y", "x\r\ny", "é"})
  void refusesHeaderNamesThatHttpDoesNotKnow(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Otlp.builder().headers(Map.of(name, "hunter2")))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2", "\r", "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0000001S", "PT48H"})
  void refusesTimeoutsThatAreNone(Duration timeout) {
    assertThatIllegalArgumentException().isThrownBy(() -> Otlp.builder().timeout(timeout));
  }

  @Test
  void showsNeitherHeaderValuesNorTheQuery() {
    Otlp otlp =
        Otlp.builder()
            .endpoint("https://acme.com/otel?key=hunter2")
            .header("x-b", "hunter2")
            .header("X-A", "other")
            .header("x-B", "hunter2")
            .build();

    assertThat(otlp)
        .hasToString(
            "Otlp{endpoint=https://acme.com/otel, protocol=http/protobuf, compression=gzip,"
                + " timeout=PT10S, headers=[X-A, x-b]}");
  }

  @Test
  void parsesNamesAndNamesWhatIsAllowed() {
    assertThat(OtlpProtocol.parse("HTTP/protobuf")).isEqualTo(OtlpProtocol.HTTP_PROTOBUF);
    assertThat(OtlpProtocol.parse("grpc")).isEqualTo(OtlpProtocol.GRPC);
    assertThat(OtlpCompression.parse("none")).isEqualTo(OtlpCompression.NONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpProtocol.parse("http/json"))
        .withMessage("OTLP protocol must be one of http/protobuf, grpc");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpCompression.parse("zstd"))
        .withMessage("compression must be one of gzip, none");
  }

  @Test
  void namesTheArtifactThatIsMissing() throws Exception {
    Class<?> otlp = new WithoutOtlp().loadClass(Otlp.class.getName());
    Object target = otlp.getMethod("to", String.class).invoke(null, "http://localhost:4318");

    assertThatThrownBy(() -> otlp.getMethod("open").invoke(target))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("io.opentelemetry:opentelemetry-exporter-otlp");
  }

  /** Loads Raglan anew, where OpenTelemetry's OTLP exporters are not to be found. */
  private static final class WithoutOtlp extends ClassLoader {

    WithoutOtlp() {
      super(OtlpTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.opentelemetry.exporter.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.raglan.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
