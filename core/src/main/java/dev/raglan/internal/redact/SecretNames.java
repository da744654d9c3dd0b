package dev.raglan.internal.redact;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
          "ssh_pass",
          "become_pass",
          "sudo_pass",
          "default_pass",
          "pg_pass",
          "mongo_pass",
          "require_pass",
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
          "has\u0142o",
          "haslo",
          "\u015fifre",
          "parola",
          "l\u00f6senord",
          "losenord",
          "heslo",
          "adgangskode",
          "passord",
          "salasana",
          "\u53e3\u4ee4",
          "\u6697\u8a3c\u756a\u53f7",
          "m\u1eadt_kh\u1ea9u",
          "kata_sandi",
          "\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19",
          "\u0643\u0644\u0645\u0629_\u0627\u0644\u0645\u0631\u0648\u0631",
          "\u0643\u0644\u0645\u0629_\u0627\u0644\u0633\u0631",
          "\u05e1\u05d9\u05e1\u05de\u05d4",
          "\u092a\u093e\u0938\u0935\u0930\u094d\u0921",
          "\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2_\u03c0\u03c1\u03cc\u03c3\u03b2\u03b1\u03c3\u03b7\u03c2",
          "jelsz\u00f3",
          "palavra_passe",
          "zugangscode",
          "api_schl\u00fcssel",
          "cl\u00e9_api",
          "clave_de_api",
          "clave_api",
          "chave_de_api",
          "\u5bc6\u94a5",
          "\u5bc6\u9470",
          "\u4ee4\u724c",
          "api_\u30ad\u30fc",
          "api_\ud0a4",
          "\u043a\u043b\u044e\u0447_api",
          "api_\u043a\u043b\u044e\u0447",
          "\u0442\u043e\u043a\u0435\u043d",
          "lozinka",
          "auth_key",
          "net_session_id",
          "aspxauth",
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
          "anthropic_key",
          "mistral_key",
          "cohere_key",
          "groq_key",
          "gemini_key",
          "deepseek_key",
          "xai_key",
          "perplexity_key",
          "pinecone_key",
          "tavily_key",
          "stripe_key",
          "sendgrid_key",
          "auth_salt",
          "psk",
          "github_oauth",
          "honeycomb_team",
          "backup_code",
          "mfa_code",
          "auth_code",
          "code_verifier",
          "security_code",
          "recovery_code",
          "verification_code",
          "one_time_code",
          "2fa_code",
          "creds",
          "seed_phrase",
          "ssn",
          "social_security_number",
          "psswd",
          "passwrd",
          "pswd",
          "psw",
          "mdp",
          "geheimnis",
          "zugangsdaten",
          "clave_secreta",
          "clave_de_acceso",
          "chave_secreta",
          "chave_de_acesso",
          "contrasenya",
          "geslo",
          "jelszo",
          "sifre",
          "zaporka",
          "wagwoord",
          "parool",
          "slapta\u017eodis",
          "slaptazodis",
          "pasahitza",
          "mat_khau",
          "\u03c3\u03c5\u03bd\u03b8\u03b7\u03bc\u03b1\u03c4\u03b9\u03ba\u03cc",
          "\u79d8\u5bc6\u9375",
          "\u30d1\u30b9\u30b3\u30fc\u30c9",
          "\u30a2\u30af\u30bb\u30b9\u30c8\u30fc\u30af\u30f3",
          "\ube44\ubc88",
          "\u0441\u0435\u043a\u0440\u0435\u0442",
          "\u0631\u0645\u0632_\u0639\u0628\u0648\u0631",
          "best\u00e4tigungscode",
          "sicherheitscode",
          "c\u00f3digo_de_verificaci\u00f3n",
          "code_de_v\u00e9rification",
          "\u9a8c\u8bc1\u7801",
          "\u9a57\u8b49\u78bc",
          "\u8a8d\u8a3c\u30b3\u30fc\u30c9",
          "\uc778\uc99d\ubc88\ud638",
          "\u043a\u043e\u0434_\u043f\u043e\u0434\u0442\u0432\u0435\u0440\u0436\u0434\u0435\u043d\u0438\u044f",
          "hmac_key",
          "key_material",
          "totp_seed",
          "otp_seed",
          "saml_response",
          "saml_assertion",
          "device_code");

  /** The most names, and the longest, whose answer is kept. */
  private static final int KNOWN = 1024;

  private static final int LONGEST_KNOWN = 64;

  private final NameEndings endings;
  private final Set<String> others;

  /** The answers for names of properties, which come again with every value. */
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  public SecretNames(Collection<String> names) {
    Set<String> normalized = new HashSet<>();
    for (String each : names) {
      normalized.add(NameEndings.normalized(each));
    }
    this.endings = NameEndings.STANDARD.only(normalized);
    normalized.removeIf(NameEndings.STANDARD::contains);
    this.others = Set.copyOf(normalized);
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
