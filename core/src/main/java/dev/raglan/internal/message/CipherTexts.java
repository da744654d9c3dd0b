package dev.raglan.internal.message;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.Redactor;
import java.util.Set;

/**
 * Hides the members of parts in which providers send what only they can read: pages that a search
 * found, a conversation that was made shorter, thoughts.
 */
final class CipherTexts implements Redactor {

  /** Writes parts of messages, and what they hold, as JSON. */
  static final JsonRenderer JSON =
      JsonRenderer.builder()
          .limits(CaptureLimits.DEFAULT)
          .redactor(SafeRedactor.standard())
          .redactor(new CipherTexts())
          .build();

  private static final Set<String> NAMES =
      Set.of(
          "encrypted_content",
          "encryptedContent",
          "encrypted_index",
          "encryptedIndex",
          "encrypted_stdout",
          "encryptedStdout",
          "redacted_content",
          "redactedContent",
          "thought_signature",
          "thoughtSignature");

  private CipherTexts() {}

  @Override
  public String redact(String text) {
    return text;
  }

  @Override
  public boolean redactsField(String name) {
    return NAMES.contains(name);
  }
}
