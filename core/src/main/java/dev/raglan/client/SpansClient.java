package dev.raglan.client;

import dev.raglan.export.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Spans API. Opened by {@link dev.raglan.Raglan#spansClient()}. Thread-safe.
 *
 * <pre>{@code
 * try (SpansClient spans = Raglan.spansClient().apiKey(key).accountId(account).build()) {
 *   StoredSpan span = StoredSpan.builder("answer", Instant.now(), traceId).build();
 *   spans.create(span);
 * }
 * }</pre>
 *
 * <p>Every method throws a {@link SpansApiException} if the service refuses or does not answer, an
 * {@link IllegalArgumentException} for what cannot be sent, and an {@link IllegalStateException}
 * once the client is closed. A call waits for its answer within {@link Builder#timeout}; an
 * interrupt of the calling thread ends it. Reads, {@link #upsertBatch} and {@link #update} are
 * repeated after a lost connection, a timeout, and the statuses 429, 502, 503 and 504, as the
 * service asks by {@code Retry-After}; {@link #create} and {@link #batch} never are.
 *
 * <p>Source: Scale's spans resource.
 */
public interface SpansClient extends AutoCloseable {

  /**
   * Stores a span: POST {@code /v5/spans}.
   *
   * @return the span as the service has stored it
   * @throws SpansApiException.Conflict if its id is taken
   */
  StoredSpan create(StoredSpan span);

  /**
   * Stores spans: POST {@code /v5/spans/batch}. More than 1000 spans, or 32 MB, are sent in several
   * requests, one after the other; the first that fails ends the call, with the spans stored before
   * it in {@link SpansApiException#stored()}.
   *
   * @param spans may be empty; nothing is sent then
   * @return the spans as the service has stored them
   * @throws SpansApiException.Conflict if an id is taken, or is there twice
   * @throws IllegalArgumentException if one span alone is larger than 32 MB; nothing is sent then
   */
  List<StoredSpan> batch(Collection<StoredSpan> spans);

  /**
   * Stores spans or replaces those of the same ids: PUT {@code /v5/spans/batch}, split as {@link
   * #batch} is.
   *
   * @param spans may be empty; nothing is sent then
   * @return the spans as the service has stored them
   */
  List<StoredSpan> upsertBatch(Collection<StoredSpan> spans);

  /**
   * Returns the stored span: GET {@code /v5/spans/{id}}.
   *
   * @throws SpansApiException.NotFound if there is no such span
   */
  StoredSpan retrieve(String id);

  /**
   * Changes a stored span: PATCH {@code /v5/spans/{id}}.
   *
   * @return the span as it is now
   * @throws SpansApiException.NotFound if there is no such span
   */
  StoredSpan update(String id, SpanPatch patch);

  /** Returns the first page of the spans that match: POST {@code /v5/spans/search}. */
  SpanPage search(SpanSearch search);

  /**
   * Returns all spans that match, in the direction of the search. Fetches nothing before it is
   * iterated, one page when it is needed, and begins anew for each iterator. {@code next()} and
   * {@code hasNext()} throw what {@link #search} does.
   */
  Iterable<StoredSpan> searchAll(SpanSearch search);

  /** Returns all spans that match, as {@link #searchAll} does. Needs no closing. */
  Stream<StoredSpan> stream(SpanSearch search);

  /** Returns the same client without waiting; closes with this one. */
  AsyncSpansClient async();

  /**
   * Ends running calls, which then throw {@link SpansApiException.Interrupted}, and the client's
   * threads. Idempotent.
   */
  @Override
  void close();

  /** A builder of a {@link SpansClient}. Not thread-safe. */
  interface Builder {

    /**
     * Sets the service's address; {@code https://api.egp.scale.com} by default.
     *
     * @param url an absolute http or https address without credentials, query and fragment; may
     *     have a path, below which {@code /v5/spans} is asked for
     */
    Builder baseUrl(String url);

    /** Sets the API key, sent as {@code x-api-key}; required at the default address. */
    Builder apiKey(Secret key);

    /** Sets the API key as {@link #apiKey(Secret)} does. */
    Builder apiKey(String key);

    /** Sets the account, sent as {@code x-selected-account-id}; required at the default address. */
    Builder accountId(@Nullable String id);

    /** Sets the longest time of a call, with all its attempts; 60 seconds by default. */
    Builder timeout(Duration timeout);

    /** Sets the longest time of one request; 20 seconds by default. */
    Builder requestTimeout(Duration timeout);

    /** Sets how often a call that may be repeated is; 3 by default, from 0 to 10. */
    Builder maxRetries(int retries);

    /** Allows plain http to another machine, which anyone on the way can read; false by default. */
    Builder allowPlaintext(boolean allow);

    /** Sets an HTTP proxy; the JVM's by default. */
    Builder proxy(String host, int port);

    /** Sets a PEM file of the trusted authorities; the JVM's by default. */
    Builder trustedCertificates(Path pem);

    /**
     * Opens the client; connects with the first call.
     *
     * @throws IllegalArgumentException if a setting is missing or not valid; never quotes the key
     *     or the address
     * @throws IllegalStateException if the trusted certificates cannot be read
     */
    SpansClient build();
  }
}
