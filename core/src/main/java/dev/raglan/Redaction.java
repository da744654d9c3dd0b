package dev.raglan;

import dev.raglan.internal.redact.PatternRedactor;
import dev.raglan.internal.redact.SafeRedactor;
import dev.raglan.internal.redact.SecretDetectors;
import dev.raglan.internal.redact.SecretNames;
import dev.raglan.spi.Redactor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The redactor made of Raglan's own detectors, names of fields, patterns and redactors of the
 * application.
 *
 * <p>The detectors know API keys of the usual providers, authorization values, JSON web tokens,
 * private keys, payment card numbers, assignments such as {@code password=...}, and user-info in
 * URLs. They take time linear in the text, and little where there is nothing to find. Immutable and
 * thread-safe.
 */
public final class Redaction implements Redactor {

  /** The names whose values are hidden by default; case, hyphens and underscores do not count. */
  public static final List<String> DEFAULT_FIELDS = SecretNames.DEFAULT;

  private static final Redaction STANDARD = builder().build();

  private final SafeRedactor redactors;

  private Redaction(Builder builder) {
    this.redactors = new SafeRedactor(builder.redactors());
  }

  /** Returns all detectors but that of e-mail addresses, and the default names. */
  public static Redaction standard() {
    return STANDARD;
  }

  /** Returns a redaction that hides nothing. */
  public static Redaction none() {
    return builder().secrets(false).fields(List.of()).build();
  }

  /** Returns a builder that starts as {@link #standard()}. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String redact(String text) {
    return redactors.redact(text);
  }

  @Override
  public boolean redactsField(String name) {
    return redactors.redactsField(name);
  }

  /** Returns the parts of a redaction in one, any other redactor as it is. */
  static Redactor parts(Redactor redactor) {
    return redactor instanceof Redaction redaction ? redaction.redactors : redactor;
  }

  /** Builds a {@link Redaction}; not thread-safe. */
  public static final class Builder {

    private final List<String> fields = new ArrayList<>(DEFAULT_FIELDS);
    private final List<Redactor> custom = new ArrayList<>();
    private boolean secrets = true;
    private boolean emails;

    private Builder() {}

    /** Sets whether the detectors of secrets in text are on; they are by default. */
    public Builder secrets(boolean on) {
      secrets = on;
      return this;
    }

    /** Sets whether e-mail addresses are hidden; they are not by default. */
    public Builder emails(boolean on) {
      emails = on;
      return this;
    }

    /** Sets the names whose values are hidden, instead of {@link #DEFAULT_FIELDS}. */
    public Builder fields(Collection<String> names) {
      fields.clear();
      names.forEach(this::field);
      return this;
    }

    /** Adds a name whose values are hidden. */
    public Builder field(String name) {
      fields.add(Objects.requireNonNull(name, "name"));
      return this;
    }

    /**
     * Adds a regular expression; what it finds is hidden.
     *
     * <p>An expression that backtracks beyond measure on some text hides that text whole.
     *
     * @throws IllegalArgumentException if the expression is longer than 10,000 characters, or not
     *     valid
     */
    public Builder pattern(String regex) {
      return pattern(PatternRedactor.compiled(regex));
    }

    /** Adds a pattern; what it finds is hidden. See {@link #pattern(String)}. */
    public Builder pattern(Pattern pattern) {
      custom.add(new PatternRedactor(pattern));
      return this;
    }

    /** Adds a redactor that runs after the detectors and fails closed. */
    public Builder redactor(Redactor redactor) {
      custom.add(parts(Objects.requireNonNull(redactor, "redactor")));
      return this;
    }

    /** Returns the redaction. */
    public Redaction build() {
      return new Redaction(this);
    }

    private Redactor[] redactors() {
      List<Redactor> all = new ArrayList<>();
      all.add(new SecretNames(fields));
      if (secrets) {
        all.add(SecretDetectors.all());
      }
      if (emails) {
        all.add(SecretDetectors.emails());
      }
      all.addAll(custom);
      return all.toArray(new Redactor[0]);
    }
  }
}
