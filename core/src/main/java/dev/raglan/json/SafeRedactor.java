package dev.raglan.json;

import dev.raglan.internal.Safe;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Redactors one after the other, each of which fails closed.
 *
 * <p>Catches what they throw itself: it runs for every text and every name, too often for a lambda
 * each.
 */
final class SafeRedactor implements InformedRedactor {

  private final InformedRedactor[] redactors;

  SafeRedactor(Redactor... redactors) {
    this.redactors =
        Arrays.stream(redactors).flatMap(SafeRedactor::parts).toArray(InformedRedactor[]::new);
  }

  /** An application's redactor, which wants to know no more than the text. */
  private record Foreign(Redactor redactor) implements InformedRedactor {

    @Override
    public String redact(String text, int kinds) {
      return redactor.redact(text);
    }

    @Override
    public boolean redactsField(String name, int hash) {
      return redactor.redactsField(name);
    }
  }

  private static Stream<InformedRedactor> parts(Redactor redactor) {
    if (redactor instanceof Redaction redaction) {
      return Arrays.stream(redaction.redactors().redactors);
    }
    return Stream.of(
        redactor instanceof InformedRedactor informed ? informed : new Foreign(redactor));
  }

  @Override
  public String redact(String text, int kinds) {
    String current = text;
    int currentKinds = kinds;
    for (InformedRedactor redactor : redactors) {
      String redacted = redact(redactor, current, currentKinds);
      if (!redacted.equals(current)) {
        current = redacted;
        currentKinds = CharKinds.of(redacted);
      }
    }
    return current;
  }

  @Override
  public boolean redactsField(String name, int hash) {
    for (InformedRedactor redactor : redactors) {
      if (redactsField(redactor, name, hash)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ConstantValue") // An application's redactor may give null all the same.
  private static String redact(InformedRedactor redactor, String text, int kinds) {
    try {
      String redacted = redactor.redact(text, kinds);
      return redacted == null ? REDACTED : redacted;
    } catch (Throwable thrown) {
      Safe.log("a redactor", thrown);
      return REDACTED;
    }
  }

  private static boolean redactsField(InformedRedactor redactor, String name, int hash) {
    try {
      return redactor.redactsField(name, hash);
    } catch (Throwable thrown) {
      Safe.log("a redactor of fields", thrown);
      return true;
    }
  }
}
