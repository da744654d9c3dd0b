package dev.raglan.internal.invoke;

import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import java.util.List;

/**
 * The members that the annotations of spans have in common.
 *
 * @param name the span's name; empty if none is given
 * @param tags tags, in order
 * @param attributes constant attributes, each {@code key=value}
 * @param input the capture of arguments
 * @param output the capture of the result
 */
record Declaration(
    String name, List<String> tags, List<String> attributes, Capture input, Capture output) {

  static Declaration of(Traced traced) {
    return new Declaration(
        either(traced.name(), traced.value()),
        List.of(traced.tags()),
        List.of(traced.attributes()),
        traced.input(),
        traced.output());
  }

  static Declaration of(Generation generation) {
    return new Declaration(
        either(generation.name(), generation.value()),
        List.of(generation.tags()),
        List.of(generation.attributes()),
        generation.input(),
        generation.output());
  }

  static Declaration of(RagEvent event) {
    return new Declaration(
        event.name(),
        List.of(event.tags()),
        List.of(event.attributes()),
        event.input(),
        event.output());
  }

  private static String either(String name, String value) {
    return name.isEmpty() ? value : name;
  }

  /** Returns the strictest: what one annotation keeps private, another does not disclose. */
  static Capture strictest(List<Capture> declared) {
    if (declared.contains(Capture.OFF)) {
      return Capture.OFF;
    }
    return declared.contains(Capture.ON) ? Capture.ON : Capture.DEFAULT;
  }
}
