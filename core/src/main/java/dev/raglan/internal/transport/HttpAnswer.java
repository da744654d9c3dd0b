package dev.raglan.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request, bounded in size.
 *
 * @param status the HTTP status code
 * @param reason the status line's text; may be empty
 * @param headers all headers
 * @param body what was read, decompressed; at most 4 MiB unless more was asked for
 * @param whole true if that is the whole body
 * @param trailers the headers after the body; empty without HTTP/2
 */
public record HttpAnswer(
    int status, String reason, Headers headers, byte[] body, boolean whole, Headers trailers) {

  /** The most bytes of a body that are read unless more is asked for. */
  static final int MOST = 4 << 20;

  /** Says why a body that is not {@linkplain #whole whole} is not. */
  public String defect() {
    return body.length < MOST ? "a body that cannot be decompressed" : "more than 4 MiB";
  }

  /** Returns the media type in lower case, without parameters; empty if there is none. */
  public String mediaType() {
    String type = headers.get("content-type");
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns the value of a header, or of a trailer of that name; null if there is neither. */
  public @Nullable String header(String name) {
    String trailer = trailers.get(name);
    return trailer == null ? headers.get(name) : trailer;
  }

  /** Returns the beginning of the body as text. */
  public String text() {
    int length = Math.min(body.length, 4 << 10);
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  /** Returns the status line, such as {@code 401 Unauthorized}. */
  public String statusLine() {
    return reason.isBlank() ? Integer.toString(status) : status + " " + reason.strip();
  }
}
