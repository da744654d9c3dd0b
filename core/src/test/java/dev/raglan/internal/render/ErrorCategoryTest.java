package dev.raglan.internal.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.springframework.http.HttpStatus.BAD_GATEWAY;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;

import dev.langchain4j.exception.HttpException;
import dev.raglan.model.Extraction.Failure;
import io.grpc.Status;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.server.ResponseStatusException;

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

  /** As JAX-RS, Apache's and Micronaut's clients have it. */
  public record Answer(int status, Line statusLine) {}

  public record Line(int statusCode) {}

  public static class OfJaxRs extends RuntimeException {
    public Answer getResponse() {
      return new Answer(403, null);
    }
  }

  public static class OfApache extends RuntimeException {
    public Answer getResponse() {
      return new Answer(0, new Line(429));
    }
  }

  public enum MicronautStatus {
    GATEWAY_TIMEOUT;

    public int getCode() {
      return 504;
    }
  }

  public static class OfMicronaut extends RuntimeException {
    public MicronautStatus getStatus() {
      return MicronautStatus.GATEWAY_TIMEOUT;
    }
  }

  static Stream<Arguments> thrown() {
    return Stream.of(
        arguments(new OfJaxRs(), "auth"),
        arguments(new OfApache(), "rate_limit"),
        arguments(new OfMicronaut(), "timeout"),
        arguments(new HttpException(429, "slow down"), "rate_limit"),
        arguments(new dev.langchain4j.exception.RateLimitException("x"), "rate_limit"),
        arguments(new dev.langchain4j.exception.TimeoutException("x"), "timeout"),
        arguments(new dev.langchain4j.exception.AuthenticationException("x"), "auth"),
        arguments(new dev.langchain4j.exception.InternalServerException("x"), "server"),
        arguments(
            HttpClientErrorException.create(TOO_MANY_REQUESTS, "", null, null, null), "rate_limit"),
        arguments(HttpServerErrorException.create(BAD_GATEWAY, "", null, null, null), "server"),
        arguments(new ResponseStatusException(FORBIDDEN), "auth"),
        arguments(new ResourceAccessException("x", new HttpTimeoutException("x")), "timeout"),
        arguments(new HttpConnectTimeoutException("x"), "timeout"),
        arguments(
            com.openai.errors.RateLimitException.builder()
                .headers(com.openai.core.http.Headers.builder().build())
                .build(),
            "rate_limit"),
        arguments(
            com.openai.errors.UnexpectedStatusCodeException.builder()
                .statusCode(529)
                .headers(com.openai.core.http.Headers.builder().build())
                .build(),
            "server"),
        arguments(
            com.anthropic.errors.UnauthorizedException.builder()
                .headers(com.anthropic.core.http.Headers.builder().build())
                .body(com.anthropic.core.JsonValue.from(Map.of()))
                .build(),
            "auth"),
        arguments(new CompletionException(Status.INTERNAL.asRuntimeException()), "server"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void isToldByTheExceptionsOfClients(Throwable thrown, String category) {
    assertThat(ErrorCategory.of(thrown)).isEqualTo(category);
    assertThat(ErrorCategory.of(new IllegalStateException("no answer", thrown)))
        .isEqualTo(category);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, server",
    "INVALID_ARGUMENT, client",
    "DEADLINE_EXCEEDED, timeout",
    "NOT_FOUND, client",
    "ALREADY_EXISTS, client",
    "PERMISSION_DENIED, auth",
    "RESOURCE_EXHAUSTED, rate_limit",
    "FAILED_PRECONDITION, client",
    "ABORTED, client",
    "OUT_OF_RANGE, client",
    "UNIMPLEMENTED, server",
    "INTERNAL, server",
    "UNAVAILABLE, server",
    "DATA_LOSS, server",
    "UNAUTHENTICATED, auth",
    "CANCELLED,"
  })
  void isToldByTheCodeOfGrpc(Status.Code code, String category) {
    assertThat(ErrorCategory.of(code.toStatus().asRuntimeException())).isEqualTo(category);
    assertThat(ErrorCategory.of(new Failure(code.name(), null, null))).isEqualTo(category);
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
    "ExpiredTokenException, auth",
    "modelTimeoutException, timeout",
    "throttlingException, rate_limit",
    "internalServerException, server",
    "context_length_exceeded, client",
    "request_too_large, client",
    "model_not_found, client",
    "InvalidParameter, client",
    "insufficient_system_resource, server",
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
    assertThat(ErrorCategory.of(new AccessDeniedException("/etc/key"))).isNull();
  }
}
