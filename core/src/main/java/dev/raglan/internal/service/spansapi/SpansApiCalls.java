package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.client.SpanPatch;
import dev.raglan.client.SpanSearch;
import dev.raglan.client.SpansApiException;
import dev.raglan.client.StoredSpan;
import dev.raglan.internal.transport.CallAbort;
import dev.raglan.internal.transport.HttpAnswer;
import dev.raglan.internal.transport.HttpCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * The requests of the Spans API. A method checks and writes its request at once, and returns the
 * work that sends it.
 */
final class SpansApiCalls {

  private static final long MAX_ANSWER = 4L << 20;

  private final HttpCalls calls;
  private final HttpUrl base;
  private final Timeouts timeouts;
  private final Failures failures;

  SpansApiCalls(HttpCalls calls, HttpUrl base, Timeouts timeouts, Failures failures) {
    this.calls = calls;
    this.base = base;
    this.timeouts = timeouts;
    this.failures = failures;
  }

  /**
   * The limits of a call.
   *
   * @param call with all attempts
   * @param attempt of one request
   */
  record Timeouts(Duration call, Duration attempt, int retries) {

    HttpCalls.Limits begin() {
      long deadline = System.nanoTime() + call.toNanos();
      return new HttpCalls.Limits(retries, attempt.toNanos(), deadline);
    }
  }

  /**
   * A call that is written and not sent yet.
   *
   * @param <T> the kind of answer
   */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Sends the request and waits.
     *
     * @throws SpansApiException if it fails
     */
    T run(CallAbort abort);
  }

  /** A reader of an answer. */
  @FunctionalInterface
  private interface Reader<T> {

    T read(JsonNode answer) throws UnreadableAnswer;
  }

  /**
   * The spans of a search's answer.
   *
   * @param hasMore the service's {@code has_more}
   */
  record Found(List<StoredSpan> spans, boolean hasMore) {}

  Work<StoredSpan> create(StoredSpan span) {
    byte[] json = SpanJson.bytes(SpanJson.write(span));
    return one(message("POST", spans().build(), json, false));
  }

  Work<StoredSpan> retrieve(String id) {
    return one(new HttpCalls.Message("GET", span(id), null, true, MAX_ANSWER));
  }

  Work<StoredSpan> update(String id, SpanPatch patch) {
    byte[] json = SpanJson.bytes(SpanJson.write(patch));
    return one(message("PATCH", span(id), json, true));
  }

  private Work<StoredSpan> one(HttpCalls.Message message) {
    HttpCalls.Limits limits = timeouts.begin();
    return abort -> send(message, limits, List.of(), abort, SpanJson::read);
  }

  Work<Found> search(SpanSearch search) {
    HttpUrl.Builder url = spans().addPathSegment("search");
    SearchJson.query(search, url);
    byte[] json = SpanJson.bytes(SearchJson.body(search));
    HttpCalls.Message message = message("POST", url.build(), json, true);
    HttpCalls.Limits limits = timeouts.begin();
    return abort -> send(message, limits, List.of(), abort, SpansApiCalls::readFound);
  }

  /**
   * Stores spans.
   *
   * @param replace true to replace those of the same ids
   */
  Work<List<StoredSpan>> batch(Collection<StoredSpan> spans, boolean replace) {
    HttpUrl url = spans().addPathSegment("batch").build();
    List<byte[]> bodies = BatchBodies.of(spans);
    return abort -> {
      List<StoredSpan> stored = new ArrayList<>(spans.size());
      for (byte[] body : bodies) {
        // The answer repeats what was sent.
        long maxAnswer = MAX_ANSWER + 2L * body.length;
        HttpCalls.Message message =
            new HttpCalls.Message(replace ? "PUT" : "POST", url, body, replace, maxAnswer);
        stored.addAll(send(message, timeouts.begin(), stored, abort, SpansApiCalls::readItems));
      }
      return List.copyOf(stored);
    };
  }

  private static HttpCalls.Message message(
      String method, HttpUrl url, byte[] json, boolean repeatable) {
    return new HttpCalls.Message(
        method, url, json, repeatable, Math.max(MAX_ANSWER, 2L * json.length));
  }

  private HttpUrl.Builder spans() {
    return base.newBuilder().addPathSegment("v5").addPathSegment("spans");
  }

  /** Returns the address of a span; OkHttp takes a segment of dots for a way up. */
  private HttpUrl span(String id) {
    HttpUrl url = spans().addPathSegment(Objects.requireNonNull(id, "id")).build();
    if (id.isBlank() || !url.pathSegments().get(url.pathSize() - 1).equals(id)) {
      throw new IllegalArgumentException("the id of a span must be neither blank nor '.' nor '..'");
    }
    return url;
  }

  private <T> T send(
      HttpCalls.Message message,
      HttpCalls.Limits limits,
      List<StoredSpan> stored,
      CallAbort abort,
      Reader<T> reader) {
    HttpAnswer answer;
    try {
      answer = calls.exchange(message, limits, abort);
    } catch (IOException e) {
      throw abort.isAborted()
          ? failures.interrupted(message, stored)
          : failures.noAnswer(message, calls.cause(e), stored, e);
    }
    if (answer.status() < 200 || answer.status() >= 300) {
      throw failures.refused(message, answer, stored);
    }
    try {
      if (!answer.whole()) {
        throw new UnreadableAnswer(
            "is incomplete, or larger than " + message.maxAnswer() + " bytes");
      }
      return reader.read(SpanJson.readObject(answer.body()));
    } catch (UnreadableAnswer e) {
      throw failures.unreadable(message, answer, e, stored);
    }
  }

  private static List<StoredSpan> readItems(JsonNode answer) throws UnreadableAnswer {
    JsonNode items = answer.path("items");
    if (!items.isArray()) {
      throw new UnreadableAnswer("has no array 'items'");
    }
    List<StoredSpan> spans = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      spans.add(SpanJson.read(item));
    }
    return spans;
  }

  private static Found readFound(JsonNode answer) throws UnreadableAnswer {
    return new Found(List.copyOf(readItems(answer)), answer.path("has_more").asBoolean(false));
  }
}
