package dev.raglan.internal.redact;

import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.text.CharKinds;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redactors one after the other, each of which fails closed.
 *
 * <p>Catches what they throw itself: it runs for every text and every name, too often for a lambda
 * each.
 */
public final class SafeRedactor implements InformedRedactor {

  private final List<InformedRedactor> parts;
  private final InformedRedactor[] forTexts;
  private final InformedRedactor[] forNames;
  private final boolean isSteady;
  private final @Nullable RedactedTexts known;

  public SafeRedactor(Redactor... redactors) {
    List<InformedRedactor> all = new ArrayList<>();
    List<InformedRedactor> ofTexts = new ArrayList<>();
    List<InformedRedactor> ofNames = new ArrayList<>();
    boolean steady = true;
    for (Redactor redactor : redactors) {
      for (InformedRedactor each : parts(redactor)) {
        all.add(each);
        steady &= !(each instanceof Foreign);
        if (each.isForTexts()) {
          ofTexts.add(each);
        }
        if (each.isForNames()) {
          ofNames.add(each);
        }
      }
    }
    this.parts = List.copyOf(all);
    this.forTexts = ofTexts.toArray(new InformedRedactor[0]);
    this.forNames = ofNames.toArray(new InformedRedactor[0]);
    this.isSteady = steady;
    this.known = null;
  }

  private SafeRedactor(SafeRedactor same, RedactedTexts known) {
    this.parts = same.parts;
    this.forTexts = same.forTexts;
    this.forNames = same.forNames;
    this.isSteady = same.isSteady;
    this.known = known;
  }

  /**
   * Returns the same redactors for the texts of one call, each of which is redacted once although
   * it is written several times. Used by one thread, and dropped with the call.
   *
   * @param ofBatch the texts of the batch that the call belongs to, so that its calls share them;
   *     an application's redactor is asked anew for each call
   */
  public SafeRedactor ofOneCall(RedactedTexts ofBatch) {
    boolean shared = isSteady && ofBatch.areOf(forTexts);
    return new SafeRedactor(this, shared ? ofBatch : new RedactedTexts());
  }

  /** Returns the redactor of all detectors but that of e-mail addresses, and the usual names. */
  public static SafeRedactor standard() {
    return Standard.REDACTOR;
  }

  private static final class Standard {

    private static final SafeRedactor REDACTOR =
        new SafeRedactor(new SecretNames(SecretNames.DEFAULT), SecretDetectors.all());
  }

  /** Returns true if a text is always redacted alike: the rules of an application's may change. */
  public boolean isSteady() {
    return isSteady;
  }

  /** Returns true if nothing is redacted. */
  boolean isIdle() {
    return parts.isEmpty();
  }

  /** An application's redactor, which is given the text alone. */
  private record Foreign(Redactor redactor) implements InformedRedactor {

    @Override
    public String redact(String text, int kinds) {
      int[] ownWork = OwnWork.begin();
      try {
        return redactor.redact(text);
      } finally {
        OwnWork.end(ownWork);
      }
    }

    @Override
    public boolean isForNames() {
      return true;
    }

    @Override
    public boolean redactsField(String name) {
      int[] ownWork = OwnWork.begin();
      try {
        return redactor.redactsField(name);
      } finally {
        OwnWork.end(ownWork);
      }
    }
  }

  private static List<InformedRedactor> parts(Redactor redactor) {
    if (redactor instanceof SafeRedactor safe) {
      return safe.parts;
    }
    return List.of(
        redactor instanceof InformedRedactor informed ? informed : new Foreign(redactor));
  }

  /** Returns the texts of the call that were redacted before; null if it is not for one call. */
  @Nullable RedactedTexts known() {
    return known;
  }

  @Override
  public String redact(String text, int kinds) {
    String current = text;
    int currentKinds = kinds;
    for (InformedRedactor redactor : forTexts) {
      String redacted = redact(redactor, current, currentKinds);
      if (!redacted.equals(current)) {
        current = redacted;
        currentKinds = CharKinds.of(redacted);
      }
    }
    return current;
  }

  @Override
  public boolean redactsField(String name) {
    for (InformedRedactor redactor : forNames) {
      if (redactsField(redactor, name)) {
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

  private static boolean redactsField(InformedRedactor redactor, String name) {
    try {
      return redactor.redactsField(name);
    } catch (Throwable thrown) {
      Safe.log("a redactor of fields", thrown);
      return true;
    }
  }
}
