package dev.raglan.internal.redact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Names whose values are hidden.
 *
 * <p>The usual names count as the last words of a longer one, in any spelling: {@code password}
 * stands for {@code newPassword}, {@code DB_PASSWORD} and {@code spring.datasource.password},
 * {@code token} for {@code X-Auth-Token}, but neither for {@code tokenCount} nor for {@code
 * maxTokens}. Any other name matches whole, without regard to case and separators.
 */
public final class SecretNames implements InformedRedactor {

  /** The names whose values are hidden unless others are configured. */
  public static final List<String> DEFAULT =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "passcode",
          "pw",
          "db_pass",
          "user_pass",
          "smtp_pass",
          "mail_pass",
          "ftp_pass",
          "root_pass",
          "admin_pass",
          "auth_pass",
          "mysql_pass",
          "redis_pass",
          "passwort",
          "kennwort",
          "mot_de_passe",
          "contrase\u00f1a",
          "contrasena",
          "senha",
          "wachtwoord",
          "\u043f\u0430\u0440\u043e\u043b\u044c",
          "\u5bc6\u7801",
          "\u5bc6\u78bc",
          "\u30d1\u30b9\u30ef\u30fc\u30c9",
          "\ube44\ubc00\ubc88\ud638",
          "secret",
          "token",
          "access_token",
          "refresh_token",
          "id_token",
          "auth_token",
          "session_token",
          "bearer",
          "jwt",
          "csrf",
          "xsrf",
          "authorization",
          "proxy_authorization",
          "api_key",
          "x_api_key",
          "api_token",
          "client_secret",
          "access_key",
          "secret_key",
          "secret_access_key",
          "private_key",
          "client_key_data",
          "instrumentation_key",
          "encryption_key",
          "signing_key",
          "shared_key",
          "account_key",
          "master_key",
          "subscription_key",
          "functions_key",
          "ssh_key",
          "connection_string",
          "credential",
          "credentials",
          "cookie",
          "cookies",
          "set_cookie",
          "jsessionid",
          "phpsessid",
          "pin",
          "otp",
          "cvv",
          "cvc",
          "store_pass",
          "key_pass",
          "app_key",
          "application_key",
          "license_key",
          "openai_key",
          "code_verifier",
          "security_code",
          "recovery_code",
          "seed_phrase",
          "ssn",
          "social_security_number");

  /** The most names, and the longest, whose answer is kept. */
  private static final int KNOWN = 1024;

  private static final int LONGEST_KNOWN = 64;

  private final NameEndings endings;
  private final Set<String> others;

  /** The answers for names of properties, which come again with every value. */
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  public SecretNames(Collection<String> names) {
    Set<String> normalized =
        names.stream().map(NameEndings::normalized).collect(Collectors.toUnmodifiableSet());
    this.endings = NameEndings.STANDARD.only(normalized);
    this.others =
        normalized.stream()
            .filter(name -> !NameEndings.STANDARD.contains(name))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String redact(String text, int kinds) {
    return text;
  }

  @Override
  public boolean isForTexts() {
    return false;
  }

  @Override
  public boolean isForNames() {
    return true;
  }

  @Override
  public boolean redactsField(String name) {
    Boolean answer = known.get(name);
    return answer == null ? decide(name) : answer;
  }

  private boolean decide(String name) {
    boolean hidden = isSecret(name);
    if (name.length() <= LONGEST_KNOWN && known.size() < KNOWN) {
      known.put(name, hidden);
    }
    return hidden;
  }

  private boolean isSecret(String name) {
    return endings.end(name, 0, name.length())
        || (!others.isEmpty() && others.contains(NameEndings.normalized(name)));
  }
}
