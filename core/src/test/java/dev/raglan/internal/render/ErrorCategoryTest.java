package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Extraction.Failure;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The category of an error, whatever client it is of. */
class ErrorCategoryTest {

  /** As openai-java, anthropic-java, LangChain4j and the AWS SDK have it. */
  public static class WithCode extends RuntimeException {
    private final int code;

    WithCode(int code) {
      this.code = code;
    }

    public int statusCode() {
      return code;
    }
  }

  public record Code(int value) {}

  /** As Spring has it. */
  public static class OfSpring extends RuntimeException {
    public Code getStatusCode() {
      return new Code(429);
    }
  }

  public record Response(int code) {}

  /** As Retrofit and Azure have it. */
  public static class WithResponse extends RuntimeException {
    public Response getResponse() {
      return new Response(503);
    }
  }

  public enum GrpcCode {
    DEADLINE_EXCEEDED
  }

  public static class Grpc {
    public GrpcCode getCode() {
      return GrpcCode.DEADLINE_EXCEEDED;
    }
  }

  public static class OfGrpc extends RuntimeException {
    public Grpc getStatus() {
      return new Grpc();
    }
  }

  static class RateLimitException extends RuntimeException {}

  public static class Hostile extends RuntimeException {
    public int statusCode() {
      throw new StackOverflowError();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, client",
    "401, auth",
    "403, auth",
    "404, client",
    "408, timeout",
    "422, client",
    "429, rate_limit",
    "500, server",
    "503, server",
    "504, timeout",
    "529, server",
  })
  void isToldByTheStatusCode(int code, String category) {
    assertThat(ErrorCategory.of(new WithCode(code))).isEqualTo(category);
    assertThat(ErrorCategory.of(new CompletionException(new WithCode(code)))).isEqualTo(category);
    assertThat(ErrorCategory.of(new Failure("_OTHER", null, code))).isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP 429 - slow down, rate_limit",
    "401 - no key, auth",
    "503 - x, server",
    "429, ",
    "at 429 - x, "
  })
  void tellsTheCategoryByAStatusThatTheMessageBeginsWith(String message, String category) {
    assertThat(ErrorCategory.of(new IllegalStateException(message))).isEqualTo(category);
  }

  @Test
  void isToldWhereverTheClientHasTheCode() {
    assertThat(ErrorCategory.of(new OfSpring())).isEqualTo("rate_limit");
    assertThat(ErrorCategory.of(new WithResponse())).isEqualTo("server");
    assertThat(ErrorCategory.of(new OfGrpc())).isEqualTo("timeout");
  }

  @Test
  void isToldByTheClassWhereThereIsNoCode() {
    assertThat(ErrorCategory.of(new RateLimitException())).isEqualTo("rate_limit");
    assertThat(ErrorCategory.of(new SocketTimeoutException())).isEqualTo("timeout");
    assertThat(ErrorCategory.of(new TimeoutException())).isEqualTo("timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "rate_limit_exceeded, rate_limit",
    "overloaded_error, server",
    "authentication_error, auth",
    "RESOURCE_EXHAUSTED, rate_limit",
    "invalid_request_error, client",
    "insufficient_quota, rate_limit",
    "timeout_error, timeout",
    "REQUEST_LIMIT_EXCEEDED, rate_limit",
    "accessDeniedException, auth",
    "dependencyFailedException, server",
    "badGatewayException, server",
    "validationException, client",
    "resourceNotFoundException, client",
  })
  void isToldByTheProvidersWord(String type, String category) {
    assertThat(ErrorCategory.of(new Failure(type, null, null))).isEqualTo(category);
  }

  @Test
  void isNotToldByAnythingElse() {
    assertThat(ErrorCategory.of(new IllegalStateException("429"))).isNull();
    assertThat(ErrorCategory.of(new WithCode(42))).isNull();
    assertThat(ErrorCategory.of(new WithCode(200))).isNull();
    assertThat(ErrorCategory.of(new Hostile())).isNull();
    assertThat(ErrorCategory.of(new Failure("tool_error", null, null))).isNull();
  }
}
