package dev.raglan.json;

import dev.raglan.internal.Safe;
import org.jspecify.annotations.Nullable;

/** Redactors one after the other, each of which fails closed. */
final class SafeRedactor implements Redactor {

  private final Redactor[] redactors;

  SafeRedactor(Redactor... redactors) {
    this.redactors = redactors.clone();
  }

  @Override
  public String redact(String text) {
    String current = text;
    for (Redactor redactor : redactors) {
      current = redact(redactor, current);
    }
    return current;
  }

  @Override
  public boolean redactsField(String name) {
    for (Redactor redactor : redactors) {
      if (redactsField(redactor, name)) {
        return true;
      }
    }
    return false;
  }

  private static String redact(Redactor redactor, String text) {
    if (redactor instanceof SafeRedactor safe) {
      return safe.redact(text);
    }
    @Nullable String[] redacted = {null};
    Safe.run("a redactor", () -> redacted[0] = redactor.redact(text));
    String result = redacted[0];
    return result == null ? REDACTED : result;
  }

  private static boolean redactsField(Redactor redactor, String name) {
    boolean[] hidden = {true};
    Safe.run("a redactor of fields", () -> hidden[0] = redactor.redactsField(name));
    return hidden[0];
  }
}
