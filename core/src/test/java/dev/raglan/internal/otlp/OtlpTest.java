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
    "http://otel_collector:4318, http://otel_collector:4318/v1/traces",
    "https://acme.com?project=p, https://acme.com/v1/traces?project=p",
  })
  void completesTheAddress(String endpoint, String address) {
    assertThat(OtlpEndpoint.http(endpoint).url()).hasToString(address);
  }

  @ParameterizedTest
  @CsvSource({
    "'', must start with http",
    "localhost:4318, must start with http",
    "ftp://localhost/v1, must start with http",
    "http:///v1/traces, has no valid host",
    "http:localhost, has no valid host",
    "http://my host:4318, is not a URI",
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
        .isThrownBy(() -> OtlpProtocol.parse("http/xml"))
        .withMessage("OTLP protocol must be one of http/protobuf, http/json, grpc");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OtlpCompression.parse("brotli"))
        .withMessage("compression must be one of gzip, zstd, none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "x-api-key", "X-Auth-Token", "dd-key", "cookie"})
  void refusesToSendACredentialWithoutTlsToAnotherMachine(String header) {
    Otlp.Builder otlp =
        Otlp.builder().endpoint("http://otel_collector:4318").header(header, "hunter2");

    assertThatIllegalArgumentException()
        .isThrownBy(otlp::build)
        .withMessageContaining(header)
        .withMessageContaining("allowPlaintextCredentials")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    assertThat(otlp.allowPlaintextCredentials(true).build()).isNotNull();
  }

  @Test
  void refusesToSendACredentialInTheQueryWithoutTlsToAnotherMachine() {
    Otlp.Builder otlp = Otlp.builder().endpoint("http://otel:4318/v1/traces?api_key=hunter2&a=b");

    assertThatIllegalArgumentException()
        .isThrownBy(otlp::build)
        .withMessageContaining("parameters of its query carry a credential")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    assertThat(otlp.allowPlaintextCredentials(true).build()).isNotNull();
    assertThat(Otlp.builder().endpoint("http://otel:4318/v1/traces?a=b").build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:4318", "http://127.0.0.1:4318", "http://[::1]:4318"})
  void sendsACredentialWithoutTlsToThisMachine(String endpoint) {
    assertThat(Otlp.builder().endpoint(endpoint).header("authorization", "x").build()).isNotNull();
  }

  @Test
  void sendsOtherHeadersWithoutTls() {
    Otlp otlp =
        Otlp.builder().endpoint("http://collector:4318").header("x-scope-orgid", "a").build();

    assertThat(otlp).asString().contains("compression=gzip", "[x-scope-orgid]");
  }

  @Test
  void leavesRequestsToThisMachineUncompressed() {
    assertThat(Otlp.to("http://localhost:4318")).asString().contains("compression=none");
  }

  @Test
  void namesTheArtifactThatIsMissing() throws Exception {
    Class<?> otlp = new WithoutZstd().loadClass(Otlp.class.getName());
    Object builder = otlp.getMethod("builder").invoke(null);
    Class<?> type = builder.getClass();
    type.getMethod("endpoint", String.class).invoke(builder, "http://localhost:4318");
    Class<?> compression = type.getClassLoader().loadClass(OtlpCompression.class.getName());
    type.getMethod("compression", compression)
        .invoke(builder, compression.getField("ZSTD").get(null));
    Object target = type.getMethod("build").invoke(builder);

    assertThatThrownBy(() -> otlp.getMethod("open").invoke(target))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("com.github.luben:zstd-jni");
  }

  /** Loads Raglan anew, where zstd-jni is not to be found. */
  private static final class WithoutZstd extends ClassLoader {

    WithoutZstd() {
      super(OtlpTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.github.luben.")) {
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
