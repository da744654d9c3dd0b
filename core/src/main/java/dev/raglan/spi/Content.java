package dev.raglan.spi;

/**
 * An input or output as it is written.
 *
 * @param value text, or a JSON text
 * @param json whether it is JSON
 */
public record Content(String value, boolean json) {

  /** Returns the MIME type of the content. */
  public String mimeType() {
    return json ? "application/json" : "text/plain";
  }
}
