package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.raglan.Redaction;
import dev.raglan.annotation.Masked;
import dev.raglan.model.CaptureLimits;
import java.util.AbstractMap.SimpleEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that are a name and its value, and maps whose keys become one. */
class JsonPairsTest {

  private static final String SECRET = "hunter2";
  private final JsonRenderer json = JsonRenderer.of(CaptureLimits.DEFAULT);

  record Header(String name, String value) {}

  record Backwards(List<String> values, String headerName) {}

  record Deep(List<Header> headers) {}

  record WebKey(String kty, String x, String d) {}

  record Point(String x, String d) {}

  record MaskedPair(String name, @Masked String value) {}

  static final class Param {
    public String getValue() {
      return SECRET;
    }

    public String getKey() {
      return "client-secret";
    }

    String key = "";
    String value = "";
  }

  private static Map<String, Object> pair(String first, Object name, String second, Object value) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put(first, name);
    pair.put(second, value);
    return pair;
  }

  static Stream<Object> secrets() throws Exception {
    JsonNode tree = new ObjectMapper().readTree("{\"value\":\"hunter2\",\"name\":\"db_password\"}");
    return Stream.of(
        new Header("X-Auth-Token", SECRET),
        new Backwards(List.of(SECRET), "authorization"),
        new Deep(List.of(new Header("Accept", "*"), new Header("Cookie", SECRET))),
        new MaskedPair("password", SECRET),
        new Param(),
        pair("name", "password", "value", SECRET),
        pair("value", SECRET, "name", "password"),
        pair("Key", "apiKey", "Values", List.of(SECRET)),
        pair("field", "newPassword", "val", Map.of("a", SECRET)),
        pair("name", new TextNode("password"), "value", SECRET),
        Map.of("parameter", "openaiApiKey", "value", SECRET, "type", "string"),
        new HashMap<>(Map.of("header", "Set-Cookie", "value", SECRET)),
        List.of(pair("name", "password", "value", SECRET)),
        List.of("--user", "joe", "--password", SECRET),
        Map.of("argv", new String[] {"-Password", SECRET}),
        List.of("mysql", "-u", "root", "-p" + SECRET),
        Map.of("argv", new String[] {"sudo", "/usr/bin/mysqldump", "-p" + SECRET, "app"}),
        List.of("redis-cli", "-h", "cache", "-a", SECRET),
        List.of("docker", "login", "-u", "ann", "-p", SECRET),
        List.of("curl", "-u", "ann:" + SECRET),
        Map.of("argv", new String[] {"curl", "-uann:" + SECRET}),
        List.of("curl", "-H", "Authorization: Bearer " + SECRET),
        List.of("curl", "--proxy-user", "ann:" + SECRET),
        List.of("env", "DB_PASSWORD=" + SECRET, "run", "--verbose"),
        List.of("run", "--api-key=" + SECRET),
        new ObjectMapper().readTree("[\"sshpass\",\"-p\",\"hunter2\",\"ssh\"]"),
        Map.of("command", "npx", "args", List.of("-y", "server", "--token", SECRET)),
        new WebKey("EC", "f83OJ3D2", SECRET),
        Map.of("kty", "oct", "k", SECRET),
        pair("d", SECRET, "kty", "RSA"),
        new ObjectMapper().readTree("{\"kty\":\"RSA\",\"qi\":\"hunter2\",\"e\":\"AQAB\"}"),
        tree);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void hidesTheValueBesideTheNameOfASecret(Object value) {
    assertThat(json.json(value)).doesNotContain(SECRET);
  }

  static Stream<Object> plain() {
    return Stream.of(
        new Header("Accept", SECRET),
        new Header("maxTokens", SECRET),
        new Point("1", SECRET),
        pair("d", SECRET, "k", "v"),
        pair("kty", "RSA", "n", SECRET),
        pair("name", "color", "value", SECRET),
        pair("title", "password", "value", SECRET),
        pair("name", "password", "hint", SECRET),
        List.of("password", SECRET),
        List.of("--max-tokens", SECRET),
        List.of("--password=", SECRET),
        List.of("mkdir", "-p", SECRET),
        List.of("mysql", "-u", SECRET),
        List.of("mysql", "-p", SECRET),
        List.of("curl", "-u", SECRET),
        List.of("curl", "-o", "ann:" + SECRET),
        List.of("docker", "run", "-u", "1000:1000", SECRET),
        Map.of("argv", new String[] {"redis-cli", "-h", SECRET}),
        new SimpleEntry<>("name", SECRET));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void showsAnyOtherValue(Object value) {
    assertThat(json.json(value)).contains(SECRET);
  }

  @Test
  void hidesTheSecondOfTwoTextsBesideTheNameOfASecret() throws Exception {
    String generated = "Xk9wQ2vLmZ7r";
    for (Object pair :
        List.of(
            List.of("X-Api-Key", generated),
            new String[] {"X-Api-Key", generated},
            new ObjectMapper().readTree("[\"X-Api-Key\",\"" + generated + "\"]"))) {
      assertThat(json.json(pair)).isEqualTo("[\"X-Api-Key\",\"__REDACTED__\"]");
    }
    assertThat(json.json(List.of("required", generated))).contains(generated);
    assertThat(json.json(List.of("password", "address_line_1"))).contains("address_line_1");
  }

  @Test
  void showsTheArgumentsAroundTheSecretOfACommand() {
    assertThat(json.json(List.of("mysql", "-uroot", "-p" + SECRET, "app")))
        .isEqualTo("[\"mysql\",\"-uroot\",\"-p__REDACTED__\",\"app\"]");
    assertThat(json.json(new String[] {"curl", "-u", "ann:" + SECRET, "http://a.example"}))
        .isEqualTo("[\"curl\",\"-u\",\"ann:__REDACTED__\",\"http://a.example\"]");
    JsonRenderer all = JsonRenderer.builder().redactor(Redaction.none()).build();
    assertThat(all.json(List.of("mysql", "-p" + SECRET))).contains(SECRET);
  }

  @Test
  void keysThatBecomeOneAreNumbered() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", "a");
    map.put(1, "b");
    map.put(1L, "c");
    map.put(null, "d");
    map.put("<null>", "e");
    map.put("password=abcdefgh", "f");
    map.put("password=ijklmnop", "g");
    map.put("plain", "h");

    Map<?, ?> read = new ObjectMapper().convertValue(Json.tree(json.json(map)), Map.class);
    assertThat(read.values().stream().map(String::valueOf))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(json.json(map)).startsWith("{\"1\":\"a\",\"1#1\":\"b\",").contains("\"plain\"");
  }

  @Test
  void usualKeysStayAsTheyAre() {
    assertThat(json.json(pair("a", 1, "a#1", 2))).isEqualTo("{\"a\":1,\"a#1\":2}");
  }

  /** As trees of JSON are in libraries that Raglan does not know. */
  static final class JsonObject extends HashMap<String, Object> {

    private static final long serialVersionUID = 1L;
  }

  @Test
  void hidesTheValueInASubclassOfAMapOfTheJdk() {
    JsonObject pair = new JsonObject();
    pair.put("name", "password");
    pair.put("value", "hunter2");

    assertThat(Json.of(pair)).contains("password").doesNotContain("hunter2");
  }
}
