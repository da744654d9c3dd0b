package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.Redaction;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.spi.Redactor;
import dev.raglan.spring.properties.RaglanProperties;
import java.util.List;
import java.util.stream.Stream;

/** Reader of {@code raglan.capture} and {@code raglan.redaction}. */
final class CaptureSettings {

  private CaptureSettings() {}

  /**
   * Returns the capture policy.
   *
   * @throws RaglanConfigurationException if a limit is too low
   */
  static CapturePolicy policy(RaglanProperties.Capture capture) {
    return new CapturePolicy(
        capture.input(), capture.output(), capture.exceptions(), limits(capture));
  }

  private static CaptureLimits limits(RaglanProperties.Capture capture) {
    int length = capture.maxLength();
    int items = capture.maxItems();
    int depth = capture.maxDepth();
    CaptureLimits known = CaptureLimits.DEFAULT;
    check(
        "raglan.capture.max-length",
        length,
        "Set it to 64 or more; to capture nothing set raglan.capture.input and output to false.",
        () -> new CaptureLimits(length, known.maxItems(), known.maxDepth()));
    check(
        "raglan.capture.max-items",
        items,
        "Set it to 1 or more.",
        () -> new CaptureLimits(known.maxLength(), items, known.maxDepth()));
    check(
        "raglan.capture.max-depth",
        depth,
        "Set it to 1 or more.",
        () -> new CaptureLimits(known.maxLength(), known.maxItems(), depth));
    return new CaptureLimits(length, items, depth);
  }

  /**
   * Returns the redaction.
   *
   * @param custom redactors of the application, in order
   * @throws RaglanConfigurationException if a pattern is not a regular expression
   */
  static Redactor redaction(RaglanProperties.Redaction settings, Stream<Redactor> custom) {
    Redaction.Builder redaction =
        Redaction.builder().secrets(settings.secrets()).emails(settings.emails());
    List<String> fields = settings.fields();
    // A blank property is an empty list, and counts as not set.
    if (fields != null && !fields.isEmpty()) {
      redaction.fields(fields);
    }
    for (String pattern : settings.patterns()) {
      check(
          "raglan.redaction.patterns",
          pattern,
          "Write it as java.util.regex.Pattern has it.",
          () -> redaction.pattern(pattern));
    }
    custom.forEach(redaction::redactor);
    return redaction.build();
  }
}
