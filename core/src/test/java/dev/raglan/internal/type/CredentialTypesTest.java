package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.credential.BearerTokenCredential;
import dev.raglan.internal.json.Json;
import java.net.PasswordAuthentication;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.model.SimpleApiKey;

/** Types that hold a credential are written as their type. */
class CredentialTypesTest {

  private static final String SECRET = "open sesame";

  /** Types of libraries, with a property that no name gives away. */
  private static final List<String> NAMES =
      List.of(
          "com.azure.core.credential.AzureKeyCredential",
          "com.azure.core.credential.KeyCredential",
          "com.azure.core.credential.AccessToken",
          "com.azure.core.credential.TokenCredential",
          "com.azure.identity.ClientSecretCredential",
          "com.azure.storage.common.StorageSharedKeyCredential",
          "software.amazon.awssdk.auth.credentials.AwsBasicCredentials",
          "software.amazon.awssdk.auth.credentials.AwsSessionCredentials",
          "com.amazonaws.auth.BasicAWSCredentials",
          "com.google.auth.oauth2.GoogleCredentials",
          "com.google.auth.oauth2.OAuth2Credentials",
          "com.google.auth.oauth2.AccessToken",
          "com.google.auth.oauth2.IdToken",
          "org.apache.http.auth.UsernamePasswordCredentials",
          "org.apache.hc.client5.http.auth.BearerToken",
          "org.springframework.security.core.Authentication",
          "org.springframework.security.authentication.UsernamePasswordAuthenticationToken",
          "org.springframework.security.oauth2.core.OAuth2AccessToken",
          "org.springframework.security.oauth2.core.OAuth2RefreshToken",
          "org.springframework.security.oauth2.jwt.Jwt",
          "io.fabric8.kubernetes.api.model.AuthInfo",
          "com.auth0.jwt.interfaces.DecodedJWT",
          "com.nimbusds.jose.jwk.JWK",
          "com.nimbusds.jwt.SignedJWT",
          "io.minio.credentials.Credentials",
          "com.mongodb.MongoCredential",
          "org.apache.kafka.common.security.token.delegation.DelegationToken",
          "com.github.scribejava.core.model.OAuth2AccessToken",
          "com.acme.GitHubToken",
          "com.acme.ClientSecret",
          "com.acme.Secret",
          "com.acme.ApiToken",
          "com.acme.APIKey",
          "com.acme.VaultSecret",
          "com.acme.Password",
          "com.acme.HashedPassword",
          "com.acme.OneTimePassword",
          "com.acme.Passphrase",
          "com.acme.Otp",
          "com.acme.SigningKey",
          "com.acme.HmacKey",
          "com.acme.JWE",
          "io.jsonwebtoken.Jws",
          "io.jsonwebtoken.Jwe",
          "software.amazon.awssdk.auth.credentials.StaticCredentialsProvider",
          "com.azure.core.credential.AzureNamedKeyCredential",
          "com.azure.core.credential.AzureSasCredential",
          "com.google.auth.oauth2.ImpersonatedCredentials",
          "com.oracle.bmc.auth.SessionToken",
          "com.azure.security.keyvault.secrets.models.KeyVaultSecret",
          "io.vertx.ext.auth.authentication.UsernamePasswordCredentials",
          "org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider");

  /** Types that sound alike and are data. */
  private static final List<String> DATA =
      List.of(
          "com.acme.Token",
          "com.acme.TokenUsage",
          "com.acme.TokenCount",
          "com.acme.PasswordPolicy",
          "com.acme.KeyFigures",
          "com.acme.PrimaryKey",
          "com.acme.ForeignKey",
          "com.acme.AuthorKey",
          "com.acme.SecretSanta",
          "com.acme.WordToken",
          "com.acme.CredentialsPolicy",
          "com.acme.ResetPassword",
          "com.acme.ChangePassword",
          "com.acme.PasswordChanged",
          "com.acme.Opt",
          "com.acme.SortKey");

  private static Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    Stream.concat(NAMES.stream(), DATA.stream())
        .forEach(
            name -> {
              int dot = name.lastIndexOf('.');
              String simple = name.substring(dot + 1);
              sources.put(
                  name,
                  "package %s; public class %s { private final String text = \"%s\"; public String"
                          .formatted(name.substring(0, dot), simple, SECRET)
                      + " getText() { return text; } }");
            });
    return sources;
  }

  public record Holder(String id, Object held) {}

  @TestFactory
  List<DynamicTest> areNotLookedInto(@TempDir Path directory) {
    URLClassLoader loader = Compiled.load(directory, sources());
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : NAMES) {
      tests.add(DynamicTest.dynamicTest(name, () -> assertHidden(instance(name, loader))));
    }
    for (String name : DATA) {
      tests.add(
          DynamicTest.dynamicTest(
              name, () -> assertThat(Json.of(instance(name, loader))).contains(SECRET)));
    }
    return tests;
  }

  private static Object instance(String name, URLClassLoader loader) throws Exception {
    return loader.loadClass(name).getConstructor().newInstance();
  }

  private static void assertHidden(Object credential) {
    for (Object value :
        List.of(
            credential,
            List.of(credential),
            Map.of("k", credential),
            new Holder("1", credential))) {
      assertThat(Json.of(value)).doesNotContain(SECRET);
    }
    assertThat(PropertyPath.parse("text").find(credential)).isNull();
    assertThat(PropertyPath.parse("held.text").find(new Holder("1", credential))).isNull();
  }

  @Test
  void thoseOfTheJdkAndOfLlmLibrariesAreNotLookedInto() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    for (Object credential :
        List.of(
            new PasswordAuthentication("ann", SECRET.toCharArray()),
            new PBEKeySpec(SECRET.toCharArray()),
            new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "AES"),
            pair,
            pair.getPrivate(),
            BearerTokenCredential.create(SECRET),
            AzureApiKeyCredential.create(SECRET),
            new SimpleApiKey(SECRET),
            new KeyStore.PasswordProtection(SECRET.toCharArray()))) {
      assertThat(Json.of(credential)).startsWith("\"<").doesNotContain(SECRET);
      assertThat(PropertyPath.parse("password").find(credential)).isNotEqualTo(SECRET);
    }
  }
}
