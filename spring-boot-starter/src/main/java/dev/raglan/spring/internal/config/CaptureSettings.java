package dev.raglan.spring.internal.config;

import static dev.raglan.spring.internal.config.RaglanConfigurationException.check;

import dev.raglan.Redaction;
import dev.raglan.internal.ambient.CaptureVariables;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.spi.Redactor;
import dev.raglan.spring.properties.RaglanProperties;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reader of {@code raglan.capture} and {@code raglan.redaction}. */
final class CaptureSettings {

  private CaptureSettings() {}

  /**
   * Returns the capture policy.
   *
   * @param variables returns the value of an environment variable; null if it is not set
   * @throws RaglanConfigurationException if a limit is too low
   */
  static CapturePolicy policy(
      RaglanProperties.Capture capture, UnaryOperator<@Nullable String> variables) {
    CaptureVariables content = new CaptureVariables(variables);
    Boolean input = capture.input();
    Boolean output = capture.output();
    return new CapturePolicy(
        input == null ? content.input() : input,
        output == null ? content.output() : output,
        capture.exceptions(),
        limits(capture),
        capture.mode(),
        capture.infer());
  }

  /**
   * Returns the limits of what is captured.
   *
   * @throws RaglanConfigurationException if one is too low
   */
  static CaptureLimits limits(RaglanProperties.Capture capture) {
    int length = capture.maxLength();
    int items = capture.maxItems();
    int depth = capture.maxDepth();
    CaptureLimits known = CaptureLimits.DEFAULT;
    check(
        "raglan.capture.max-length",
        length,
        "Set it to 64 or more, up to 16777216; to capture nothing set raglan.capture.input and output to false.",
        () -> new CaptureLimits(length, known.maxItems(), known.maxDepth()));
    check(
        "raglan.capture.max-items",
        items,
        "Set it to 1 or more, up to 1048576.",
        () -> new CaptureLimits(known.maxLength(), items, known.maxDepth()));
    check(
        "raglan.capture.max-depth",
        depth,
        "Set it to 1 or more, up to 256.",
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
