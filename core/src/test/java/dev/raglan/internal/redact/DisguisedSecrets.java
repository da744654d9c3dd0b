package dev.raglan.internal.redact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts with secrets whose names or signs are disguised: written in other languages, letters or
 * words, or broken by characters that nobody sees. The signs for secrets are those of {@link
 * WrittenSecrets}.
 */
final class DisguisedSecrets {

  /** Texts by the kind of their disguise. */
  static final Map<String, List<String>> TEXTS = new TreeMap<>();

  private DisguisedSecrets() {}

  static {
    TEXTS.put(
        "Names in other languages and spellings",
        List.of(
            "{\"passwordConfirmation\":\"%\"}",
            "{\"password_confirmation\":\"%\"}",
            "{\"confirmPassword\":\"%\"}",
            "{\"passwordRepeat\":\"%\"}",
            "{\"newPassword2\":\"%\"}",
            "{\"pswd\":\"%\"}",
            "{\"passwrd\":\"%\"}",
            "{\"mdp\":\"%\"}",
            "{\"Geheimnis\":\"%\"}",
            "{\"Zugangsdaten\":\"%\"}",
            "{\"claveSecreta\":\"%\"}",
            "{\"clave_de_acceso\":\"%\"}",
            "{\"chaveSecreta\":\"%\"}",
            "{\"contrasenya\":\"%\"}",
            "{\"geslo\":\"%\"}",
            "{\"jelszo\":\"%\"}",
            "{\"sifre\":\"%\"}",
            "{\"zaporka\":\"%\"}",
            "{\"wagwoord\":\"%\"}",
            "{\"slapta\u017eodis\":\"%\"}",
            "{\"\u03c3\u03c5\u03bd\u03b8\u03b7\u03bc\u03b1\u03c4\u03b9\u03ba\u03cc\":\"%\"}",
            "{\"\u79d8\u5bc6\u9375\":\"%\"}",
            "{\"\u30d1\u30b9\u30b3\u30fc\u30c9\":\"%\"}",
            "{\"\u30a2\u30af\u30bb\u30b9\u30c8\u30fc\u30af\u30f3\":\"%\"}",
            "{\"\ube44\ubc88\":\"%\"}",
            "{\"\u0441\u0435\u043a\u0440\u0435\u0442\":\"%\"}",
            "{\"\u0631\u0645\u0632_\u0639\u0628\u0648\u0631\":\"%\"}",
            "{\"hmacKey\":\"%\"}",
            "{\"keyMaterial\":\"%\"}",
            "{\"totpSeed\":\"%\"}",
            "{\"SAMLResponse\":\"%\"}",
            "{\"deviceCode\":\"%\"}"));
    TEXTS.put(
        "Letters of full width, invisible characters",
        List.of(
            "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff1d%",
            "\uff21\uff30\uff29_\uff2b\uff25\uff39: %",
            "pass\u200bword=%",
            "password\u200b=%",
            "pass\u00adword: %",
            "api\u2060_key=%",
            "\ufeffpassword=%",
            "token\u200d: %",
            "{\"pass\u200bword\":\"%\"}",
            "Authorization\u200b: Bearer %",
            "--pass\u00adword %",
            "\uff30\uff21\uff33\uff33\uff37\uff2f\uff32\uff24: %"));
    TEXTS.put(
        "Passwords of things, and what is told of them",
        List.of(
            "The password for the admin account is %.",
            "the password of ann is %, thanks",
            "Password for 'https://ann@github.com': %",
            "API key for prod: %",
            "API key for OpenAI is %",
            "Passwort f\u00fcr den Server lautet %",
            "mot de passe pour le wifi est %",
            "contrase\u00f1a para el correo es %",
            "Password \u2014 %",
            "*Password:* `%`",
            "password <- \"%\"",
            "if (password == \"%\") return",
            "\u5bc6\u7801\u662f\u201c%\u201d",
            "\u5bc6\u7801\u662f\u300c%\u300d",
            "\u5bc6\u7801\uff1a\u201c%\u201d",
            "\u30d1\u30b9\u30ef\u30fc\u30c9\u306f\u300c%\u300d\u3067\u3059",
            "<property name=\"password\"><value>%</value></property>",
            "<bean><property name=\"apiKey\">\n  <value>%</value></property></bean>",
            "{\"auth\":{\"type\":\"apikey\",\"apikey\":[{\"key\":\"value\",\"value\":\"%\"}]}}",
            "{\"credentials\":[{\"user\":\"ann\",\"data\":\"%\"}]}",
            "Authorization: Signature keyId=\"k\",algorithm=\"rsa-sha256\",signature=\"%%\"",
            "https://app.example/reset-password/%%",
            "https://app.example/magic-link/%%?x=1",
            "connect.sid=s:%%.%",
            "otpauth-migration://offline?data=%%%"));
    TEXTS.put(
        "Commands, notes and files of further programs",
        List.of(
            "echo '%' | sudo -S apt update",
            "printf '%' | docker login --password-stdin",
            "echo % | gh auth login --with-token",
            "ACL SETUSER ann on >% ~* +@all",
            "xfreerdp /u:ann /p:% /v:host",
            "rdesktop -u ann -p % host",
            "mc alias set s3 https://x AKIAIOSFODNN7EXAMPLE %%",
            "userPassword:: ^",
            "pwd ist %",
            "use token %% to call",
            "access token %% expired",
            "invalid token \"%%\"",
            "login(\"ann\", \"%\")",
            "private key 0x~~",
            "{\"message\":\"Incorrect API key provided: %%\"}",
            "-----BEGIN OpenVPN Static key V1-----\n~\n~\n-----END OpenVPN Static key V1-----",
            "{\"log\":{\"cookies\":[{\"name\":\"sid\",\"value\":\"%\"}]}}"));
  }

