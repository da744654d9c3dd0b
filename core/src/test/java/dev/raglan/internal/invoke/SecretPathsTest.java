package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.trace.Tracing;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths of annotations into what is named like a secret. */
class SecretPathsTest {

  private static final String SECRET = "open sesame";

  @RegisterExtension final Tracing tracing = new Tracing();

  record Login(String user, String password, Map<String, String> credentials) {}

  /** Methods that bind a part of a login, which no other attribute shows. */
  static final class Service {

    @Traced
    void attribute(@SpanAttribute(value = "shown", path = "password") Login login) {}

    @Traced
    void field(@Bind(value = Field.SESSION_ID, path = "credentials['id']") Login login) {}

    @Traced
    void request(@Bind(value = Field.CUSTOMER_ID, path = "password") Login login) {}

    @Traced
    @BindResult(attribute = "shown", path = "password")
    @BindResult(field = Field.RESPONSE, path = "credentials.id")
    Login result(Login login) {
      return login;
    }

    @Traced
    void user(@SpanAttribute(value = "shown", path = "user") Login login) {}
  }

  private void call(String method) throws Throwable {
    Login login = new Login("ann", SECRET, Map.of("id", SECRET));
    ReflectedCall.of(new Service(), method, login).tracedBy(Raglan.builder(tracing.sdk()).build());
  }

  static Stream<String> leading() {
    return Stream.of("attribute", "field", "request", "result");
  }

  @ParameterizedTest
  @MethodSource("leading")
  void bindNothing(String method) throws Throwable {
    call(method);

    assertThat(tracing.ended("Service." + method).getAttributes().toString())
        .doesNotContain(SECRET);
  }

  @Test
  void areBoundBesideASecret() throws Throwable {
    call("user");

    assertThat(tracing.ended("Service.user").getAttributes().toString())
        .contains("shown=ann")
        .doesNotContain(SECRET);
  }
}
