package dev.raglan.samples.rag.answer;

import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** The language model did not answer, or answered with an error. */
public class ModelUnavailableException extends RuntimeException {

  private static final int MAX_BODY = 300;

  public ModelUnavailableException(String message) {
    super(message);
  }

  private ModelUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says in words what went wrong with a call. */
  static ModelUnavailableException of(Throwable cause) {
    return new ModelUnavailableException(message(cause), cause);
  }

  private static String message(Throwable cause) {
    if (cause instanceof WebClientResponseException response
        && response.getStatusCode().isError()) {
      String body = response.getResponseBodyAsString();
      return "The model answered with status %d: %s"
          .formatted(
              response.getStatusCode().value(),
              body.substring(0, Math.min(body.length(), MAX_BODY)));
    }
    if (cause instanceof TimeoutException || cause.getCause() instanceof HttpTimeoutException) {
      return "The model did not answer in time";
    }
    return cause instanceof WebClientRequestException
        ? "The model could not be reached"
        : "The model's answer is not a chat completion";
  }
}