  /** Texts of which nothing is a secret. */
  static final List<String> LOOKALIKES =
      List.of(
          "plugin(\"a7Xk9dLm2pQ4\", \"b1.2.3\")",
          "login(\"ann\", \"session\")",
          "token 550e8400-e29b-41d4-a716-446655440000 was seen",
          "page token CAUQAAabc and next token is eyJwYWdlIjoyfQ",
          "sudo -S reads the password, echo does not",
          "tokens of the-model-of-2024-and-the-one-before",
          "The password for the account is required since 2024v2",
          "password for step 2: choose a strong one",
          "API key for GPT-4: see the docs",
          "The password of the user is stored as sha256 digest",
          "Enter the password for ann2: ",
          "The API key for region eu-west-1 is missing",
          "The password for v2 of the API is sent by mail",
          "if (token == null) return",
          "passwordConfirmation: required",
          "if (password == confirm) {",
          "x <- 5; token <- next()",
          "token\u200ds per second: 12",
          "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0631\u0645\u0632 12 \u0631\u0627",
          "\u1f469\u200d\u1f4bb wrote 3 files",
          "soft\u00adware version 2.1b3c4",
          "\uff26\uff55\uff4c\uff4c \uff37\uff49\uff44\uff54\uff48 \uff11\uff12\uff13\uff14",
          "https://app.example/reset-password/form",
          "https://app.example/reset-password?step=2",
          "[1] <- 2",
          "v2.local.host and k8.secret.name",
          "a.local.network-interface-controller-of-the-second-floor",
          "Fe26.2 is a version",
          "patient_a7 and pat_id",
          "crsr_position=10",
          "luma-1.6 is a model",
          "gAAAAA",
          "IQ of 130",
          "{\"credentials\":[]}",
          "{\"tokens\":[{\"text\":\"Hello\",\"logprob\":-0.1,\"id\":12345678}]}",
          "{\"cookies\":[{\"name\":\"theme\"}]}",
          "verification: passed",
          "\u9a8c\u8bc1\u7801\u9519\u8bef",
          "\u8bf7\u8f93\u5165\u9a8c\u8bc1\u7801",
          "\u9a8c\u8bc1\u7801\uff1a\u8bf7\u67e5\u6536\u77ed\u4fe1",
          "c\u00f3digo de verificaci\u00f3n: obligatorio",
          "Sicherheitscode vergessen?",
          "Basic+Java+and+Basic+SQL",
          "the+bearer+of+news+of+2024",
          "hmac key rotation",
          "secret == other.secret",
          "password == password2");
}
